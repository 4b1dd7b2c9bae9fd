import { z } from 'zod';

const index = z.number().int().min(0);
const numbers = (length: number) => z.array(z.number()).length(length);

/** As much of glTF 2.0 as must hold for counting, measuring and showing a model; everything else is left to the viewer. */
export const Gltf = z.object({
  asset: z.object({ version: z.string(), generator: z.string().max(500).optional() }),
  extensionsUsed: z.array(z.string()).default([]),
  extensionsRequired: z.array(z.string()).default([]),
  scene: index.optional(),
  scenes: z.array(z.object({ nodes: z.array(index).default([]) })).default([]),
  nodes: z
    .array(
      z.object({
        children: z.array(index).default([]),
        mesh: index.optional(),
        matrix: numbers(16).optional(),
        translation: numbers(3).optional(),
        rotation: numbers(4).optional(),
        scale: numbers(3).optional(),
      }),
    )
    .default([]),
  meshes: z
    .array(
      z.object({
        primitives: z.array(
          z.object({
            mode: z.number().int().min(0).max(6).default(4),
            indices: index.optional(),
            attributes: z.record(z.string(), index),
          }),
        ),
      }),
    )
    .default([]),
  accessors: z
    .array(
      z.object({
        count: z.number().int().min(0),
        bufferView: index.optional(),
        min: z.array(z.number()).optional(),
        max: z.array(z.number()).optional(),
      }),
    )
    .default([]),
  bufferViews: z
    .array(
      z.object({ buffer: index, byteOffset: z.number().int().min(0).default(0), byteLength: z.number().int().min(1) }),
    )
    .default([]),
  buffers: z.array(z.object({ uri: z.string().optional(), byteLength: z.number().int().min(1) })).default([]),
  images: z
    .array(z.object({ uri: z.string().optional(), bufferView: index.optional(), mimeType: z.string().optional() }))
    .default([]),
  materials: z.array(z.unknown()).default([]),
  textures: z.array(z.unknown()).default([]),
  animations: z.array(z.unknown()).default([]),
});
export type Gltf = z.infer<typeof Gltf>;
