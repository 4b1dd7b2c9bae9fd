import { within } from '../../../../tests/support/within.words.js';
import { useAuditWords } from './audit.words.js';

it('says of what was done to many what it was, and calls jobs by their names', async () => {
  const said = () => {
    const { deed, subject } = useAuditWords();
    return [
      deed('batch.apply', { kind: 'withdraw', rows: 2 }),
      deed('batch.undo', { kind: 'publish' }),
      // One whose kind nobody knows any more, and what is no batch.
      deed('batch.apply', {}),
      deed('item.publish', { kind: 'publish' }),
      subject('job', 'media.derive'),
      subject('item', 'media.derive'),
    ];
  };
  expect(await within('zh-CN', said)).toEqual([
    ...['批量操作：撤下', '撤销批量操作：发布', '批量操作', '发布', '制作浏览图', 'media.derive'],
  ]);
  expect((await within('en', said)).slice(0, 2)).toEqual(['Began a batch: Withdraw', 'Undid a batch: Publish']);
});
