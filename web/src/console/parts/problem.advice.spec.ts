import english from '../../locales/en/problems.json' with { type: 'json' };
import chinese from '../../locales/zh-CN/problems.json' with { type: 'json' };
import { adviceFor, spoken } from './problem.advice.js';

const said = (key: string | undefined) =>
  [chinese, english].map(({ problems }) => (problems.advice as Record<string, string>)[key ?? '']);

describe('what to do about a file that was not taken', () => {
  it.each([
    ['file.unsupported', { type: 'image/jp2' }, 'jpeg2000'],
    ['file.unsupported', { type: 'image/heic' }, 'heic'],
    ['file.unsupported', { type: 'image/gif' }, 'image'],
    ['file.unsupported', { type: 'image/svg+xml' }, 'drawing'],
    ['file.unsupported', { type: 'text/html' }, 'drawing'],
    ['file.unsupported', { type: 'application/xml' }, 'xml'],
    ['file.unsupported', { type: 'application/epub+zip' }, 'epub'],
    ['file.unsupported', { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }, 'table'],
    [
      'file.unsupported',
      { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
      'document',
    ],
    ['file.unsupported', { type: 'application/pdf' }, 'pdf'],
    ['file.unsupported', { type: 'application/zip' }, 'archive'],
    ['file.unsupported', { type: 'text/plain' }, 'text'],
    ['file.unsupported', { type: 'video/x-flv' }, 'media'],
    ['file.unsupported', { type: 'unknown' }, 'other'],
    ['file.unsafe', { reason: 'bomb' }, 'unsafe-bomb'],
    ['file.unsafe', { reason: 'script' }, 'unsafe-script'],
    ['file.unsafe', { reason: 'archive' }, 'unsafe-archive'],
    ['file.unsafe', { reason: 'pdf' }, 'unsafe-pdf'],
    ['file.unsafe', { reason: 'outside' }, 'unsafe-outside'],
    ['file.unsafe', { reason: 'died', died: 'memory' }, 'unsafe-died'],
    ['file.too-large', { pixels: 9e8, maxPixels: 8e8 }, 'maxPixels'],
    ['file.too-large', { maxPixels: 2e8, reason: 'interlaced' }, 'interlaced'],
    ['file.too-large', { maxBytes: 5_242_880 }, 'maxBytes'],
    ['file.too-large', { maxPages: 2000 }, 'maxPages'],
    ['file.too-large', { maxNodes: 200_000 }, 'maxNodes'],
    ['file.too-large', { maxValues: 2_000_000 }, 'maxValues'],
    ['file.too-large', { maxTriangles: 5_000_000 }, 'maxTriangles'],
    ...['short', 'simple', 'common', 'name', 'long'].map((reason): [string, Record<string, unknown>, string] => [
      'account.weak-password',
      { reason },
      `password-${reason}`,
    ]),
    ['session.locked', { retryAfter: 30 }, 'wait-seconds'],
    ['request.too-many', { retryAfter: 900 }, 'wait-minutes'],
  ])('%s %j is %s, and there are words for it', (code, params, key) => {
    expect(adviceFor(code, params)).toBe(key);
    expect(said(key)).toEqual([
      expect.stringMatching(/\p{Script=Han}/u),
      expect.stringMatching(/^[^\p{Script=Han}]+$/u),
    ]);
  });

  it('leaves all other problems to the words of their code', () => {
    expect(adviceFor('item.changed', {})).toBeUndefined();
    expect(adviceFor('file.too-large', {})).toBeUndefined();
    expect(adviceFor('file.unsafe', { reason: 'new' })).toBeUndefined();
  });

  it('says numbers as people do', () => {
    expect(spoken({ maxPixels: 800_000_000, maxBytes: 5_242_880, line: 3, reason: 'x' }, 'en')).toEqual({
      maxPixels: '800',
      maxBytes: '5',
      line: '3',
      reason: 'x',
    });
  });
});
