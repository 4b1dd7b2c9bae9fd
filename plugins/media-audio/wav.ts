import { type FileHandle, open } from 'node:fs/promises';
import { type Peaks, PeakMeter } from './peaks.js';

interface WavLayout {
  format: number;
  channels: number;
  sampleRate: number;
  bits: number;
  dataAt: number;
  dataBytes: number;
}

const pcm = 1;
const float = 3;
const extensible = 0xfffe;
/** Parts beside the sound: remarks, pictures, marks of editors. */
const mostParts = 10_000;
/** Of microphones there are fewer; what says more wants memory. */
const mostChannels = 256;
/** Samples of all channels that are read at once. */
const atOnce = 65_536;

async function layoutOf(handle: FileHandle): Promise<WavLayout | undefined> {
  const { size } = await handle.stat();
  const read = async (at: number, length: number) => {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await handle.read(buffer, 0, length, at);
    return buffer.subarray(0, bytesRead);
  };
  let at = 12;
  let found: Omit<WavLayout, 'dataAt' | 'dataBytes'> | undefined;
  for (let part = 0; at + 8 <= size && part < mostParts; part++) {
    const head = await read(at, 8);
    if (head.length < 8) return undefined;
    const name = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    if (name === 'fmt ' && length >= 16) {
      const body = await read(at + 8, Math.min(length, 40));
      if (body.length < 16) return undefined;
      const said = body.readUInt16LE(0);
      found = {
        format: said === extensible && body.length >= 26 ? body.readUInt16LE(24) : said,
        channels: body.readUInt16LE(2),
        sampleRate: body.readUInt32LE(4),
        bits: body.readUInt16LE(14),
      };
    }
    if (name === 'data') return found && { ...found, dataAt: at + 8, dataBytes: Math.min(length, size - at - 8) };
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/**
 * Loudness of plain PCM, read by ourselves: no other program is needed for the format that archives keep, and
 * music-metadata, which says all else of it, does not tell where the samples are.
 */
export async function peaksOfWav(path: string, signal: AbortSignal): Promise<Peaks | undefined> {
  const handle = await open(path);
  try {
    const layout = await layoutOf(handle);
    const width = layout ? layout.bits / 8 : 0;
    const reader = layout && sampleReader(layout.format, layout.bits);
    if (!layout || !reader || layout.sampleRate === 0) return undefined;
    if (layout.channels === 0 || layout.channels > mostChannels) return undefined;
    const frame = width * layout.channels;
    const frames = Math.floor(layout.dataBytes / frame);
    const meter = new PeakMeter(layout.sampleRate, frames / layout.sampleRate);
    const chunk = Buffer.alloc(frame * Math.ceil(atOnce / layout.channels));
    for (let done = 0; done < frames;) {
      signal.throwIfAborted();
      const length = Math.min(chunk.length, (frames - done) * frame);
      const { bytesRead } = await handle.read(chunk, 0, length, layout.dataAt + done * frame);
      const whole = Math.floor(bytesRead / frame);
      if (whole === 0) break;
      for (let index = 0; index < whole; index++) {
        let loudest = 0;
        for (let channel = 0; channel < layout.channels; channel++) {
          const sample = reader(chunk, index * frame + channel * width);
          if (Math.abs(sample) > Math.abs(loudest)) loudest = sample;
        }
        meter.add(loudest);
      }
      done += whole;
    }
    return meter.done();
  } finally {
    await handle.close();
  }
}

function sampleReader(format: number, bits: number): ((buffer: Buffer, at: number) => number) | undefined {
  if (format === float && bits === 32) return (buffer, at) => buffer.readFloatLE(at);
  if (format !== pcm) return undefined;
  if (bits === 8) return (buffer, at) => (buffer.readUInt8(at) - 128) / 128;
  if (bits === 16 || bits === 24 || bits === 32) {
    const full = 2 ** (bits - 1);
    return (buffer, at) => buffer.readIntLE(at, bits / 8) / full;
  }
  return undefined;
}
