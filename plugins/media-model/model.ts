import type { MediaInspection, MediaWorkspace } from '../../server/contract/plugin.js';
import { Problem } from '../../server/contract/problems.js';
import type { Json } from '../../server/contract/values.js';
import { type GltfParts, readGlb, readGltfText } from './glb.js';
import { BoundingBox, walk } from './gltf.box.js';
import { Gltf } from './gltf.schema.js';

/** What our viewer can show. An unknown extension that is only used may be ignored; one that is required may not. */
const shown = new Set([
  'KHR_draco_mesh_compression',
  'EXT_meshopt_compression',
  'KHR_meshopt_compression',
  'KHR_mesh_quantization',
  'KHR_texture_basisu',
  'KHR_texture_transform',
  'EXT_texture_webp',
  'EXT_texture_avif',
  'EXT_mesh_gpu_instancing',
  'KHR_lights_punctual',
  'KHR_materials_anisotropy',
  'KHR_materials_clearcoat',
  'KHR_materials_dispersion',
  'KHR_materials_emissive_strength',
  'KHR_materials_ior',
  'KHR_materials_iridescence',
  'KHR_materials_sheen',
  'KHR_materials_specular',
  'KHR_materials_transmission',
  'KHR_materials_unlit',
  'KHR_materials_volume',
]);
const mostTriangles = 20_000_000;
const headBytes = 256;

/** glTF as JSON has no signature of its own: an object that begins with what only glTF has. */
export function recogniseModel(head: Uint8Array): string | undefined {
  const text = Buffer.from(head).toString('utf8');
  if (text.startsWith('glTF')) return 'model/gltf-binary';
  const begins = /^\s*\{\s*"(?:asset|accessors|scene|scenes|nodes|buffers|bufferViews|meshes|extensionsUsed)"\s*:/.test(
    text.slice(0, headBytes),
  );
  return begins ? 'model/gltf+json' : undefined;
}

export async function inspectModel(workspace: MediaWorkspace): Promise<MediaInspection> {
  const path = await workspace.originalPath();
  const binary = workspace.mediaType === 'model/gltf-binary';
  const parts = await (binary ? readGlb(path) : readGltfText(path));
  const parsed = Gltf.safeParse(parts.json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Problem('file.broken', { reason: `${issue.path.join('.')}: ${issue.message}` });
  }
  const gltf = parsed.data;
  if (!gltf.asset.version.startsWith('2.'))
    throw new Problem('file.unsupported', { type: `glTF ${gltf.asset.version}` });
  const strange = gltf.extensionsRequired.find((name) => !shown.has(name));
  if (strange) throw new Problem('file.unsupported', { type: strange });
  refuseOutside(gltf);
  checkBounds(gltf, parts);
  return { technical: { ...measure(gltf), bytes: workspace.size, webReady: true } };
}

/** A model brings everything with it: a viewer of ours fetches nothing that a stranger wrote into a file. */
function refuseOutside(gltf: Gltf): void {
  const outside = [...gltf.buffers, ...gltf.images].find(({ uri }) => uri !== undefined && !/^data:/i.test(uri));
  if (outside) throw new Problem('file.unsafe', { reason: 'outside', uri: outside.uri!.slice(0, 200) });
  const page = gltf.images.find(({ uri, mimeType }) =>
    /svg|html/i.test(`${uri?.slice(0, 60) ?? ''} ${mimeType ?? ''}`),
  );
  if (page) throw new Problem('file.unsafe', { reason: 'script' });
}

function checkBounds(gltf: Gltf, parts: GltfParts): void {
  const broken = (reason: string) => new Problem('file.broken', { reason });
  const [first] = gltf.buffers;
  // The chunk may be padded to four bytes.
  if (first && first.uri === undefined && first.byteLength > parts.binaryBytes) {
    const elsewhere = gltf.extensionsUsed.some((name) => name.endsWith('meshopt_compression'));
    if (!elsewhere) throw broken('less data than described');
  }
  for (const view of gltf.bufferViews) {
    const buffer = gltf.buffers[view.buffer];
    if (!buffer || view.byteOffset + view.byteLength > buffer.byteLength) throw broken('a view outside its buffer');
  }
  for (const accessor of gltf.accessors) {
    if (accessor.bufferView !== undefined && !gltf.bufferViews[accessor.bufferView])
      throw broken('data that is not there');
  }
}

function measure(gltf: Gltf): Record<string, Json> {
  const box = new BoundingBox();
  let triangles = 0;
  let vertices = 0;
  const nodes = walk(gltf, (index, matrix) => {
    const mesh = gltf.meshes[index];
    if (!mesh) throw new Problem('file.broken', { reason: 'a mesh that is not there' });
    for (const primitive of mesh.primitives) {
      const position = gltf.accessors[primitive.attributes['POSITION'] ?? -1];
      const points = primitive.indices === undefined ? position : gltf.accessors[primitive.indices];
      triangles += trianglesOf(primitive.mode, points?.count ?? 0);
      vertices += position?.count ?? 0;
      if (position?.min?.length === 3 && position.max?.length === 3) box.add(position.min, position.max, matrix);
    }
  });
  if (triangles > mostTriangles) throw new Problem('file.too-large', { triangles, maxTriangles: mostTriangles });
  if (vertices === 0) throw new Problem('file.broken', { reason: 'nothing to see' });
  const round = (value: number) => Math.round(value * 1e5) / 1e5;
  return {
    triangles,
    vertices,
    nodes,
    materials: gltf.materials.length,
    textures: gltf.textures.length,
    animations: gltf.animations.length,
    extensions: gltf.extensionsUsed,
    ...(box.known ? { box: { min: box.min.map(round), max: box.max.map(round) } } : {}),
  };
}

/** Lists are threes; strips and fans share two points with the triangle before. */
function trianglesOf(mode: number, points: number): number {
  if (mode === 4) return Math.floor(points / 3);
  return mode === 5 || mode === 6 ? Math.max(0, points - 2) : 0;
}
