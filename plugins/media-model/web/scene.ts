import {
  ACESFilmicToneMapping,
  AmbientLight,
  Box3,
  CircleGeometry,
  Color,
  DirectionalLight,
  Mesh,
  type Object3D,
  PCFShadowMap,
  PerspectiveCamera,
  PMREMGenerator,
  Scene,
  ShadowMaterial,
  Vector3,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { RoomEnvironment } from 'three/examples/jsm/environments/RoomEnvironment.js';
import { DRACOLoader } from 'three/examples/jsm/loaders/DRACOLoader.js';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { KTX2Loader } from 'three/examples/jsm/loaders/KTX2Loader.js';
import { MeshoptDecoder } from 'three/examples/jsm/libs/meshopt_decoder.module.js';

export type LightName = 'studio' | 'side' | 'soft';
export type GroundName = 'dark' | 'grey' | 'light';

const grounds: Record<GroundName, string> = { dark: '#1b1c1e', grey: '#6d6a65', light: '#efebe3' };
/** Decoders are our own files, served beside the brand's pictures. */
const decoders = '/brand/';

const turnStep = Math.PI / 24;

/** The model on its ground under a light: everything that knows WebGL. */
export class ModelScene {
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(32, 1, 0.01, 1000);
  private readonly controls: OrbitControls;
  private readonly key = new DirectionalLight('#fff4e2', 2.2);
  private readonly fill = new AmbientLight('#ffffff', 0.35);
  private readonly watcher: ResizeObserver;
  private home = new Vector3();
  private frame = 0;
  private dirty = true;
  private stopped = false;

  constructor(
    canvas: HTMLCanvasElement,
    private readonly place: HTMLElement,
    calm: boolean,
  ) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: false, preserveDrawingBuffer: false });
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.toneMapping = ACESFilmicToneMapping;
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = PCFShadowMap;
    const pmrem = new PMREMGenerator(this.renderer);
    this.scene.environment = pmrem.fromScene(new RoomEnvironment(), 0.04).texture;
    pmrem.dispose();
    this.key.castShadow = true;
    this.key.shadow.mapSize.set(1024, 1024);
    this.scene.add(this.key, this.key.target, this.fill);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.enableDamping = !calm;
    this.controls.dampingFactor = 0.08;
    this.controls.addEventListener('change', () => (this.dirty = true));
    this.watcher = new ResizeObserver(() => this.fit());
    this.watcher.observe(place);
    this.ground('dark');
    this.loop();
  }

  async load(href: string, progress: (share: number) => void, size: number): Promise<void> {
    const draco = new DRACOLoader().setDecoderPath(decoders);
    const ktx2 = new KTX2Loader().setTranscoderPath(decoders).detectSupport(this.renderer);
    const loader = new GLTFLoader().setDRACOLoader(draco).setKTX2Loader(ktx2).setMeshoptDecoder(MeshoptDecoder);
    try {
      const { scene } = await loader.loadAsync(href, (event) =>
        progress(Math.min(1, event.loaded / (event.total || size || 1))),
      );
      if (!this.stopped) this.put(scene);
    } finally {
      draco.dispose();
      ktx2.dispose();
    }
  }

  /** Whatever unit it was measured in: brought to one size, stood on the ground, looked at a little from above. */
  private put(model: Object3D): void {
    const box = new Box3().setFromObject(model);
    const size = box.getSize(new Vector3());
    const scale = 1 / Math.max(size.x, size.y, size.z, 1e-6);
    model.scale.multiplyScalar(scale);
    box.setFromObject(model);
    const centre = box.getCenter(new Vector3());
    model.position.sub(new Vector3(centre.x, box.min.y, centre.z));
    model.traverse((part) => {
      part.castShadow = true;
      part.receiveShadow = true;
    });
    this.scene.add(model);
    const floor = new Mesh(new CircleGeometry(3, 64), new ShadowMaterial({ opacity: 0.35 }));
    floor.rotation.x = -Math.PI / 2;
    floor.receiveShadow = true;
    this.scene.add(floor);
    const height = box.max.y - box.min.y;
    // A little above the middle: the tools below it must not lie on its foot.
    const middle = height / 2 - 0.06;
    this.controls.target.set(0, middle, 0);
    this.home.set(0.5, middle + 0.35, 2.25);
    this.controls.minDistance = 0.35;
    this.controls.maxDistance = 6;
    this.light('studio');
    this.reset();
    this.fit();
  }

  light(name: LightName): void {
    const places = { studio: [1.6, 2.6, 1.8], side: [3, 0.5, 0.4], soft: [0.2, 3, 0.6] } as const;
    const strength = { studio: 2.2, side: 3.4, soft: 0.7 } as const;
    this.key.position.fromArray(places[name]);
    this.key.intensity = strength[name];
    this.scene.environmentIntensity = { studio: 0.75, side: 0.22, soft: 1.15 }[name];
    this.fill.intensity = name === 'side' ? 0.1 : 0.35;
    this.dirty = true;
  }

  ground(name: GroundName): void {
    this.scene.background = new Color(grounds[name]);
    this.dirty = true;
  }

  spin(on: boolean): void {
    this.controls.autoRotate = on;
    this.controls.autoRotateSpeed = 1.4;
  }

  reset(): void {
    this.camera.position.copy(this.home);
    this.controls.update();
    this.dirty = true;
  }

  /** Keys do what a drag does: steps around the target, up and down, near and far. */
  nudge(across: number, up: number, near: number): void {
    const from = this.camera.position.clone().sub(this.controls.target);
    const radius = Math.min(
      this.controls.maxDistance,
      Math.max(this.controls.minDistance, from.length() * (1 - near * 0.12)),
    );
    const azimuth = Math.atan2(from.x, from.z) + across * turnStep;
    const polar = Math.min(Math.PI - 0.05, Math.max(0.05, Math.acos(from.y / from.length()) - up * turnStep));
    from.setFromSphericalCoords(radius, polar, azimuth);
    this.camera.position.copy(this.controls.target).add(from);
    this.controls.update();
    this.dirty = true;
  }

  private fit(): void {
    const { clientWidth: width, clientHeight: height } = this.place;
    if (width === 0 || height === 0) return;
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.dirty = true;
  }

  private loop(): void {
    this.frame = requestAnimationFrame(() => this.loop());
    const moved = this.controls.update();
    if (!moved && !this.dirty) return;
    this.dirty = false;
    this.renderer.render(this.scene, this.camera);
  }

  stop(): void {
    this.stopped = true;
    cancelAnimationFrame(this.frame);
    this.watcher.disconnect();
    this.controls.dispose();
    this.scene.traverse((part) => {
      if (part instanceof Mesh) part.geometry.dispose();
    });
    this.renderer.dispose();
  }
}
