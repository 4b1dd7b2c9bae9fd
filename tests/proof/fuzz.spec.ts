import { fileURLToPath } from 'node:url';
import { fuzz, told } from '../support/fuzz/fuzz.js';
import { targets } from '../support/fuzz/readers.js';

/** SEED, FUZZ_CASES and FUZZ_FROM may be given, and FUZZ_TARGET for one reader; else twenty thousand cases of a new seed each. */
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(process.env.FUZZ_CASES ?? 20_000);
const from = Number(process.env.FUZZ_FROM ?? 0);
const only = process.env.FUZZ_TARGET;

const file = fileURLToPath(new URL('../support/fuzz/readers.ts', import.meta.url));

describe(`${count} broken files of seed ${seed}`, () => {
  test.each(Object.keys(targets).filter((name) => only === undefined || name === only))('%s', async (target) => {
    process.stdout.write(`${target}: ${count} cases from ${from}, seed ${seed}\n`);
    expect((await fuzz({ file, targets: [target], seed, count, from })).map(told)).toEqual([]);
  });
});
