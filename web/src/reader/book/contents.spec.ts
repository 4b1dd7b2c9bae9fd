import type { ItemView } from '../../../../server/contract/reader.js';
import { contentsOf, entryAt } from './contents.js';

const page = (label: string) => ({ pid: label, label, kind: 'text', image: null, hasText: false, restricted: null });
const item = (entries: unknown[]): Pick<ItemView, 'groups' | 'pages'> => ({
  pages: ['封面', '卷一·葉一a', '卷一·葉一b', '卷二·葉一a'].map(page),
  groups: [
    {
      key: 'content',
      label: '内容',
      fields: [
        { id: 'f001', key: 'toc', label: '目录', type: 'contents', values: [{ text: '', data: { entries } as never }] },
      ],
    },
  ],
});

it('leads to the pages that the record names', () => {
  const entries = contentsOf(
    item([
      { title: '卷一', page: '卷一·葉一a' },
      { title: '學而', level: 2, page: '卷一·葉一b' },
      { title: '佚' },
      { level: 3 },
    ]),
  );
  expect(entries).toEqual([
    { title: '卷一', level: 1, index: 1 },
    { title: '學而', level: 2, index: 2 },
    { title: '佚', level: 1, index: null },
  ]);
  expect([0, 1, 2, 3].map((at) => entryAt(entries, at))).toEqual([-1, 0, 1, 1]);
});
