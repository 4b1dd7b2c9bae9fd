import type { ItemView } from '../../../../server/contract/reader.js';
import { contentsOf, entryAt, treeOf } from './contents.js';

const page = (label: string) => ({
  pid: label,
  label,
  kind: 'text',
  image: null,
  hasText: false,
  restricted: null,
  textRestricted: null,
});
const item = (entries: unknown[]): Pick<ItemView, 'groups' | 'pages'> => ({
  pages: ['封面', '卷一·葉一a', '卷一·葉一b', '卷二·葉一a'].map(page),
  groups: [
    {
      key: 'content',
      label: '内容',
      fields: [
        {
          id: 'f001',
          key: 'toc',
          label: '目录',
          type: 'contents',
          values: [{ text: '', lang: 'zh-Hant', data: { entries } as never }],
        },
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
    { title: '卷一', level: 1, index: 1, lang: 'zh-Hant' },
    { title: '學而', level: 2, index: 2, lang: 'zh-Hant' },
    { title: '佚', level: 1, index: null, lang: 'zh-Hant' },
  ]);
  expect([0, 1, 2, 3].map((at) => entryAt(entries, at))).toEqual([-1, 0, 1, 1]);
});

it('puts entries under those that they belong to', () => {
  const entry = (title: string, level: number) => ({ title, level, index: 0 });
  const names = (nodes: ReturnType<typeof treeOf>): unknown[] =>
    nodes.map(({ title, children }) => (children.length > 0 ? [title, names(children)] : title));
  const entries = [
    entry('序', 1),
    entry('卷一', 1),
    entry('學而', 2),
    entry('其一', 4),
    entry('為政', 2),
    entry('跋', 1),
  ];
  expect(names(treeOf(entries))).toEqual(['序', ['卷一', [['學而', ['其一']], '為政']], '跋']);
  expect(names(treeOf([entry('其一', 3), entry('卷二', 1)]))).toEqual(['其一', '卷二']);
});

it('reads the first that begins on a page, inside the volume that begins with it', () => {
  const entries = [
    { title: '卷上', level: 1, index: 3 },
    { title: '第一章', level: 2, index: 3 },
    { title: '第二章', level: 2, index: 3 },
    { title: '第三章', level: 2, index: 5 },
  ];
  expect([2, 3, 4, 5, 9].map((at) => entries[entryAt(entries, at)]?.title)).toEqual([
    undefined,
    '第一章',
    '第二章',
    '第三章',
    '第三章',
  ]);
});
