import { FACES, canvasOf, column, paper, seal, worn } from './canvas.mjs';
import { fbm, noise2, rng } from './noise.mjs';

const STYLES = {
  colour: { land: [232, 212, 164], sea: [160, 188, 172], line: [60, 48, 34], box: [168, 44, 36] },
  blue: { land: [236, 222, 186], sea: [138, 168, 184], line: [44, 52, 66], box: [168, 44, 36] },
  green: { land: [214, 208, 160], sea: [176, 196, 190], line: [56, 62, 40], box: [150, 40, 34] },
  ink: { land: [238, 228, 204], sea: [224, 212, 184], line: [44, 40, 36], box: [60, 52, 44] },
  rose: { land: [240, 216, 184], sea: [188, 196, 176], line: [92, 54, 40], box: [120, 36, 36] },
};

/** Height of the land at a point, by kind of map; above zero is land. */
function fields(spec, noise) {
  const wander = (u, v, f = 5, d = 1) => (fbm(noise, u * f + 11, v * f + 5, 5) - 0.5) * d;
  const kinds = {
    estuary: (u, v) =>
      Math.abs(v - 0.5 - Math.sin(u * 3 + 0.6) * 0.16) - (0.05 + u ** 2 * (spec.wide ?? 0.34)) + wander(u, v, 5, 0.36),
    coast: (u, v) => u - 0.45 + Math.sin(v * 5) * 0.06 + wander(u, v, 5, 0.55),
    eastcoast: (u, v) => 0.58 - u + Math.sin(v * 6) * 0.05 + wander(u, v, 5, 0.55),
    lake: (u, v) => Math.hypot((u - 0.47) * 1.05, v - 0.52) - 0.27 + wander(u, v, 4, 0.3),
    islands: (u, v) => fbm(noise, u * 6, v * 6, 5) - 0.6 + wander(u, v, 14, 0.07),
    river: (u, v) =>
      Math.abs(v - 0.55 - Math.sin(u * 5.4) * 0.14 - Math.sin(u * 11) * 0.03) -
      0.045 -
      0.03 * u +
      wander(u, v, 8, 0.07),
    land: () => 1,
  };
  return kinds[spec.kind];
}

function mountains(ctx, spec, land, w, h, random, style) {
  const [r, g, b] = style.line;
  const list = [];
  for (let i = 0; i < (spec.hills ?? 60); i += 1) list.push([random(), random() ** 0.9]);
  for (const [hx, hy, n, s] of spec.ranges ?? [])
    for (let i = 0; i < n; i += 1) list.push([hx + random.gauss() * s, hy + random.gauss() * s * 0.6]);
  list.sort((p, q) => p[1] - q[1]);
  const clear = (u, v) =>
    spec.places.every((p) => Math.hypot((p.x - u) * w, (p.y - v) * h) > 92) &&
    land(u, v) > 0.05 &&
    u > 0.05 &&
    u < 0.95 &&
    v > 0.07 &&
    v < 0.95;
  for (const [u, v] of list) {
    if (!clear(u, v)) continue;
    const s = random.range(16, 38);
    const [x, y] = [u * w, v * h];
    const grad = ctx.createLinearGradient(0, y - s, 0, y + s * 0.3);
    const tone = spec.hillTone ?? [92, 120, 92];
    grad.addColorStop(0, `rgba(${tone},.5)`);
    grad.addColorStop(1, `rgba(${tone},0)`);
    ctx.fillStyle = grad;
    ctx.strokeStyle = `rgba(${r},${g},${b},.75)`;
    ctx.lineWidth = 1.6;
    ctx.beginPath();
    ctx.moveTo(x - s, y);
    ctx.quadraticCurveTo(x - s * 0.45, y - s * 0.35, x - s * 0.12, y - s);
    ctx.quadraticCurveTo(x + s * 0.14, y - s * 1.12, x + s * 0.34, y - s * 0.6);
    ctx.quadraticCurveTo(x + s * 0.6, y - s * 0.5, x + s, y);
    ctx.fill();
    ctx.stroke();
    ctx.lineWidth = 0.9;
    for (let k = 0; k < 3; k += 1) {
      ctx.beginPath();
      ctx.moveTo(x - s * 0.1 + k * s * 0.16, y - s * (0.85 - k * 0.16));
      ctx.lineTo(x + k * s * 0.2, y - s * 0.2);
      ctx.stroke();
    }
  }
}

