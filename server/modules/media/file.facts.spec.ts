import { Problem } from '../../contract/problems.js';
import { soundFacts, soundly } from './file.facts.js';

describe('what a file says of itself', () => {
  it('is kept as it is where it is fit to be kept', () => {
    const facts = {
      width: 640,
      codec: 'avc1, mp4a',
      webReady: true,
      frames: [0, 2],
      box: { min: [0, -1.5, 3] },
      dpi: null,
    };
    expect(soundFacts(facts)).toEqual(facts);
  });

  it('loses what no database keeps and no reader could read', () => {
    expect(
      soundFacts({ codec: '\0\0V\ud800', duration: Infinity, size: Number.NaN, 'a\0b': 1, gone: undefined }),
    ).toEqual({
      codec: 'V\ufffd',
      ab: 1,
    });
    expect(soundFacts({ box: { min: [0, Infinity, 0], max: [1, 2, 3] } })).toEqual({ box: { max: [1, 2, 3] } });
  });

  it('is no longer than anybody would read', () => {
    const { text, list } = soundFacts({ text: 'x'.repeat(1e6), list: Array<number>(1e5).fill(1) });
    expect([(text as string).length, (list as number[]).length]).toEqual([4000, 5000]);
  });

  it('is told as carefully when the file is refused', async () => {
    const refused = soundly(Promise.reject(new Problem('file.unsupported', { type: 'KHR\0' })));
    await expect(refused).rejects.toMatchObject({ code: 'file.unsupported', params: { type: 'KHR' } });
    await expect(soundly(Promise.reject(new TypeError('ours')))).rejects.toThrow(TypeError);
    expect(await soundly(Promise.resolve(1))).toBe(1);
  });
});
