import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import { rng } from './draw/noise.mjs';

export const RATE = 22050;

/** A plucked string (Karplus–Strong), long and dark like silk. */
function pluck(out, at, hz, gain, random, seconds = 3.2) {
  const length = Math.round(RATE / hz);
  const line = Float32Array.from({ length }, () => random() * 2 - 1);
  for (let pass = 0; pass < 3; pass += 1) for (let i = 1; i < length; i += 1) line[i] = (line[i] + line[i - 1]) / 2;
  const start = Math.floor(at * RATE);
  const end = Math.min(out.length, start + Math.floor(seconds * RATE));
  for (let i = start, k = 0; i < end; i += 1, k = (k + 1) % length) {
    const next = (k + 1) % length;
    line[k] = (line[k] * 0.5 + line[next] * 0.5) * 0.9975;
    out[i] += line[k] * gain * Math.min(1, (end - i) / (RATE * 0.4));
  }
}

const SCALE = [0, 2, 4, 7, 9];
const note = (root, step) => root * 2 ** ((SCALE[((step % 5) + 5) % 5] + 12 * Math.floor(step / 5)) / 12);

/** A slow pentatonic tune from a seed. */
export function tune(out, { from = 0, to, root = 98, pace = 0.9, gain = 0.5, seed }) {
  const random = rng(`${seed}/tune`);
  let step = 5;
  for (let t = from; t < to - 1.2; t += pace * random.pick([0.5, 1, 1, 1.5, 2])) {
    step = Math.max(0, Math.min(13, step + random.int(-2, 2)));
    pluck(out, t, note(root, step), gain * random.range(0.6, 1), random);
    if (random() < 0.25) pluck(out, t + 0.02, note(root / 2, step), gain * 0.7, random, 4);
  }
}

/** Low background: 'water' laps, 'rain' falls, 'wind' swells, 'oar' creaks in a slow beat. */
export function ambience(out, kind, gain, seed) {
  const random = rng(`${seed}/${kind}`);
  let low = 0;
  let band = 0;
  for (let i = 0; i < out.length; i += 1) {
    const white = random() * 2 - 1;
    const t = i / RATE;
    if (kind === 'rain') {
      low += (white - low) * 0.5;
      out[i] += (white - low) * gain * 0.5 + (random() < 0.0006 ? white * gain : 0);
    } else {
      low += (white - low) * (kind === 'wind' ? 0.02 : 0.06);
      band += (low - band) * 0.02;
      const swell =
        kind === 'oar'
          ? Math.max(0, Math.sin(t * 2.6)) ** 3
          : 0.55 + 0.45 * Math.sin(t * (kind === 'wind' ? 0.7 : 1.9) + Math.sin(t * 0.31) * 2);
      out[i] += (low - band) * gain * 3 * swell;
    }
  }
  if (kind === 'oar')
    for (let t = 0.6; t * RATE < out.length; t += 2.417)
      for (let k = 0; k < RATE * 0.16; k += 1) {
        const i = Math.floor(t * RATE) + k;
        if (i < out.length) out[i] += Math.sin(k * (0.09 + 0.00001 * k)) * Math.exp(-k / 900) * gain * 0.6;
      }
}

/** Speaks one sentence of Mandarin by machine (espeak-ng reads pinyin, pinyin-pro writes it). */
export function speak(sentence, { pitch = 38, speed = 138 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'demo-voice-'));
  const text = pinyin(sentence, { toneType: 'num', nonZh: 'consecutive' })
    .replace(/([a-zü]+)0/g, '$15')
    .replaceAll('ü', 'v')
    .replace(/[，、；：]/g, ',')
    .replace(/[。！？]/g, '.');
  const wav = join(folder, 'v.wav');
  execFileSync('espeak-ng', ['-v', 'cmn-latn-pinyin', '-s', String(speed), '-p', String(pitch), '-w', wav, text]);
  const bytes = readFileSync(wav);
  rmSync(folder, { recursive: true });
  const at = bytes.indexOf('data') + 8;
  const samples = new Float32Array(Math.floor((bytes.length - at) / 2));
  for (let i = 0; i < samples.length; i += 1) samples[i] = bytes.readInt16LE(at + i * 2) / 32768;
  return samples;
}

export function toWav(samples) {
  let peak = 0.001;
  for (const v of samples) peak = Math.max(peak, Math.abs(v));
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((v, i) => bytes.writeInt16LE(Math.round((v / peak) * 29000), 44 + i * 2));
  return bytes;
}

const clock = (s) => new Date(Math.round(s * 1000)).toISOString().slice(11, 23);
export const vtt = (cues) =>
  `WEBVTT\n\n${cues.map((c, i) => `${i + 1}\n${clock(c.start)} --> ${clock(c.end)}\n${c.text}\n`).join('\n')}`;

export function encode(wav, target, args) {
  const folder = mkdtempSync(join(tmpdir(), 'demo-sound-'));
  const source = join(folder, 'a.wav');
  writeFileSync(source, wav);
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-i',
    source,
    '-map_metadata',
    '-1',
    '-fflags',
    '+bitexact',
    '-flags',
    '+bitexact',
    ...args,
    target,
  ]);
  rmSync(folder, { recursive: true });
}

/** A recording: a few plucked notes, then the sentences one by one over a low background. Answers the cues with true times. */
export function recording({ seed, sentences = [], voice, background, tuneRoot, seconds }) {
  const spoken = sentences.map((s) => speak(s, voice));
  const lead = sentences.length ? 3.4 : 0;
  const gap = 0.55;
  const total = seconds ?? lead + spoken.reduce((n, s) => n + s.length / RATE + gap, 0) + 1.6;
  const out = new Float32Array(Math.ceil(total * RATE));
  if (sentences.length) tune(out, { from: 0.1, to: 3.6, root: tuneRoot ?? 110, pace: 0.5, gain: 0.35, seed });
  else if (tuneRoot) tune(out, { from: 0.3, to: total, root: tuneRoot, gain: 0.5, seed });
  if (background) ambience(out, background, sentences.length ? 0.05 : 0.2, seed);
  const cues = sentences.length ? [{ start: 0, end: lead - 0.2, text: '（拨弦声）' }] : [];
  let t = lead;
  spoken.forEach((samples, i) => {
    const start = Math.floor(t * RATE);
    samples.forEach((v, k) => (out[start + k] += v * 0.9));
    cues.push({ start: t, end: t + samples.length / RATE, text: sentences[i] });
    t += samples.length / RATE + gap;
  });
  return { wav: toWav(out), cues, duration: Number(total.toFixed(2)) };
}
