import { fileURLToPath } from 'node:url';
import { fuzz, told } from './fuzz.js';
import { mutated } from './mutations.js';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const planted = (target: string, more: object = {}) =>
  fuzz({ file: here('planted.ts'), target, seed: 20261129, count: 300, ...more });

describe('the fuzzer', () => {
  it('makes the same cases from the same seed, and others from another', () => {
    const seeds = { samples: [Buffer.from('HEAD and body'), Buffer.from('another')], words: ['HEAD'] };
    const cases = (seed: number) => Array.from({ length: 200 }, (_, at) => mutated(seeds, seed, at).toString('hex'));
    expect(cases(1)).toEqual(cases(1));
    expect(new Set(cases(1)).size).toBeGreaterThan(150);
    expect(cases(2)).not.toEqual(cases(1));
    expect(seeds.samples[0]!.toString()).toBe('HEAD and body');
  });

  it('finds nothing where nothing is wrong', async () => expect(await planted('sound')).toEqual([]));

  it.each([
    ['throws', /TypeError: did not think of that length/],
    ['falls', /ended the process \(SIGSEGV\)/],
    ['later', /nobody hears this/],
    ['hoards', /it holds \d+ MB/],
    ['says', /it made nonsense of it/],
  ])('finds a reader that %s', async (target, what) => {
    const [found] = await planted(target);
    expect(found).toMatchObject({ target, seed: 20261129, what: expect.stringMatching(what) as string });
    const [again] = await planted(target, { from: found!.at, count: 1 });
    expect(again).toMatchObject({ at: found!.at, what: expect.stringMatching(what) as string });
    expect(told(found!)).toContain(`SEED=20261129 FUZZ_FROM=${found!.at} FUZZ_CASES=1`);
  });

  it('ends a reader that goes round in circles, and names the case', async () => {
    const [found] = await planted('circles', { withinMs: 1500 });
    expect(found!.what).toMatch(/still reading after 1500 ms/);
  });
});
