import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import type { MediaInspection, MediaWorkspace } from '../../server/contract/plugin.js';
import { Problem } from '../../server/contract/problems.js';
import type { Json } from '../../server/contract/values.js';
import { readMp4, type VideoFacts } from './mp4.js';
import { readWebm } from './webm.js';

export const recipes = { web: 'h264.crf23-1', poster: 'jpeg80.1600-1', thumbnail: 'webp72.400-1' } as const;

const playableVideo = /^(avc1|avc3|av01|vp08|vp09|V_VP8|V_VP9|V_AV1)$/;
const playableAudio = /^(mp4a|Opus|opus|fLaC|\.mp3|A_OPUS|A_VORBIS)$/;
/** No screen is wider, and nothing that was filmed goes on for longer. */
const largest = 65_536;
const longestSeconds = 7 * 24 * 3600;
const inMp4 = new Set(['video/mp4', 'video/quicktime', 'video/3gpp', 'video/3gpp2']);
const inWebm = new Set(['video/webm', 'video/matroska', 'video/x-matroska']);

export async function inspectVideo(workspace: MediaWorkspace): Promise<MediaInspection> {
  const path = await workspace.originalPath();
  const facts = await readFacts(workspace, path);
  const technical: Record<string, Json> = { webReady: webReady(workspace.mediaType, facts) };
  const { duration, width, height } = facts;
  if (duration !== undefined && duration <= longestSeconds) technical['duration'] = Math.round(duration * 100) / 100;
  if (width && height && Math.max(width, height) <= largest) Object.assign(technical, { width, height });
  const codec = [facts.videoCodec, facts.audioCodec].filter(Boolean).join(', ');
  if (codec) technical['codec'] = codec;
  return { technical };
}

async function readFacts(workspace: MediaWorkspace, path: string): Promise<VideoFacts> {
  if (inMp4.has(workspace.mediaType)) return readMp4(path);
  if (inWebm.has(workspace.mediaType)) return readWebm(path);
  // Older containers are read by the tool that has to turn them into something playable anyway.
  if (!(await workspace.hasTool('ffprobe'))) return { container: workspace.mediaType };
  const said = await workspace.runTool('ffprobe', [
    ...['-v', 'error', '-protocol_whitelist', 'file', '-of', 'json', '-show_entries'],
    ...['format=duration:stream=codec_type,codec_name,width,height', path],
  ]);
  const answer = JSON.parse(said.toString('utf8')) as {
    format?: { duration?: string };
    streams?: { codec_type: string; codec_name?: string; width?: number; height?: number }[];
  };
  const video = answer.streams?.find((stream) => stream.codec_type === 'video');
  const audio = answer.streams?.find((stream) => stream.codec_type === 'audio');
  const seconds = Number(answer.format?.duration);
  return {
    container: workspace.mediaType,
    ...(seconds > 0 ? { duration: seconds } : {}),
    ...(video?.width && video.height ? { width: video.width, height: video.height } : {}),
    ...(video?.codec_name ? { videoCodec: video.codec_name } : {}),
    ...(audio?.codec_name ? { audioCodec: audio.codec_name } : {}),
  };
}

function webReady(mediaType: string, facts: VideoFacts): boolean {
  if (mediaType !== 'video/mp4' && mediaType !== 'video/webm') return false;
  if (facts.container !== 'mp4' && facts.container !== 'webm') return false;
  const video = facts.videoCodec === undefined || playableVideo.test(facts.videoCodec);
  return video && (facts.audioCodec === undefined || playableAudio.test(facts.audioCodec));
}

/** A rendition where browsers need one, and a still from where there is something to see. */
export async function deriveVideo(
  workspace: MediaWorkspace,
  technical: Record<string, Json>,
): Promise<Record<string, Json> | void> {
  const tool = await workspace.hasTool('ffmpeg');
  const path = await workspace.originalPath();
  if (technical['webReady'] !== true) {
    if (!tool) throw new Problem('file.needs-tool', { tool: 'ffmpeg' });
    await transcode(workspace, path);
  }
  if (!tool) return workspace.log('warn', 'media.no-poster', { tool: 'ffmpeg' });
  if (technical['webReady'] === true && technical['width'] === undefined) return;
  return still(workspace, path, Number(technical['duration'] ?? 0));
}

function quietly(path: string, before: string[] = []): string[] {
  return ['-v', 'error', '-nostdin', '-y', ...before, '-protocol_whitelist', 'file', '-i', path];
}

async function transcode(workspace: MediaWorkspace, path: string): Promise<void> {
  const web = await workspace.temporaryPath('.mp4');
  const size = "scale='min(1920,iw)':-2";
  await workspace.runTool('ffmpeg', [
    ...quietly(path),
    ...['-map', '0:v:0', '-map', '0:a:0?', '-map_metadata', '-1', '-vf', size, '-pix_fmt', 'yuv420p'],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      '23',
      '-c:a',
      'aac',
      '-b:a',
      '160k',
      '-movflags',
      '+faststart',
    ],
    web,
  ]);
  await workspace.keep({ kind: 'web', recipe: recipes.web, path: web, mediaType: 'video/mp4' });
}

async function still(
  workspace: MediaWorkspace,
  path: string,
  duration: number,
): Promise<Record<string, Json> | undefined> {
  const frame = await workspace.temporaryPath('.png');
  // Films begin in the dark: a tenth into it, but not so far that a short one is over.
  const at = Math.min(duration / 10, 20).toFixed(2);
  await workspace.runTool('ffmpeg', [...quietly(path, ['-ss', at]), '-map', '0:v:0', '-frames:v', '1', frame]);
  if (!(await stat(frame).catch(() => undefined))) {
    await workspace.log('warn', 'media.no-poster');
    return undefined;
  }
  const poster = await workspace.temporaryPath('.jpg');
  const thumbnail = await workspace.temporaryPath('.webp');
  const fit = { fit: 'inside', withoutEnlargement: true } as const;
  const large = await sharp(frame)
    .resize({ width: 1600, height: 1600, ...fit })
    .jpeg({ quality: 80 })
    .toFile(poster);
  const small = await sharp(poster)
    .resize({ width: 400, height: 400, ...fit })
    .webp({ quality: 72 })
    .toFile(thumbnail);
  const tiny = await sharp(thumbnail).resize({ width: 20, height: 20, fit: 'inside' }).webp({ quality: 40 }).toBuffer();
  const sized = ({ width, height }: { width: number; height: number }) => ({ width, height });
  await workspace.keep({
    kind: 'poster',
    recipe: recipes.poster,
    path: poster,
    mediaType: 'image/jpeg',
    technical: sized(large),
  });
  await workspace.keep({
    kind: 'thumbnail',
    recipe: recipes.thumbnail,
    path: thumbnail,
    mediaType: 'image/webp',
    technical: sized(small),
  });
  return { preview: `data:image/webp;base64,${tiny.toString('base64')}` };
}