function sea(ctx, w, h, land, style, noise) {
  const scale = 2;
  const [sw, sh] = [Math.ceil(w / scale), Math.ceil(h / scale)];
  const [small, s] = canvasOf(sw, sh);
  const image = s.createImageData(sw, sh);
  const height = new Float32Array(sw * sh);
  for (let y = 0; y < sh; y += 1) for (let x = 0; x < sw; x += 1) height[y * sw + x] = land(x / sw, y / sh);
  const at = (x, y) => height[Math.min(sh - 1, Math.max(0, y)) * sw + Math.min(sw - 1, Math.max(0, x))];
  for (let y = 0, i = 0; y < sh; y += 1)
    for (let x = 0; x < sw; x += 1, i += 4) {
      const v = at(x, y);
      const slope = Math.hypot(at(x + 3, y) - at(x - 3, y), at(x, y + 3) - at(x, y - 3)) / 6;
      const away = Math.abs(v) / Math.max(slope, 0.0006);
      const fog = (fbm(noise, x / 90, y / 90, 3) - 0.5) * 22;
      let c = v > 0 ? style.land : style.sea;
      let a = 255;
      if (v > 0) {
        if (away < 2.2) c = style.line;
        else a = 0;
      } else
        for (const [k, d] of [6, 13, 22].entries())
          if (Math.abs(away - d) < 0.8) c = style.sea.map((q, j) => q + (style.line[j] - q) * (0.5 - k * 0.14));
      image.data[i] = c[0] + fog;
      image.data[i + 1] = c[1] + fog;
      image.data[i + 2] = c[2] + fog;
      image.data[i + 3] = a;
    }
  s.putImageData(image, 0, 0);
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(small, 0, 0, w, h);
}

/** A name in a box (towns), in a ring (ports), or bare (mountains, waters). */
function places(ctx, spec, w, h, style, random) {
  const [layer, l] = canvasOf(w, h);
  const [red, r] = canvasOf(w, h);
  r.strokeStyle = r.fillStyle = '#000';
  const lines = [];
  for (const p of spec.places) {
    const size = p.size ?? (p.kind === 'city' ? 40 : p.kind === 'town' ? 34 : 32);
    const step = size * 1.12;
    const n = [...p.name].length;
    const x = p.x * w;
    const y = p.y * h - (n * step) / 2;
    if (p.kind === 'town' || p.kind === 'city') {
      ctx.fillStyle = 'rgba(246,236,208,.9)';
      ctx.fillRect(x - size * 0.72, y - 8, size * 1.44, n * step + 16);
      r.lineWidth = p.kind === 'city' ? 4.5 : 2.6;
      r.strokeRect(x - size * 0.72, y - 8, size * 1.44, n * step + 16);
      if (p.kind === 'city') r.strokeRect(x - size * 0.72 - 8, y - 16, size * 1.44 + 16, n * step + 32);
    }
    const box = column(l, p.name, x, y, size, step, { face: FACES.kai, random, tilt: 0.03, drift: 1, sway: 0.03 });
    lines.push({ text: p.name, box });
  }
  ctx.drawImage(worn(red, { seed: `${spec.seed}/box`, ink: style.box, rough: 0.7 }), 0, 0);
  ctx.drawImage(worn(layer, { seed: spec.seed, ink: [34, 30, 28], rough: 0.7 }), 0, 0);
  return lines;
}

function ways(ctx, spec, w, h, style) {
  for (const way of spec.ways ?? []) {
    const path = new Path2D();
    way.points.forEach(([x, y], i) => {
      if (!i) return path.moveTo(x * w, y * h);
      const [px, py] = way.points[i - 1];
      return path.quadraticCurveTo(
        (px + (x - px) * 0.5) * w + (y - py) * 60,
        (py + (y - py) * 0.5) * h - (x - px) * 60,
        x * w,
        y * h,
      );
    });
    ctx.lineJoin = 'round';
    if (way.kind === 'canal') {
      ctx.strokeStyle = `rgb(${style.line})`;
      ctx.lineWidth = (way.wide ?? 14) + 4;
      ctx.stroke(path);
      ctx.strokeStyle = `rgb(${style.sea})`;
      ctx.lineWidth = way.wide ?? 14;
      ctx.stroke(path);
    } else if (way.kind === 'wall') {
      ctx.strokeStyle = `rgb(${style.line})`;
      ctx.lineWidth = 9;
      ctx.stroke(path);
      ctx.strokeStyle = 'rgb(240,228,198)';
      ctx.lineWidth = 4;
      ctx.setLineDash([10, 8]);
      ctx.stroke(path);
      ctx.setLineDash([]);
    } else {
      ctx.strokeStyle = 'rgba(150,52,40,.8)';
      ctx.lineWidth = 2.4;
      ctx.setLineDash([12, 8]);
      ctx.stroke(path);
      ctx.setLineDash([]);
    }
  }
}

