import { type FileHandle, open } from 'node:fs/promises';
import { Problem } from '../../server/contract/problems.js';

export interface VideoFacts {
  duration?: number;
  width?: number;
  height?: number;
  videoCodec?: string;
  audioCodec?: string;
  container: string;
}

interface Box {
  type: string;
  from: number;
  to: number;
}

const mostMovieBytes = 128 * 1024 * 1024;
/** Of a whole file: tracks lie in it, and in each of them boxes that are asked for more than once. */
const mostBoxes = 100_000;
/** How many boxes may still be read. */
interface Left {
  boxes: number;
}

const broken = (reason: string) => new Problem('file.broken', { reason });

/**
 * What an MP4 or QuickTime file says in its `moov`: nothing of the picture is decoded. music-metadata, which reads sound,
 * tells neither the size of the picture nor how it is turned, and keeps the tables of all samples in memory.
 */
export async function readMp4(path: string): Promise<VideoFacts> {
  const handle = await open(path);
  try {
    const movie = await findMovie(handle);
    const facts: VideoFacts = { container: 'mp4' };
    const left: Left = { boxes: mostBoxes };
    for (const box of boxes(movie, 0, movie.length, left)) {
      if (box.type === 'mvhd') facts.duration = durationOf(movie, box);
      if (box.type === 'trak') readTrack(movie, box, facts, left);
    }
    return facts;
  } finally {
    await handle.close();
  }
}

/** Top-level boxes are stepped over in the file: the bytes of the picture may be many gigabytes. */
async function findMovie(handle: FileHandle): Promise<Buffer> {
  const { size } = await handle.stat();
  const head = Buffer.alloc(16);
  for (let at = 0, seen = 0; at + 8 <= size && seen < mostBoxes; seen++) {
    await handle.read(head, 0, 16, at);
    let length = head.readUInt32BE(0);
    let header = 8;
    if (length === 1) {
      length = Number(head.readBigUInt64BE(8));
      header = 16;
    }
    if (length === 0) length = size - at;
    if (length < header || at + length > size) throw broken('cut short');
    if (head.toString('latin1', 4, 8) === 'moov') {
      if (length > mostMovieBytes) throw broken('head too large');
      const movie = Buffer.alloc(length - header);
      await handle.read(movie, 0, movie.length, at + header);
      return movie;
    }
    at += length;
  }
  throw broken('no head');
}

function* boxes(buffer: Buffer, from: number, to: number, left: Left): Iterable<Box> {
  for (let at = from; at + 8 <= to;) {
    if (--left.boxes < 0) throw broken('too many parts');
    const length = buffer.readUInt32BE(at);
    const type = buffer.toString('latin1', at + 4, at + 8);
    if (length < 8 || at + length > to) return;
    yield { type, from: at + 8, to: at + length };
    at += length;
  }
}

function find(buffer: Buffer, within: Box, path: string[], left: Left): Box | undefined {
  let box: Box | undefined = within;
  for (const type of path) {
    const inside: Box = box;
    box = undefined;
    for (const one of boxes(buffer, inside.from, inside.to, left)) {
      if (one.type !== type) continue;
      box = one;
      break;
    }
    if (!box) return undefined;
  }
  return box;
}

function durationOf(buffer: Buffer, box: Box): number | undefined {
  const long = buffer[box.from] === 1;
  if (box.to - box.from < (long ? 32 : 20)) return undefined;
  const scale = buffer.readUInt32BE(box.from + (long ? 20 : 12));
  const units = long ? Number(buffer.readBigUInt64BE(box.from + 24)) : buffer.readUInt32BE(box.from + 16);
  return scale > 0 && units > 0 && units < 0xffffffff ? units / scale : undefined;
}

function readTrack(buffer: Buffer, track: Box, facts: VideoFacts, left: Left): void {
  const handler = find(buffer, track, ['mdia', 'hdlr'], left);
  const sample = find(buffer, track, ['mdia', 'minf', 'stbl', 'stsd'], left);
  if (!handler || handler.to - handler.from < 12) return;
  const kind = buffer.toString('latin1', handler.from + 8, handler.from + 12);
  const codec =
    sample && sample.to - sample.from >= 16
      ? buffer.toString('latin1', sample.from + 12, sample.from + 16).trim()
      : undefined;
  if (kind === 'soun' && codec) facts.audioCodec ??= codec;
  if (kind !== 'vide') return;
  if (codec) facts.videoCodec ??= codec;
  const header = find(buffer, track, ['tkhd'], left);
  if (!header || header.to - header.from < 84) return;
  // The size as it is shown: the last two numbers, 16.16, after the matrix that may turn it.
  const [width, height] = [header.to - 8, header.to - 4].map((at) => Math.round(buffer.readUInt32BE(at) / 65_536));
  const turned = buffer.readInt32BE(header.to - 44) === 0;
  facts.width ??= turned ? height! : width!;
  facts.height ??= turned ? width! : height!;
}
