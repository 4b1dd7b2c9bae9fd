import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const loader = new URL('../from-source.mjs', import.meta.url).href;
const child = fileURLToPath(new URL('child.ts', import.meta.url));
/** No case is longer than 64 kB: a reader that is at one so long goes round in circles. */
const longestMs = 20_000;
/** So many are enough to mend. */
const mostFound = 5;

export interface Found {
  target: string;
  seed: number;
  at: number;
  what: string;
}

export interface Wish {
  /** A module with `targets`. */
  file: string;
  target: string;
  seed: number;
  count: number;
  from?: number;
  withinMs?: number;
}

/** Tries so many cases in a process of their own, since a reader may end the process that it runs in, or never come back. */
export async function fuzz(wish: Wish): Promise<Found[]> {
  const found: Found[] = [];
  const seen = new Set<string>();
  let from = wish.from ?? 0;
  const end = from + wish.count;
  while (from < end && found.length < mostFound) {
    const run = await batch({ ...wish, from, count: end - from });
    for (const one of run.found) {
      // One fault is found many times: its first words and the first places name it.
      const name = one.what.split('\n').slice(0, 3).join().replace(/\d+/g, '0');
      if (!seen.has(name)) found.push(one);
      seen.add(name);
    }
    if (run.ended) break;
    from = run.at + 1;
  }
  return found.slice(0, mostFound);
}

async function batch(wish: Wish & { from: number }): Promise<{ found: Found[]; at: number; ended: boolean }> {
  const { file, target, seed, count, withinMs = longestMs } = wish;
  const found: Found[] = [];
  let at = wish.from;
  let ended = false;
  let late = false;
  const args = ['--import', loader, '--max-old-space-size=512', child, file, target, `${seed}`, `${at}`, `${count}`];
  const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  process_.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-1500)));
  const watch = setTimeout(() => {
    late = true;
    process_.kill('SIGKILL');
  }, withinMs);
  createInterface({ input: process_.stdout }).on('line', (line) => {
    const heard = JSON.parse(line) as { at?: number; wrong?: string; done?: true };
    watch.refresh();
    if (heard.done) ended = true;
    if (heard.at !== undefined) at = heard.at;
    if (heard.wrong !== undefined) found.push({ target, seed, at, what: heard.wrong });
  });
  const how = await new Promise<string>((resolve, reject) => {
    process_.once('error', reject);
    process_.once('close', (code, signal) => resolve(String(signal ?? code)));
  });
  clearTimeout(watch);
  if (!ended && found.at(-1)?.at !== at) {
    const what = late ? `it was still reading after ${withinMs} ms` : `it ended the process (${how}): ${said.trim()}`;
    found.push({ target, seed, at, what });
  }
  return { found, at, ended };
}

/** How a found case is had again. */
export const told = ({ target, seed, at, what }: Found): string =>
  `${target}, case ${at} of seed ${seed} (FUZZ_TARGET=${target} SEED=${seed} FUZZ_FROM=${at} FUZZ_CASES=1 npm run proof fuzz):\n${what}`;