/** Squares of a map drawn by measure (計里畫方). */
function squares(ctx, w, h, step) {
  ctx.strokeStyle = 'rgba(90,60,40,.3)';
  ctx.lineWidth = 1;
  for (let x = step; x < w; x += step) {
    ctx.beginPath();
    ctx.moveTo(x, 0);
    ctx.lineTo(x, h);
    ctx.stroke();
  }
  for (let y = step; y < h; y += step) {
    ctx.beginPath();
    ctx.moveTo(0, y);
    ctx.lineTo(w, y);
    ctx.stroke();
  }
}

export function map(spec) {
  const { width: w, height: h, seed } = spec;
  const style = STYLES[spec.style ?? 'colour'];
  const [canvas, ctx] = canvasOf(w, h);
  const noise = noise2(`${seed}/coast`);
  const random = rng(seed);
  paper(ctx, w, h, { base: style.land, seed, drift: 11, fibres: 130, foxing: 8, edge: 20, scale: 8 });
  const land = fields(spec, noise);
  if (spec.kind !== 'land') sea(ctx, w, h, land, style, noise);
  if (spec.squares) squares(ctx, w, h, spec.squares);
  ways(ctx, spec, w, h, style);
  mountains(ctx, spec, land, w, h, random, style);
  const lines = places(ctx, spec, w, h, style, random);
  if (spec.title) lines.unshift(cartouche(ctx, spec, w, h, random));
  if (spec.compass) compass(ctx, spec.compass[0] * w, spec.compass[1] * h, lines);
  ctx.strokeStyle = 'rgba(52,42,32,.85)';
  ctx.lineWidth = 6;
  ctx.strokeRect(20, 20, w - 40, h - 40);
  ctx.lineWidth = 1.6;
  ctx.strokeRect(31, 31, w - 62, h - 62);
  creases(ctx, w, h, spec.creases ?? 3);
  const seals = (spec.seals ?? []).map((s) => ({
    text: s.text,
    box: seal(ctx, s.text, s.x * w, s.y * h, s.size ?? 56, { white: s.white ?? true }),
  }));
  return { canvas, lines, seals };
}

function cartouche(ctx, spec, w, h, random) {
  const [x, y] = spec.titleAt ?? [0.93, 0.07];
  const n = [...spec.title].length;
  const step = 58;
  ctx.fillStyle = 'rgba(246,238,214,.95)';
  ctx.fillRect(x * w - 42, y * h, 84, n * step + 36);
  ctx.strokeStyle = 'rgba(60,46,32,.9)';
  ctx.lineWidth = 3;
  ctx.strokeRect(x * w - 42, y * h, 84, n * step + 36);
  ctx.lineWidth = 1;
  ctx.strokeRect(x * w - 35, y * h + 7, 70, n * step + 22);
  ctx.fillStyle = '#2a2622';
  const box = column(ctx, spec.title, x * w, y * h + 18, 50, step, { face: FACES.kai, random, tilt: 0.02, drift: 1 });
  return { text: spec.title, box };
}

function compass(ctx, x, y, lines) {
  ctx.fillStyle = '#2a2622';
  ctx.font = `400 26px ${FACES.kai}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const [c, dx, dy] of [
    ['北', 0, -44],
    ['南', 0, 44],
    ['東', 44, 0],
    ['西', -44, 0],
  ]) {
    ctx.fillText(c, x + dx, y + dy);
    lines.push({ text: c, box: [x + dx - 14, y + dy - 14, 28, 28].map(Math.round) });
  }
  ctx.strokeStyle = '#2a2622';
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  ctx.arc(x, y, 26, 0, 7);
  ctx.moveTo(x, y - 26);
  ctx.lineTo(x, y + 26);
  ctx.moveTo(x - 26, y);
  ctx.lineTo(x + 26, y);
  ctx.stroke();
  ctx.fillStyle = '#a8342a';
  ctx.beginPath();
  ctx.moveTo(x, y - 24);
  ctx.lineTo(x - 6, y);
  ctx.lineTo(x + 6, y);
  ctx.fill();
}

function creases(ctx, w, h, n) {
  for (let i = 1; i <= n; i += 1) {
    const x = (w * i) / (n + 1);
    const g = ctx.createLinearGradient(x - 8, 0, x + 8, 0);
    g.addColorStop(0, 'rgba(80,60,30,0)');
    g.addColorStop(0.5, 'rgba(80,60,30,.2)');
    g.addColorStop(0.55, 'rgba(255,250,236,.25)');
    g.addColorStop(1, 'rgba(255,250,236,0)');
    ctx.fillStyle = g;
    ctx.fillRect(x - 8, 0, 16, h);
  }
}
