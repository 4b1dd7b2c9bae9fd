import { fileURLToPath } from 'node:url';
import { fuzz, told } from './fuzz.js';

/** A few hundred broken files a reader, the same ones every time; `npm run proof fuzz` tries as many as one likes, and new ones. */
const count = 300;
const seed = 20261129;

const targets =
  'film model sound waveform tiff captions terms people places turtle rdf-xml json-ld rich-text child'.split(' ');
const file = fileURLToPath(new URL('readers.ts', import.meta.url));

describe('readers of bytes that strangers send', () => {
  it(`answer in a way that was thought of, whatever is broken (seed ${seed})`, async () => {
    expect((await fuzz({ file, targets, seed, count })).map(told)).toEqual([]);
  });

  it('are all of them tried', async () => {
    const { targets: all } = await import('./readers.js');
    expect(Object.keys(all).sort()).toEqual([...targets].sort());
  });
});
