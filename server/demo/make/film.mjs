import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { RATE, ambience, toWav, tune, vtt } from './sound.mjs';

const FPS = 12;
const [W, H] = [720, 540];

/** A short silent film with a title card, then a scene that moves; numbers given as { from, to } run over its length. */
export async function makeFilm(studio, folder, name, film) {
  const scratch = mkdtempSync(join(tmpdir(), 'demo-film-'));
  const seconds = film.seconds ?? 11;
  const card = 1.8;
  const sound = new Float32Array(Math.ceil(seconds * RATE));
  if (film.background) ambience(sound, film.background, 0.22, film.seed);
  if (film.root) tune(sound, { from: 0.2, to: seconds, root: film.root, pace: 0.7, gain: 0.4, seed: film.seed });
  writeFileSync(join(scratch, 's.wav'), toWav(sound));
  const target = join(folder, `${name}.mp4`);
  const ffmpeg = spawn(
    'ffmpeg',
    [
      '-v',
      'error',
      '-y',
      '-f',
      'image2pipe',
      '-framerate',
      String(FPS),
      '-c:v',
      'mjpeg',
      '-i',
      '-',
      '-i',
      join(scratch, 's.wav'),
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-c:v',
      'libx264',
      '-profile:v',
      'baseline',
      '-pix_fmt',
      'yuv420p',
      '-crf',
      '29',
      '-preset',
      'slower',
      '-g',
      '48',
      '-c:a',
      'aac',
      '-b:a',
      '40k',
      '-ac',
      '1',
      '-shortest',
      '-movflags',
      '+faststart',
      '-map_metadata',
      '-1',
      '-fflags',
      '+bitexact',
      target,
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const frames = Math.round(seconds * FPS);
  for (let f = 0; f < frames; f += 1) {
    const at = f / FPS;
    const spec =
      at < card
        ? { width: W, height: H, seed: film.seed, title: film.title, frame: f }
        : {
            width: W,
            height: H,
            seed: film.seed,
            tone: film.tone ?? 'silver',
            items: film.items,
            frame: f,
            t: (at - card) / (seconds - card),
          };
    const jpeg = await studio.call('film.frame', spec);
    const bytes = Buffer.from(jpeg, 'base64');
    if (f === Math.round((card + (seconds - card) * (film.posterAt ?? 0.45)) * FPS))
      await sharp(bytes)
        .jpeg({ quality: 78, mozjpeg: true })
        .toFile(join(folder, `${name}-poster.jpg`));
    if (!ffmpeg.stdin.write(bytes)) await once(ffmpeg.stdin, 'drain');
  }
  ffmpeg.stdin.end();
  const [code] = await once(ffmpeg, 'close');
  rmSync(scratch, { recursive: true });
  if (code) throw new Error(`ffmpeg ended with ${code}`);
  writeFileSync(
    join(folder, `${name}.vtt`),
    vtt([
      { start: 0, end: card, text: `［字幕］${film.title}` },
      { start: card, end: seconds, text: film.heard },
    ]),
  );
  return {
    file: `${name}.mp4`,
    poster: `${name}-poster.jpg`,
    captions: `${name}.vtt`,
    duration: seconds,
    width: W,
    height: H,
  };
}
