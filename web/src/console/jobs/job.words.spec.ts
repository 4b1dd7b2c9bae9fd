import { within } from '../../../../tests/support/within.words.js';
import { type Job, useJobWords } from './job.words.js';

describe('the jobs of what is done to many', () => {
  const job = (batch: Partial<NonNullable<Job['batch']>>) =>
    ({
      kind: 'batch.run',
      batch: { pid: 'b1', kind: 'publish', step: 'apply', authority: null, file: null, ...batch },
    }) as Job;
  const kinds = () => {
    const { kind } = useJobWords();
    return [
      job({}),
      job({ kind: 'withdraw', step: 'undo' }),
      job({ kind: 'visibility', step: 'plan' }),
      job({ kind: 'authorities', authority: 'agent' }),
      job({ kind: 'authorities', authority: 'term', step: 'undo' }),
      // Of a batch that was cleared away nobody knows any more what it was.
      { kind: 'batch.run', batch: null } as Job,
    ].map(kind);
  };

  it('are called by what they do', async () => {
    expect(await within('zh-CN', kinds)).toEqual([
      ...['发布', '撤销：撤下', '预览：改可见范围', '导入人物与机构', '撤销：导入词表', '批量操作'],
    ]);
    expect(await within('en', kinds)).toEqual([
      ...['Publish', 'Undo: Withdraw', 'Preview: Change who may see'],
      ...['Import people and bodies', 'Undo: Import a vocabulary', 'Batch'],
    ]);
  });
});
