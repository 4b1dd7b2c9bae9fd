import type { ManifestPage } from './manifest.repository.js';
import { pagedOf } from './paged.js';

const pages = (...labels: string[]) =>
  labels.map((label, at) => ({ pid: `p${at}`, label, kind: label === '封面' ? 'cover' : 'text' }) as ManifestPage);

test('a thread-bound book is paged: its first front alone, then each back with the next front', () => {
  expect(pagedOf(pages('葉一a', '葉一b', '葉二a', '葉二b'))).toEqual({ behavior: 'paged', alone: new Set() });
  expect(pagedOf(pages('封面', '葉一a', '葉一b', '葉二a'))).toEqual({ behavior: 'paged', alone: new Set(['p0']) });
});

test('where a leaf is missing it is shown page by page, rather than in wrong pairs', () => {
  expect(pagedOf(pages('葉一a', '葉二a', '葉二b')).behavior).toBe('individuals');
  expect(pagedOf(pages('葉一b', '葉二a')).behavior).toBe('individuals');
});

test('pages that do not say their side follow each other in twos', () => {
  expect(pagedOf(pages('1', '2', '3')).behavior).toBe('paged');
  expect(pagedOf(pages('封面', '1')).behavior).toBe('individuals');
});
