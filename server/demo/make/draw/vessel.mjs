import * as THREE from 'three';
import { GLTFExporter } from 'three/addons/exporters/GLTFExporter.js';
import { RoomEnvironment } from 'three/addons/environments/RoomEnvironment.js';
import { canvasOf } from './canvas.mjs';
import { glazes } from './motifs.mjs';

const [TW, TH] = [1344, 896];
const SEGMENTS = 56;
const POINTS = 32;

/** Outer wall from the foot to the lip, over it, and down inside: smooth through the given radii and heights (cm). */
function profile(spec) {
  const curve = new THREE.SplineCurve(spec.wall.map(([r, y]) => new THREE.Vector2(r, y)));
  const outer = curve.getSpacedPoints(POINTS);
  const t = spec.thick ?? 0.35;
  const foot = [
    new THREE.Vector2(0.001, t),
    new THREE.Vector2(outer[0].x * 0.82, t),
    new THREE.Vector2(outer[0].x * 0.84, 0),
    new THREE.Vector2(outer[0].x * 0.99, 0),
  ];
  const inner = outer
    .slice(Math.floor(POINTS * (spec.open ? 0.06 : 0.5)))
    .filter((_, i, all) => i % 2 === (all.length - 1) % 2)
    .reverse()
    .map((p) => new THREE.Vector2(Math.max(0.001, p.x - t), p.y));
  if (spec.open) inner.push(new THREE.Vector2(0.001, inner.at(-1).y - t * 0.2));
  return { points: [...foot, ...outer, ...inner], from: foot.length, to: foot.length + outer.length - 1, outer };
}

/** How much narrower a thing must be painted so that it is not stretched when the skin goes round the pot. */
function squeeze(p, y0, y1, rows) {
  const band = p.outer.filter((q) => q.y >= y0 && q.y <= y1);
  const radius = band.reduce((sum, q) => sum + q.x, 0) / Math.max(1, band.length) || 1;
  const wall = band.slice(1).reduce((sum, q, i) => sum + Math.hypot(q.x - band[i].x, q.y - band[i].y), 0) || y1 - y0;
  return TW / (2 * Math.PI * radius) / (rows / wall);
}

/** The painted skin: texture rows follow the profile, so a band between two heights lands where it is asked. */
function skin(spec, p) {
  const [canvas, ctx] = canvasOf(TW, TH);
  const rows = p.points.length - 1;
  const top = TH * (1 - p.to / rows);
  const bottom = TH * (1 - p.from / rows);
  const at = (y) => {
    const last = p.outer.length - 1;
    const k = p.outer.findIndex((q, i) => i && q.y >= y);
    if (k < 0) return TH * (1 - p.to / rows);
    const [a, b] = [p.outer[k - 1].y, p.outer[Math.min(k, last)].y];
    const t = b > a ? Math.min(1, Math.max(0, (y - a) / (b - a))) : 1;
    return TH * (1 - (p.from + k - 1 + t) / rows);
  };
  ctx.fillStyle = spec.body ?? '#cbb596';
  ctx.fillRect(0, 0, TW, TH);
  ctx.fillStyle = spec.inside ?? spec.ground ?? '#eee';
  ctx.fillRect(0, 0, TW, top);
  ctx.fillStyle = spec.ground ?? '#f1f0ea';
  ctx.fillRect(0, top, TW, bottom - top);
  spec.bands.forEach(([kind, y0, y1, options], i) => {
    const a = at(y1);
    const b = at(y0);
    if (!glazes[kind]) throw new Error(`no such glaze: ${kind}`);
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, a - 2, TW, b - a + 4);
    ctx.clip();
    glazes[kind](
      ctx,
      { x: 0, y: a, w: TW, h: b - a, k: squeeze(p, y0, y1, b - a) },
      options ?? {},
      `${spec.seed}/${i}`,
    );
    ctx.restore();
  });
  if (spec.rim) {
    ctx.fillStyle = spec.rim;
    ctx.fillRect(0, top - 10, TW, 22);
  }
  if (spec.bareFoot) {
    ctx.fillStyle = spec.body ?? '#b99a76';
    ctx.fillRect(0, at(spec.bareFoot), TW, TH);
  }
  return canvas;
}

function build(spec) {
  const p = profile(spec);
  const geometry = new THREE.LatheGeometry(
    p.points.map((q) => new THREE.Vector2(q.x / 100, q.y / 100)),
    SEGMENTS,
  );
  const texture = new THREE.CanvasTexture(skin(spec, p));
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.wrapS = THREE.RepeatWrapping;
  texture.anisotropy = 8;
  texture.userData.mimeType = 'image/jpeg';
  const material = new THREE.MeshPhysicalMaterial({
    map: texture,
    roughness: spec.roughness ?? 0.28,
    metalness: spec.metalness ?? 0,
    clearcoat: spec.clearcoat ?? 0.8,
    clearcoatRoughness: 0.12,
    side: THREE.DoubleSide,
  });
  material.name = spec.seed;
  const mesh = new THREE.Mesh(geometry, material);
  mesh.name = spec.seed;
  return { mesh, p };
}

