import { type FileHandle, open } from 'node:fs/promises';
import { readDirectories, type TiffDirectory } from './tiff.layout.js';

const jpegCompression = 7;
/** Grey, and YCbCr: what a JPEG without further marks is taken for. */
const plainColours = new Set([1, 6]);
const most = 300;

/** Layouts by path, with what the file was when it was read. */
const known = new Map<string, { stamp: string; directories: TiffDirectory[] }>();

async function layoutOf(path: string, handle: FileHandle): Promise<TiffDirectory[]> {
  const { size, mtimeMs, ino } = await handle.stat();
  const stamp = `${size}-${mtimeMs}-${ino}`;
  const kept = known.get(path);
  if (kept?.stamp === stamp) return kept.directories;
  const directories = await readDirectories(handle, { tiles: true });
  if (known.size >= most) known.delete(known.keys().next().value!);
  known.set(path, { stamp, directories });
  return directories;
}

/** A tile as it lies in the pyramid, made a JPEG of its own: the tables that all tiles share go before its scan. */
export async function readStoredTile(
  path: string,
  level: number,
  column: number,
  row: number,
): Promise<Buffer | undefined> {
  const handle = await open(path);
  try {
    const directory = (await layoutOf(path, handle))[level];
    if (!directory || directory.compression !== jpegCompression || !plainColours.has(directory.photometric)) {
      return undefined;
    }
    const index = row * Math.ceil(directory.width / directory.tileWidth) + column;
    const [offset, size] = [directory.tileOffsets[index], directory.tileSizes[index]];
    if (offset === undefined || !size) return undefined;
    const tile = Buffer.alloc(size);
    const { bytesRead } = await handle.read(tile, 0, size, offset);
    if (bytesRead !== size || tile.readUInt16BE(0) !== 0xffd8) return undefined;
    const tables = directory.jpegTables;
    if (!tables) return tile;
    // Both begin with the mark of a beginning, and the tables end with the mark of an end.
    return Buffer.concat([tables.subarray(0, tables.length - 2), tile.subarray(2)]);
  } finally {
    await handle.close();
  }
}
