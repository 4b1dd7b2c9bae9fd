import { type FileHandle, open } from 'node:fs/promises';
import { Problem } from '../../server/contract/problems.js';

export const mostJsonBytes = 64 * 1024 * 1024;
const magic = 0x46546c67;
const jsonChunk = 0x4e4f534a;
const binaryChunk = 0x004e4942;

const broken = (reason: string) => new Problem('file.broken', { reason });

export interface GltfParts {
  json: unknown;
  /** Bytes of the binary chunk; 0 where there is none. */
  binaryBytes: number;
}

/** Reads the container: its lengths must add up to the file, its JSON must be JSON. */
export async function readGlb(path: string): Promise<GltfParts> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const head = await bytes(handle, 0, 12);
    if (head.readUInt32LE(0) !== magic) throw broken('not glTF');
    if (head.readUInt32LE(4) !== 2) throw new Problem('file.unsupported', { type: `glTF ${head.readUInt32LE(4)}` });
    // Padding after the end is against the standard, but harmless; less than was promised is not.
    if (head.readUInt32LE(8) > size) throw broken('cut short');
    const end = head.readUInt32LE(8);
    let json: unknown;
    let binaryBytes = 0;
    for (let at = 12, index = 0; at + 8 <= end; index++) {
      const chunk = await bytes(handle, at, 8);
      const length = chunk.readUInt32LE(0);
      const type = chunk.readUInt32LE(4);
      if (at + 8 + length > end) throw broken('a chunk longer than the file');
      if (index === 0) {
        if (type !== jsonChunk) throw broken('no description first');
        if (length > mostJsonBytes) throw new Problem('file.too-large', { maxBytes: mostJsonBytes });
        json = parse(await bytes(handle, at + 8, length));
      }
      if (index === 1 && type === binaryChunk) binaryBytes = length;
      at += 8 + length;
    }
    if (json === undefined) throw broken('no description');
    return { json, binaryBytes };
  } finally {
    await handle.close();
  }
}

export async function readGltfText(path: string): Promise<GltfParts> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    if (size > mostJsonBytes) throw new Problem('file.too-large', { maxBytes: mostJsonBytes });
    return { json: parse(await bytes(handle, 0, size)), binaryBytes: 0 };
  } finally {
    await handle.close();
  }
}

async function bytes(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  if (bytesRead < length) throw broken('cut short');
  return buffer;
}

function parse(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch (error) {
    throw new Problem('file.broken', { reason: 'description' }, [], { cause: error });
  }
}