/** The model as glTF binary, in metres, Y up. */
export async function vesselModel(spec) {
  const { mesh, p } = build(spec);
  const scene = new THREE.Scene();
  scene.name = spec.seed;
  scene.add(mesh);
  const buffer = await new GLTFExporter().parseAsync(scene, { binary: true });
  const bytes = new Uint8Array(buffer);
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  const width = Math.max(...p.outer.map((q) => q.x)) * 2;
  const spots = (spec.spots ?? []).map(([y, angle]) => {
    const q = p.outer.reduce((best, c) => (Math.abs(c.y - y) < Math.abs(best.y - y) ? c : best));
    const r = q.x / 100;
    return {
      position: [r * Math.sin(angle), q.y / 100, r * Math.cos(angle)].map((v) => Number(v.toFixed(4))),
      normal: [Math.sin(angle), 0, Math.cos(angle)].map((v) => Number(v.toFixed(3))),
    };
  });
  return {
    glb: btoa(text),
    faces: mesh.geometry.index.count / 3,
    height: Math.max(...p.outer.map((q) => q.y)),
    width,
    spots,
  };
}

/** A photograph of the model under three lights. */
export function vesselPoster(spec) {
  const size = 1100;
  const { mesh, p } = build(spec);
  const canvas = document.createElement('canvas');
  const renderer = new THREE.WebGLRenderer({ canvas, antialias: true, preserveDrawingBuffer: true });
  renderer.setSize(size, size, false);
  renderer.toneMapping = THREE.ACESFilmicToneMapping;
  renderer.toneMappingExposure = spec.exposure ?? 0.9;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = THREE.PCFShadowMap;
  const scene = new THREE.Scene();
  scene.background = backdrop(spec.wallColour ?? ['#3a3d3e', '#121315']);
  const pmrem = new THREE.PMREMGenerator(renderer);
  scene.environment = pmrem.fromScene(new RoomEnvironment(), 0.03).texture;
  scene.environmentIntensity = 0.5;
  const height = Math.max(...p.outer.map((q) => q.y)) / 100;
  const reach = Math.max(height, (Math.max(...p.outer.map((q) => q.x)) / 100) * 2);
  mesh.castShadow = true;
  mesh.rotation.y = spec.turn ?? 0;
  scene.add(mesh);
  const floor = new THREE.Mesh(new THREE.PlaneGeometry(40, 40), new THREE.ShadowMaterial({ opacity: 0.5 }));
  floor.rotation.x = -Math.PI / 2;
  floor.receiveShadow = true;
  scene.add(floor);
  const key = new THREE.DirectionalLight('#fff4e0', 2.4);
  key.position.set(-reach * 1.4, reach * 2.2, reach * 1.6);
  key.castShadow = true;
  key.shadow.mapSize.set(1024, 1024);
  const c = key.shadow.camera;
  [c.left, c.right, c.top, c.bottom, c.near, c.far] = [-reach * 2, reach * 2, reach * 2, -reach * 2, 0.01, reach * 8];
  key.shadow.radius = 6;
  scene.add(key);
  const fill = new THREE.DirectionalLight('#c9dcff', 0.7);
  fill.position.set(reach * 2, reach, reach);
  scene.add(fill);
  const back = new THREE.DirectionalLight('#ffffff', 1.1);
  back.position.set(reach, reach * 1.5, -reach * 2);
  scene.add(back);
  const camera = new THREE.PerspectiveCamera(28, 1, 0.01, 100);
  const distance = reach * (spec.open ? 3.1 : 2.7);
  camera.position.set(0, height * 0.5 + distance * (spec.open ? 0.42 : 0.17), distance);
  camera.lookAt(0, height * 0.47, 0);
  renderer.render(scene, camera);
  const [out, o] = canvasOf(size, size);
  o.drawImage(canvas, 0, 0);
  renderer.dispose();
  renderer.forceContextLoss();
  return { canvas: out };
}

function backdrop([light, dark]) {
  const [canvas, ctx] = canvasOf(512, 512);
  const g = ctx.createRadialGradient(256, 230, 40, 256, 256, 380);
  g.addColorStop(0, light);
  g.addColorStop(1, dark);
  ctx.fillStyle = g;
  ctx.fillRect(0, 0, 512, 512);
  const t = new THREE.CanvasTexture(canvas);
  t.colorSpace = THREE.SRGBColorSpace;
  return t;
}
