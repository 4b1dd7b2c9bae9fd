import type { FieldDefinition } from '../../../../server/contract/collection.js';
import { within } from '../../../../tests/support/within.words.js';
import { useBatchWords } from './batch.words.js';
import type { Batch, BatchRow } from './useBatch.js';

const field = (id: string, zh: string, en: string) =>
  ({ id, label: { 'zh-CN': zh, en } }) as unknown as FieldDefinition;
const fields = [field('date', '年代', 'Date'), field('date2', '入藏', 'Acquired'), field('size', '尺寸', 'Size')];
const batch = { pid: 'b1', kind: 'publish' } as Batch;
const row = (problem: BatchRow['problem'], more: Partial<BatchRow> = {}): BatchRow => ({
  ...{ at: 1, item: { pid: 'i1', title: '論語', identifier: null } },
  ...{ state: 'draft', action: 'cannot', done: null, problem, ...more },
});

describe('the problems of a batch as a table', () => {
  const lacking = row({
    code: 'item.incomplete',
    params: {},
    fields: [
      { path: 'date2', code: 'value.required' },
      { path: 'size.0.height', code: 'value.invalid', params: { message: 'less than 0' } },
      { path: 'gone000001', code: 'value.required' },
    ],
  });
  const changed = row(
    { code: 'item.changed', params: { updatedBy: '沈' }, fields: [] },
    { action: 'do', done: 'left' },
  );
  const cells = () => {
    Object.assign(globalThis, { location: { origin: 'https://example.org' } });
    const { tableHead, tableCells } = useBatchWords(() => fields);
    return [tableHead(), tableCells(lacking, batch), tableCells(changed, batch)];
  };

  it('names every field and every reason in Chinese', async () => {
    expect(await within('zh-CN', cells)).toEqual([
      ['题名', '编号', '结果', '原因', '缺少或有误的栏目', '网址'],
      [
        ...['論語', '', '不能处理', '还缺必填的内容。', '入藏；尺寸：太小了，不能小于 0。；已停用的栏'],
        'https://example.org/console/items/i1',
      ],
      ['論語', '', '未处理', '后来沈又改过，保持不动。', '', 'https://example.org/console/items/i1'],
    ]);
  });

  it('and says of a state that does not fit what it is, of each and of all together', async () => {
    const withdraw = {
      pid: 'b2',
      kind: 'withdraw',
      reasons: { 'item.wrong-state draft': 2, 'item.wrong-state withdrawn': 1 },
    };
    const said = () => {
      const { why, reasons } = useBatchWords(() => fields);
      return [
        why({ code: 'item.wrong-state', params: { state: 'draft' } }, withdraw as unknown as Batch),
        ...reasons(withdraw as unknown as Batch).map(({ n, text }) => `${n} ${text}`),
        // As batches of before say it.
        why({ code: 'item.wrong-state', params: {} }, withdraw as unknown as Batch),
      ];
    };
    expect(await within('zh-CN', said)).toEqual([
      '没有发布，读者本来就看不到。',
      ...['2 没有发布，读者本来就看不到。', '1 已经撤下了。', '现在的状态不能撤下。'],
    ]);
    expect((await within('en', said))[0]).toBe('Not published: readers do not see it anyway.');
  });

  it('and in English, without a code or an id', async () => {
    const [head, first, second] = await within('en', cells);
    expect(head).toEqual(['Title', 'Number', 'Outcome', 'Reason', 'Columns missing or wrong', 'Address']);
    expect(first!.slice(2, 5)).toEqual([
      'Cannot',
      'Required entries are still missing.',
      'Acquired; Size: Too small: 0 at least.; A column out of use',
    ]);
    expect(second!.slice(2, 4)).toEqual(['Left alone', 'Changed since by 沈, and left alone.']);
  });
});
