import { within } from '../../../../tests/support/within.words.js';
import { useRecentWords } from './recent.words.js';
import type { RecentAct } from './useTakeBack.js';

const act = (action: string, more: Partial<RecentAct> = {}, detail: Partial<RecentAct['detail']> = {}): RecentAct => ({
  ...{ key: 'k', at: '2026-11-30T00:00:00Z', person: '林镜湖', action, library: null, back: null, why: null },
  subject: { kind: 'item', pid: 'i1', title: '論語' },
  ...more,
  detail: { kind: null, role: null, items: null, number: null, ...detail },
});
const batch = { by: 'batch', batch: 'b1', collection: 'c1' } as const;
const revision = { by: 'revision', item: 'i1', number: 4, version: 9 } as const;

it('says what was done, what taking it back will do where that is not plain, and why it cannot be', async () => {
  const said = () => {
    const { what, howMany, why, button, question } = useRecentWords();
    const many = act('batch.apply', { back: batch }, { kind: 'withdraw', items: 1200 });
    const pages = act('item.pages', { back: revision });
    return [
      [what(many), howMany(many), button(many), question(many)],
      [what(act('item.withdraw', { back: batch })), question(act('item.withdraw', { back: batch }))],
      [what(pages), button(pages), question(pages).slice(0, 8)],
      [what(act('grant.take', {}, { role: 'cataloger' })), why(act('grant.take', { why: 'changed' }))],
      [what(act('agent.merge')), why(act('agent.merge', { why: 'changed' }))],
    ];
  };
  expect(await within('zh-CN', said)).toEqual([
    ['批量撤下', '1,200 件', '撤销', '撤销会逐件恢复到执行之前的样子；后来有人改过的保持不动。'],
    ['撤下', ''],
    ['移除页面', '改回第 4 版', '改回第 4 版，'],
    ['收回编目员', '后来已另行授予'],
    ['合并人物', '后来又改过，不能撤销'],
  ]);
  expect((await within('en', said)).map((one) => one[0])).toEqual([
    ...['Withdrew many', 'Withdrew', 'Removed pages', 'Took cataloger from', 'Merged a person'],
  ]);
});
