import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import type { MediaInspection, MediaWorkspace } from '../../server/contract/plugin.js';
import { Problem } from '../../server/contract/problems.js';
import type { Json } from '../../server/contract/values.js';
import { PeakMeter, type Peaks } from './peaks.js';
import { peaksOfWav } from './wav.js';

export const recipes = { web: 'aac160-1', peaks: 'max1600-1' } as const;

/** What every browser of today plays as it is. */
const playable = new Set(['audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav', 'audio/flac', 'audio/aac']);
const playableInMp4 = /aac|mp4a|mpeg-4|flac|opus|mp3/i;
const playableInWav = /pcm|float/i;
/** For the waveform no more is heard than this. */
const roughRate = 8000;
const longestSeconds = 48 * 3600;

/** Read without decoding: what the containers say of length, codec and channels. */
export async function inspectAudio(workspace: MediaWorkspace): Promise<MediaInspection> {
  const path = await workspace.originalPath();
  // Wanted by few processes, and much to load.
  const { parseFile } = await import('music-metadata');
  const { format } = await parseFile(path, { duration: true, skipCovers: true, skipPostHeaders: true }).catch(
    (error: unknown) => {
      throw new Problem('file.broken', { reason: (error as Error).message.slice(0, 200) }, [], { cause: error });
    },
  );
  const technical: Record<string, Json> = { webReady: webReady(workspace.mediaType, format.codec) };
  if (format.duration !== undefined && Number.isFinite(format.duration) && format.duration > 0) {
    if (format.duration > longestSeconds) throw new Problem('file.broken', { reason: 'length' });
    technical['duration'] = Math.round(format.duration * 100) / 100;
  }
  if (format.codec) technical['codec'] = format.codec;
  if (format.numberOfChannels) technical['channels'] = format.numberOfChannels;
  if (format.sampleRate) technical['sampleRate'] = format.sampleRate;
  if (format.bitrate && Number.isFinite(format.bitrate)) technical['bitrate'] = Math.round(format.bitrate);
  if (technical['duration'] === undefined && technical['sampleRate'] === undefined) {
    throw new Problem('file.broken', { reason: 'no sound' });
  }
  return { technical };
}

function webReady(mediaType: string, codec: string | undefined): boolean {
  if (!playable.has(mediaType)) return false;
  if (mediaType === 'audio/mp4') return codec === undefined || playableInMp4.test(codec);
  if (mediaType === 'audio/wav') return codec === undefined || playableInWav.test(codec);
  return true;
}

/** A rendition where browsers need one, and the waveform. Only the rendition cannot do without ffmpeg. */
export async function deriveAudio(
  workspace: MediaWorkspace,
  technical: Record<string, Json>,
): Promise<Record<string, Json>> {
  const tool = await workspace.hasTool('ffmpeg');
  const path = await workspace.originalPath();
  if (technical['webReady'] !== true) {
    if (!tool) throw new Problem('file.needs-tool', { tool: 'ffmpeg' });
    const web = await workspace.temporaryPath('.m4a');
    await workspace.runTool('ffmpeg', [
      ...quietly(path),
      ...['-vn', '-map', '0:a:0', '-map_metadata', '-1', '-c:a', 'aac', '-b:a', '160k', '-movflags', '+faststart', web],
    ]);
    await workspace.keep({ kind: 'web', recipe: recipes.web, path: web, mediaType: 'audio/mp4' });
  }
  const peaks = await peaksOf(workspace, path, tool, Number(technical['duration'] ?? 0));
  if (!peaks) {
    await workspace.log('warn', 'media.no-waveform', { tool: 'ffmpeg' });
    return {};
  }
  const file = await workspace.temporaryPath('.json');
  await writeFile(file, JSON.stringify(peaks));
  await workspace.keep({ kind: 'peaks', recipe: recipes.peaks, path: file, mediaType: 'application/json' });
  // Measured, where the container did not say or only guessed.
  const seconds = Math.round(peaks.step * peaks.peaks.length * 100) / 100;
  return technical['duration'] === undefined ? { duration: seconds } : {};
}

/** From this one local file and nothing that it may point to. */
function quietly(path: string): string[] {
  return ['-v', 'error', '-nostdin', '-y', '-protocol_whitelist', 'file', '-i', path];
}

async function peaksOf(
  workspace: MediaWorkspace,
  path: string,
  tool: boolean,
  seconds: number,
): Promise<Peaks | undefined> {
  if (workspace.mediaType === 'audio/wav') {
    const own = await peaksOfWav(path, workspace.signal);
    if (own) return own;
  }
  if (!tool) return undefined;
  const raw = await workspace.temporaryPath('.raw');
  await workspace.runTool('ffmpeg', [
    ...quietly(path),
    ...['-vn', '-map', '0:a:0', '-ac', '1', '-ar', String(roughRate), '-f', 's16le', raw],
  ]);
  const { size } = await stat(raw);
  const meter = new PeakMeter(roughRate, size > 0 ? size / 2 / roughRate : seconds);
  let odd: Buffer | undefined;
  for await (const part of createReadStream(raw, { highWaterMark: 1024 * 1024 })) {
    workspace.signal.throwIfAborted();
    const chunk: Buffer = odd ? Buffer.concat([odd, part as Buffer]) : (part as Buffer);
    const even = chunk.length - (chunk.length % 2);
    for (let at = 0; at < even; at += 2) meter.add(chunk.readInt16LE(at) / 32_768);
    odd = even < chunk.length ? chunk.subarray(even) : undefined;
  }
  return meter.done();
}
