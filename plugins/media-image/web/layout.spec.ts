import type { PageRef } from '../../../server/contract/reader.js';
import { inOrder, positions, tileSource } from './layout.js';

const page = (pid: string): PageRef => ({
  pid,
  label: pid,
  kind: 'text',
  image: null,
  hasText: false,
  restricted: null,
  textRestricted: null,
});

describe('pages side by side', () => {
  it('lays the first on the right in a book read from the right', () => {
    const two = [page('1b'), page('2a')];
    expect(inOrder(two, 'rtl').map(({ pid }) => pid)).toEqual(['2a', '1b']);
    expect(inOrder(two, 'ltr').map(({ pid }) => pid)).toEqual(['1b', '2a']);
    expect(two[0]!.pid).toBe('1b');
  });

  it('brings pages of different sizes to one height', () => {
    const places = positions([
      { width: 600, height: 1000 },
      { width: 1600, height: 2000 },
    ]);
    expect(places[0]).toEqual({ x: 0, width: 0.6 });
    expect(places[1]!.x).toBeCloseTo(0.604);
    expect(places[1]!.width).toBeCloseTo(0.8);
  });

  it('names enough levels for the smallest to fit one tile', () => {
    const source = tileSource({ service: '/iiif/image/3/x', thumbnail: '', width: 4000, height: 3000 });
    expect(source.tiles[0]!.scaleFactors).toEqual([1, 2, 4, 8]);
    expect(4000 / 8).toBeLessThanOrEqual(512);
  });
});
