import { writeSync } from 'node:fs';
import { mutated } from './mutations.js';
import type { Target } from './target.js';

/** How much more than at its beginning a reader may hold: what it takes in is no longer than 64 kB. */
const mostGrown = 400 * 1024 * 1024;

/** Written before anything else happens, so that it is known where this process was when it died. */
const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`);

interface Asked {
  file: string;
  seed: number;
  /** What to try, one after the other, and from which case to which. */
  plan: { target: string; from: number; to: number }[];
}
const { file, seed, plan } = JSON.parse(process.argv[2]!) as Asked;
const { targets } = (await import(file)) as { targets: Record<string, () => Promise<Target>> };

for (const { target: name, from, to } of plan) {
  say({ target: name, at: from });
  const target = await targets[name]!();
  const before = process.memoryUsage.rss();
  for (let at = from; at < to; at++) {
    say({ at });
    const bytes = mutated(target, seed, at);
    let wrong: unknown;
    try {
      wrong = await target.read(bytes);
    } catch (error) {
      if (!target.refuses(error)) wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    // What it left to be done by itself is its own fault, and not that of the next one.
    await new Promise((resolve) => setImmediate(resolve));
    const grown = process.memoryUsage.rss() - before;
    if (wrong === undefined && grown > mostGrown) wrong = `it holds ${Math.round(grown / 1024 / 1024)} MB`;
    if (wrong !== undefined) say({ at, wrong: String(wrong).slice(0, 1500) });
    if (grown > mostGrown) process.exit(3);
  }
}
say({ done: true });
