import { authorityKinds } from '../../../../server/contract/api/authority.routes.js';
import { checkHead, readRows } from '../../../../server/modules/authority/exchange/table.js';
import { sampleHeads, sampleTable } from './sample.table.js';

it.each(authorityKinds.flatMap((kind) => [false, true].map((english) => [kind, english] as const)))(
  'a table to begin from is read without a question: %s, in English: %s',
  (kind, english) => {
    const text = sampleTable(kind, english).replace(/^\ufeff/, '');
    const [head, ...lines] = text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(head).toEqual(sampleHeads(kind, english));
    expect(() => checkHead(kind, head!)).not.toThrow();
    const rows = readRows(
      kind,
      head!,
      lines.map((cells, at) => ({ row: at + 2, cells })),
    );
    expect(rows.flatMap((row) => row.problems)).toEqual([]);
    expect(rows.length).toBeGreaterThan(1);
  },
);
