import { comesTrue } from '../../../tests/support/eventually.js';
import { type KeptPage, KeptPages } from './kept.pages.js';

const page = (bytes: number): KeptPage => ({ tag: '"t"', open: true, html: Buffer.alloc(bytes), encoded: {} });
const hour = 3_600_000;

describe('pages in memory', () => {
  it('never take more bytes than they may, whatever comes', () => {
    const kept = new KeptPages(1_000_000);
    for (let at = 0; at < 2000; at++) {
      kept.put(at % 3 === 0 ? 'search' : 'page', `/${at}`, page(500 + (at % 40) * 500), hour);
      expect(kept.size.bytes).toBeLessThanOrEqual(1_000_000);
    }
    expect(kept.size.entries).toBeGreaterThan(10);
    expect(kept.get('page', '/1999')).toBeDefined();
    expect(kept.get('page', '/1')).toBeUndefined();
  });

  it('let go first what was asked for longest ago', () => {
    const kept = new KeptPages(100_000);
    kept.put('page', '/home', page(1000), hour);
    for (let at = 0; at < 200; at++) {
      expect(kept.get('page', '/home')).toBeDefined();
      kept.put('page', `/${at}`, page(1000), hour);
    }
    expect(kept.get('page', '/0')).toBeUndefined();
  });

  it('are not driven out by searches, of which there is no end', () => {
    const kept = new KeptPages(100_000);
    kept.put('page', '/', page(2000), hour);
    for (let at = 0; at < 1000; at++) kept.put('search', `/search?q=${at}`, page(1000), hour);
    expect(kept.get('page', '/')).toBeDefined();
  });

  it('do not keep one that is out of proportion', () => {
    const kept = new KeptPages(1_000_000);
    kept.put('page', '/small', page(1000), hour);
    kept.put('page', '/large', page(200_000), hour);
    expect([kept.get('page', '/large'), kept.size.entries]).toEqual([undefined, 1]);
  });

  it('are none where there is no room', () => {
    const kept = new KeptPages(0);
    kept.put('page', '/', page(10), hour);
    expect([kept.get('page', '/'), kept.size]).toEqual([undefined, { entries: 0, bytes: 0 }]);
  });

  it('count the forms that are made of them, and end no later for it', async () => {
    const kept = new KeptPages(1_000_000);
    const one = page(10_000);
    kept.put('page', '/', one, 60);
    const before = kept.size.bytes;
    one.encoded.br = { bytes: Buffer.alloc(3000), care: 'quick' };
    kept.grown('page', '/', one);
    expect(kept.size.bytes).toBe(before + 3000);
    await comesTrue(() => kept.get('page', '/') === undefined, { everyMs: 5 });
    expect(kept.size.entries).toBe(0);
  });

  it('forget a form of a page that is not kept any more', () => {
    const kept = new KeptPages(1_000_000);
    const one = page(1000);
    kept.put('page', '/', one, hour);
    kept.clear();
    kept.grown('page', '/', one);
    expect(kept.size).toEqual({ entries: 0, bytes: 0 });
    kept.put('page', '/', page(500), hour);
    kept.grown('page', '/', one);
    expect(kept.get('page', '/')).not.toBe(one);
  });
});
