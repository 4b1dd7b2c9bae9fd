import { type FileHandle, open } from 'node:fs/promises';

/**
 * One image file directory of a TIFF: what is needed to tell pages from reduced copies, and to find tiles. sharp, which
 * reads all pictures here, tells neither: with it each tile that lies ready would be decoded and made again.
 */
export interface TiffDirectory {
  width: number;
  height: number;
  /** A smaller copy or a mask of another page, by its own word. */
  reduced: boolean;
  compression: number;
  photometric: number;
  tileWidth: number;
  tileHeight: number;
  tileOffsets: number[];
  tileSizes: number[];
  jpegTables: Buffer | undefined;
}

const mostDirectories = 4000;
const mostEntries = 500;
/** 4 MB of offsets are the tiles of an image of half a million tiles. Of all directories together. */
const mostValueBytes = 16 * 1024 * 1024;

const sizes: Record<number, number> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};

/** Reads bytes at places of a file, in the byte order and the width of numbers that this file has. */
class Reader {
  constructor(
    private readonly handle: FileHandle,
    private readonly size: number,
    readonly little: boolean,
    readonly big: boolean,
  ) {}

  async bytes(at: number, length: number): Promise<Buffer> {
    if (at < 0 || at + length > this.size) throw new RangeError('a TIFF that points outside itself');
    const buffer = Buffer.alloc(length);
    await this.handle.read(buffer, 0, length, at);
    return buffer;
  }

  number(buffer: Buffer, at: number, bytes: number): number {
    if (bytes === 8) {
      const value = Number(this.little ? buffer.readBigUInt64LE(at) : buffer.readBigUInt64BE(at));
      if (!Number.isSafeInteger(value)) throw new RangeError('a TIFF larger than any');
      return value;
    }
    return this.little ? buffer.readUIntLE(at, bytes) : buffer.readUIntBE(at, bytes);
  }
}

/** The directories of the main chain, as libvips counts pages; without the tables of their tiles, which counting does not need. */
export async function readTiffLayout(path: string): Promise<TiffDirectory[]> {
  const handle = await open(path);
  try {
    return await readDirectories(handle, { tiles: false });
  } finally {
    await handle.close();
  }
}

export async function readDirectories(handle: FileHandle, wish: { tiles: boolean }): Promise<TiffDirectory[]> {
  const { size } = await handle.stat();
  const head = Buffer.alloc(16);
  await handle.read(head, 0, 16, 0);
  const order = head.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') throw new RangeError('not a TIFF');
  const little = order === 'II';
  const version = little ? head.readUInt16LE(2) : head.readUInt16BE(2);
  if (version !== 42 && version !== 43) throw new RangeError('not a TIFF');
  const reader = new Reader(handle, size, little, version === 43);
  let next = reader.big ? reader.number(head, 8, 8) : reader.number(head, 4, 4);
  const found: TiffDirectory[] = [];
  const seen = new Set<number>();
  // Directories may all point to one block: what counts is what is read, and not what the file holds.
  const left = { bytes: wish.tiles ? mostValueBytes : 0 };
  while (next !== 0) {
    if (seen.has(next) || found.length >= mostDirectories) throw new RangeError('a TIFF that goes round in circles');
    seen.add(next);
    const read = await readDirectory(reader, next, left);
    found.push(read.directory);
    next = read.next;
  }
  return found;
}

async function readDirectory(
  reader: Reader,
  at: number,
  left: { bytes: number },
): Promise<{ directory: TiffDirectory; next: number }> {
  const [countBytes, entryBytes, pointer] = reader.big ? [8, 20, 8] : [2, 12, 4];
  const count = reader.number(await reader.bytes(at, countBytes), 0, countBytes);
  if (count === 0 || count > mostEntries) throw new RangeError('a TIFF directory of no sensible size');
  const body = await reader.bytes(at + countBytes, count * entryBytes + pointer);
  const entries = new Map<number, { type: number; count: number; value: Buffer }>();
  for (let entry = 0; entry < count; entry++) {
    const offset = entry * entryBytes;
    const tag = reader.number(body, offset, 2);
    if (!wanted.has(tag)) continue;
    const type = reader.number(body, offset + 2, 2);
    const all = reader.number(body, offset + 4, pointer);
    const table = tables.has(tag);
    // Of everything but the tables only the first value says anything.
    const many = table || all === 0 ? all : 1;
    const bytes = (sizes[type] ?? 0) * many;
    if (bytes === 0 || (table && bytes > left.bytes)) continue;
    if (table) left.bytes -= bytes;
    const inline = offset + 4 + pointer;
    const value =
      (sizes[type] ?? 0) * all <= pointer
        ? body.subarray(inline, inline + bytes)
        : await reader.bytes(reader.number(body, inline, pointer), bytes);
    entries.set(tag, { type, count: many, value });
  }
  const list = (tag: number): number[] => {
    const entry = entries.get(tag);
    const width = entry && sizes[entry.type];
    if (!entry || !width || ![1, 2, 4, 8].includes(width)) return [];
    return Array.from({ length: entry.count }, (_, index) => reader.number(entry.value, index * width, width));
  };
  const one = (tag: number, otherwise: number) => list(tag)[0] ?? otherwise;
  const kind = one(254, 0);
  return {
    directory: {
      width: one(256, 0),
      height: one(257, 0),
      reduced: (kind & 1) === 1 || (kind & 4) === 4 || one(255, 1) === 2,
      compression: one(259, 1),
      photometric: one(262, -1),
      tileWidth: one(322, 0),
      tileHeight: one(323, 0),
      tileOffsets: list(324),
      tileSizes: list(325),
      jpegTables: entries.get(347)?.value,
    },
    next: reader.number(body, count * entryBytes, pointer),
  };
}

const tables = new Set([324, 325, 347]);
const wanted = new Set([254, 255, 256, 257, 259, 262, 322, 323, ...tables]);

/**
 * Which directories are pages of their own. Copies that say so are left out, and so is a whole pyramid that does not:
 * each directory half of the one before.
 */
export function pagesOf(directories: TiffDirectory[]): number[] {
  const own = directories.map((_, index) => index).filter((index) => index === 0 || !directories[index]!.reduced);
  const halves = own.every((index, at) => {
    if (at === 0) return true;
    const [before, now] = [directories[own[at - 1]!]!, directories[index]!];
    const half = (long: number, short: number) => Math.abs(long / 2 - short) <= 1;
    return half(before.width, now.width) && half(before.height, now.height);
  });
  return halves ? own.slice(0, 1) : own;
}
