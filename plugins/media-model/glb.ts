import { type FileHandle, open } from 'node:fs/promises';
import { Problem } from '../../server/contract/problems.js';

export const mostJsonBytes = 64 * 1024 * 1024;
/** A node with its place and its children is about ten. */
const mostValues = 2_000_000;
const mostListed = 200_000;
const mostDepth = 64;
const magic = 0x46546c67;
const jsonChunk = 0x4e4f534a;
const binaryChunk = 0x004e4942;

const broken = (reason: string) => new Problem('file.broken', { reason });

export interface GltfParts {
  json: unknown;
  /** Bytes of the binary chunk; 0 where there is none. */
  binaryBytes: number;
}

/**
 * Reads the container: its lengths must add up to the file, its JSON must be JSON. Of gigabytes of geometry none is read;
 * @gltf-transform/core takes the whole file into memory first, and reads what it refers to.
 */
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
  refuseManyValues(text);
  try {
    const json = JSON.parse(text.toString('utf8')) as unknown;
    refuseLongLists(json);
    return json;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('file.broken', { reason: 'description' }, [], { cause: error });
  }
}

/** A text of so many bytes unpacks to fifty times as much where it is nothing but `{}`: counted before it is parsed. */
function refuseManyValues(text: Buffer): void {
  let depth = 0;
  let values = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]!;
    if (quoted) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) quoted = false;
      continue;
    }
    if (byte === 0x22) quoted = true;
    else if (byte === 0x2c) values++;
    else if (byte === 0x7b || byte === 0x5b) {
      values++;
      if (++depth > mostDepth) throw broken('nested too deeply');
    } else if (byte === 0x7d || byte === 0x5d) depth--;
    if (values > mostValues) throw new Problem('file.too-large', { maxValues: mostValues });
  }
}

/** Each node and each accessor costs far more than its text once it is checked. */
function refuseLongLists(json: unknown): void {
  for (const [name, list] of Object.entries((json ?? {}) as Record<string, unknown>)) {
    if (!Array.isArray(list) || list.length <= mostListed) continue;
    throw new Problem('file.too-large', name === 'nodes' ? { maxNodes: mostListed } : { maxValues: mostListed });
  }
}
