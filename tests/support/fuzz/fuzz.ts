import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const loader = new URL('../from-source.mjs', import.meta.url).href;
const child = fileURLToPath(new URL('child.ts', import.meta.url));
/** No case is longer than 64 kB: a reader that is at one so long goes round in circles. */
const longestMs = 30_000;
/** So many of one reader are enough to mend, and so many processes that it ended. */
const mostFound = 5;
const mostEnded = 2;

export interface Found {
  target: string;
  seed: number;
  at: number;
  what: string;
}

export interface Wish {
  /** A module with `targets`. */
  file: string;
  targets: readonly string[];
  seed: number;
  count: number;
  from?: number;
  withinMs?: number;
}

interface Part {
  target: string;
  from: number;
  to: number;
}

/**
 * Tries so many cases of each reader in a process of their own, since a reader may end the process that it runs in, or
 * never come back: then the rest is tried in another.
 */
export async function fuzz({ file, targets, seed, count, from = 0, withinMs = longestMs }: Wish): Promise<Found[]> {
  const found: Found[] = [];
  const seen = new Set<string>();
  const ended = new Map<string, number>();
  let plan: Part[] = targets.map((target) => ({ target, from, to: from + count }));
  while (plan.length > 0) {
    const run = await attempt({ file, seed, plan }, withinMs);
    for (const one of run.found) {
      // One fault is found many times: its first words and the first places name it.
      const name = [one.target, ...one.what.split('\n').slice(0, 3)].join().replace(/\d+/g, '0');
      if (!seen.has(name)) found.push(one);
      seen.add(name);
    }
    const [first] = run.rest;
    if (first) ended.set(first.target, (ended.get(first.target) ?? 0) + 1);
    const enough = (target: string) =>
      found.filter((one) => one.target === target).length >= mostFound || (ended.get(target) ?? 0) >= mostEnded;
    plan = run.rest.filter(({ target, from: next, to }) => next < to && !enough(target));
  }
  return found;
}

async function attempt(
  given: { file: string; seed: number; plan: Part[] },
  withinMs: number,
): Promise<{ found: Found[]; rest: Part[] }> {
  const found: Found[] = [];
  let { target, from: at } = given.plan[0]!;
  let ended = false;
  let late = false;
  const args = ['--import', loader, '--max-old-space-size=512', child, JSON.stringify(given)];
  const trying = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  trying.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-1500)));
  const watch = setTimeout(() => {
    late = true;
    trying.kill('SIGKILL');
  }, withinMs);
  createInterface({ input: trying.stdout }).on('line', (line) => {
    const heard = JSON.parse(line) as { target?: string; at?: number; wrong?: string; done?: true };
    watch.refresh();
    if (heard.done) ended = true;
    target = heard.target ?? target;
    at = heard.at ?? at;
    if (heard.wrong !== undefined) found.push({ target, seed: given.seed, at, what: heard.wrong });
  });
  const how = await new Promise<string>((resolve, reject) => {
    trying.once('error', reject);
    trying.once('close', (code, signal) => resolve(String(signal ?? code)));
  });
  clearTimeout(watch);
  if (ended) return { found, rest: [] };
  const last = found.at(-1);
  if (last?.target !== target || last.at !== at) {
    const what = late ? `it was still reading after ${withinMs} ms` : `it ended the process (${how}): ${said.trim()}`;
    found.push({ target, seed: given.seed, at, what });
  }
  const there = given.plan.findIndex((part) => part.target === target);
  return { found, rest: [{ ...given.plan[there]!, from: at + 1 }, ...given.plan.slice(there + 1)] };
}

/** How a found case is had again. */
export const told = ({ target, seed, at, what }: Found): string =>
  `${target}, case ${at} of seed ${seed} (FUZZ_TARGET=${target} SEED=${seed} FUZZ_FROM=${at} FUZZ_CASES=1 npm run proof fuzz):\n${what}`;
