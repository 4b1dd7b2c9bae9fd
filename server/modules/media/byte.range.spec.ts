import { matches, parseRange } from './byte.range.js';

describe('ranges of bytes', () => {
  it.each([
    ['bytes=0-3', { start: 0, end: 3 }],
    ['bytes=8-', { start: 8, end: 9 }],
    ['bytes=8-99', { start: 8, end: 9 }],
    ['bytes=-4', { start: 6, end: 9 }],
    ['bytes=-400', { start: 0, end: 9 }],
    ['bytes=10-', null],
    ['bytes=10-12', null],
    ['bytes=-0', null],
    ['bytes=5-2', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,4-5', undefined],
    ['items=0-1', undefined],
    [undefined, undefined],
  ])('%s of ten bytes', (header, wanted) => {
    expect(parseRange(header, 10)).toEqual(wanted);
  });

  it('know what the client has', () => {
    expect(matches('"a", W/"b"', '"b"')).toBe(true);
    expect(matches('"a"', 'W/"a"')).toBe(true);
    expect(matches('*', '"x"')).toBe(true);
    expect(matches('"a"', '"ab"')).toBe(false);
    expect(matches(undefined, '"a"')).toBe(false);
  });
});
