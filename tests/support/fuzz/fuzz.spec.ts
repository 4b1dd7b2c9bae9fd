import { fileURLToPath } from 'node:url';
import { fuzz, told } from './fuzz.js';
import { mutated } from './mutations.js';

const file = fileURLToPath(new URL('planted.ts', import.meta.url));
const seed = 20261129;

describe('the fuzzer', () => {
  it('makes the same cases from the same seed, and others from another', () => {
    const seeds = { samples: [Buffer.from('HEAD and body'), Buffer.from('another')], words: ['HEAD'] };
    const cases = (of: number) => Array.from({ length: 200 }, (_, at) => mutated(seeds, of, at).toString('hex'));
    expect(cases(1)).toEqual(cases(1));
    expect(new Set(cases(1)).size).toBeGreaterThan(150);
    expect(cases(2)).not.toEqual(cases(1));
    expect(seeds.samples[0]!.toString()).toBe('HEAD and body');
  });

  it('finds what is wrong with each reader, whatever became of those before, and finds it again', async () => {
    const faults = {
      throws: /TypeError: did not think of that length/,
      falls: /ended the process \(SIGSEGV\)/,
      later: /nobody hears this/,
      hoards: /it holds \d+ MB/,
      says: /it made nonsense of it/,
    };
    const targets = ['sound', ...Object.keys(faults)];
    const found = await fuzz({ file, targets, seed, count: 120 });
    for (const [target, what] of Object.entries(faults)) {
      const first = found.find((one) => one.target === target);
      expect(first).toMatchObject({ target, seed, what: expect.stringMatching(what) as string });
      expect(told(first!)).toContain(`SEED=${seed} FUZZ_FROM=${first!.at} FUZZ_CASES=1`);
    }
    expect(found.filter(({ target }) => target === 'sound')).toEqual([]);
    const { at } = found.find(({ target }) => target === 'throws')!;
    expect(await fuzz({ file, targets: ['throws'], seed, from: at, count: 1 })).toMatchObject([{ at }]);
  });

  it('ends a reader that goes round in circles, and names the case', async () => {
    const [found] = await fuzz({ file, targets: ['circles'], seed, count: 120, withinMs: 3000 });
    expect(found!.what).toMatch(/still reading after 3000 ms/);
  });
});
