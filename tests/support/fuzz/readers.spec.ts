import { fileURLToPath } from 'node:url';
import { fuzz, told } from './fuzz.js';

/** A few hundred broken files a reader, the same ones every time; `npm run proof fuzz` tries as many as one likes, and new ones. */
const count = 300;
const seed = 20261129;

const names = 'film model sound waveform tiff captions terms people places turtle rdf-xml json-ld rich-text child';

describe('readers of bytes that strangers send', () => {
  it.each(names.split(' '))('%s: whatever is broken, the answer is one that was thought of', async (target) => {
    const file = fileURLToPath(new URL('readers.ts', import.meta.url));
    expect((await fuzz({ file, target, seed, count })).map(told)).toEqual([]);
  });

  it('are all of them tried', async () => {
    const { targets } = await import('./readers.js');
    expect(Object.keys(targets).sort()).toEqual(names.split(' ').sort());
  });
});
