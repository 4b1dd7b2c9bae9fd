import { within } from '../../../../tests/support/within.words.js';
import { type Meant, useMeantWords } from './meant.words.js';
import type { Batch } from './useBatch.js';

const list: Meant = { chosen: 50, shown: true, all: false, found: { items: 3214, more: false }, narrowed: true };
const all = { ...list, all: true };
const most = { items: 10_000, more: true };

it('says what is chosen of a list, and offers all of it with its number, or the way back', async () => {
  const said = () => {
    const { meant, offer } = useMeantWords();
    const both = (what: Meant) => [meant(what), offer(what)];
    return [
      both(list),
      both({ ...list, chosen: 3, shown: false, narrowed: false }),
      both(all),
      both({ ...all, narrowed: false }),
      both({ ...all, found: most }),
      [meant({ ...all, found: undefined }), offer({ ...list, found: most })],
      // There are no others to be chosen.
      both({ ...list, chosen: 7, found: { items: 7, more: false } }),
      // As many from elsewhere are not these.
      both({ ...list, chosen: 7, shown: false, found: { items: 7, more: false } }),
    ];
  };
  expect(await within('zh-CN', said)).toEqual([
    ['已选显示出来的 50 件', '选择符合条件的全部 3,214 件'],
    ['已选 3 件', '选择列表全部 3,214 件'],
    ['已选符合条件的全部 3,214 件', '回到先前勾选的 50 件'],
    ['已选列表全部 3,214 件', '回到先前勾选的 50 件'],
    ['已选符合条件的全部，超过 10,000 件', '回到先前勾选的 50 件'],
    ['已选列表全部', '选择符合条件的全部，超过 10,000 件'],
    ['已选显示出来的 7 件', ''],
    ['已选 7 件', '选择符合条件的全部 7 件'],
  ]);
  expect((await within('en', said)).slice(0, 3)).toEqual([
    ['50 shown here selected', 'Choose all 3,214 that match'],
    ['3 selected', 'Choose all 3,214 of the list'],
    ['All 3,214 that match are chosen', 'Back to the 50 ticked before'],
  ]);
});

it('says how many all of a list is when it was looked at, and what had been said where that was another number', async () => {
  const batch = (rows: number, seen: Batch['seen'], selection: Batch['selection'] = { q: '論語' }) =>
    ({ selection, seen, counts: { rows } }) as Batch;
  const said = () => {
    const { whole } = useMeantWords();
    return [
      whole(batch(3214, { items: 3214, more: false })),
      whole(batch(3216, { items: 3214, more: false })),
      whole(batch(24_030, most)),
      whole(batch(9998, most)),
      whole(batch(5, null)),
      whole(batch(5, null, null)),
    ];
  };
  expect(await within('zh-CN', said)).toEqual([
    { text: '选的是列表全部，共 3,214 件。', changed: false },
    { text: '选的是列表全部，现在共 3,216 件；选择时列表显示 3,214 件，其间有增减。', changed: true },
    { text: '选的是列表全部，共 24,030 件。', changed: false },
    { text: '选的是列表全部，现在共 9,998 件；选择时列表显示超过 10,000 件，其间有增减。', changed: true },
    { text: '选的是列表全部，共 5 件。', changed: false },
    undefined,
  ]);
  expect((await within('en', said))[1]!.text).toMatch(/^All of the list: 3,216 items now.* said 3,214;/);
});
