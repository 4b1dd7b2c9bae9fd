import { open } from 'node:fs/promises';
import { Problem } from '../../server/contract/problems.js';
import type { VideoFacts } from './mp4.js';

const headBytes = 4 * 1024 * 1024;

const ids = {
  header: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackType: 0x83,
  codec: 0x86,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
  displayWidth: 0x54b0,
  displayHeight: 0x54ba,
  displayUnit: 0x54b2,
  cluster: 0x1f43b675,
} as const;

interface Element {
  id: number;
  from: number;
  to: number;
}

/**
 * What WebM and Matroska say of themselves before their first cluster: 4 MB are read, whatever the file says.
 * music-metadata steps through each cluster to the end of the file, and keeps attachments in memory.
 */
export async function readWebm(path: string): Promise<VideoFacts> {
  const handle = await open(path);
  const buffer = Buffer.alloc(headBytes);
  const { bytesRead } = await handle.read(buffer, 0, headBytes, 0).finally(() => handle.close());
  const head = buffer.subarray(0, bytesRead);
  const facts: VideoFacts = { container: 'webm' };
  for (const element of elements(head, 0, head.length)) {
    if (element.id === ids.header) {
      const type = [...elements(head, element.from, element.to)].find((one) => one.id === ids.docType);
      if (type) facts.container = head.toString('latin1', type.from, type.to).replace(/\0/g, '');
    }
    if (element.id === ids.segment) readSegment(head, element, facts);
  }
  if (facts.videoCodec === undefined && facts.audioCodec === undefined) {
    throw new Problem('file.broken', { reason: 'no tracks' });
  }
  return facts;
}

function readSegment(head: Buffer, segment: Element, facts: VideoFacts): void {
  let scale = 1_000_000;
  let units: number | undefined;
  for (const part of elements(head, segment.from, segment.to)) {
    if (part.id === ids.cluster) break;
    if (part.id === ids.info) {
      for (const one of elements(head, part.from, part.to)) {
        if (one.id === ids.scale) scale = integer(head, one);
        if (one.id === ids.duration) units = real(head, one);
      }
    }
    if (part.id === ids.tracks) {
      for (const track of elements(head, part.from, part.to)) if (track.id === ids.track) readTrack(head, track, facts);
    }
  }
  const seconds = ((units ?? 0) * scale) / 1e9;
  if (Number.isFinite(seconds) && seconds > 0) facts.duration = seconds;
}

function readTrack(head: Buffer, track: Element, facts: VideoFacts): void {
  const parts = new Map([...elements(head, track.from, track.to)].map((one) => [one.id, one]));
  const type = parts.get(ids.trackType);
  const codecPart = parts.get(ids.codec);
  const codec = codecPart ? head.toString('latin1', codecPart.from, codecPart.to) : '';
  if (type && integer(head, type) === 2) facts.audioCodec ??= codec;
  if (!type || integer(head, type) !== 1) return;
  facts.videoCodec ??= codec;
  const video = parts.get(ids.video);
  if (!video) return;
  const sizes = new Map([...elements(head, video.from, video.to)].map((one) => [one.id, one]));
  const unit = sizes.get(ids.displayUnit);
  // Display sizes count only when they are pixels.
  const shown = unit === undefined || integer(head, unit) === 0;
  const pick = (display: number, coded: number) => (shown ? sizes.get(display) : undefined) ?? sizes.get(coded);
  const [width, height] = [pick(ids.displayWidth, ids.width), pick(ids.displayHeight, ids.height)];
  if (width && height) {
    facts.width ??= integer(head, width);
    facts.height ??= integer(head, height);
  }
}

/** EBML: an id and a length, each with its own width in its first byte. */
function* elements(buffer: Buffer, from: number, to: number): Iterable<Element> {
  for (let at = from; at < to;) {
    const id = vint(buffer, at, to, false);
    if (!id) return;
    const length = vint(buffer, at + id.width, to, true);
    if (!length) return;
    const start = at + id.width + length.width;
    // Of unknown length, as live recordings write it, or longer than what was read: to the end of what there is.
    const end = length.unknown ? to : Math.min(start + length.value, to);
    yield { id: id.value, from: start, to: end };
    at = end;
  }
}

function vint(buffer: Buffer, at: number, to: number, strip: boolean) {
  const first = buffer[at];
  if (first === undefined || first === 0 || at >= to) return undefined;
  const width = Math.clz32(first) - 23;
  if (at + width > to) return undefined;
  let value = strip ? first & (0xff >> width) : first;
  let unknown = strip && value === 0xff >> width;
  for (let index = 1; index < width; index++) {
    const byte = buffer[at + index]!;
    value = value * 256 + byte;
    unknown &&= byte === 0xff;
  }
  return { value, width, unknown };
}

function integer(buffer: Buffer, element: Element): number {
  let value = 0;
  for (let at = element.from; at < Math.min(element.to, element.from + 8); at++) value = value * 256 + buffer[at]!;
  return value;
}

function real(buffer: Buffer, element: Element): number | undefined {
  const length = element.to - element.from;
  if (length === 4) return buffer.readFloatBE(element.from);
  return length === 8 ? buffer.readDoubleBE(element.from) : undefined;
}
