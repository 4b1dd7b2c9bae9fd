import { foundPage, foundParts } from './found.page.js';

describe('what was found inside an item', () => {
  const place = (at: number) => ({ page: 'p1', before: '', word: `之${at}`, after: '', box: null });
  const many = Array.from({ length: 1_001 }, (_, at) => place(at));
  const asked = (part: number) => ({ q: '之 乎', part, given: ['q', 'page'] });

  it('comes in parts that lead to each other', () => {
    expect([foundParts([]), foundParts(many)]).toEqual([1, 3]);
    const whole = 'https://x.example/iiif/i1/search?q=%E4%B9%8B+%E4%B9%8E';
    const last = foundPage('https://x.example', 'i1', asked(3), many);
    expect(last).toMatchObject({
      id: `${whole}&page=3`,
      partOf: { id: whole, type: 'AnnotationCollection', total: 1_001 },
      startIndex: 1_000,
      prev: { id: `${whole}&page=2` },
      items: [{ id: `${whole}#1001`, target: 'https://x.example/iiif/i1/canvas/p1' }],
    });
    expect(last).not.toHaveProperty('next');
    expect(foundPage('https://x.example', 'i1', asked(1), many)).toMatchObject({ next: { id: `${whole}&page=2` } });
  });

  it('is one page where it is little, and nothing where nothing is', () => {
    const none = foundPage('https://x.example', 'i1', asked(1), []);
    expect(none).toMatchObject({ type: 'AnnotationPage', items: [] });
    for (const key of ['partOf', 'annotations', 'ignored']) expect(none).not.toHaveProperty(key);
  });
});
