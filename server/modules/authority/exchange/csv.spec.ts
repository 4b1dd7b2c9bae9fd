/**
 * Millions of signs are read here: among other globals than its own a process looks each one up a thousand times slower.
 * @jest-environment ./tests/support/own-realm.cjs
 */
import { Readable } from 'node:stream';
import { longestCell, readCsv } from './csv.js';
import { FileRefused, textOf } from './file.text.js';

/** A file that comes byte by byte, and says whether it was closed. */
function sourceOf(bytes: Buffer, piece = 1) {
  const opened: Readable[] = [];
  const source = () => {
    const parts = function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    };
    opened.push(Readable.from(parts()));
    return Promise.resolve(opened.at(-1)!);
  };
  return { source, allClosed: () => opened.every((one) => one.destroyed) };
}

async function read(bytes: Buffer, most = 100) {
  const { head, lines } = await readCsv(await textOf(sourceOf(bytes).source), most, () => undefined);
  const rows: string[] = [];
  for await (const { row, cells } of lines) rows.push(`${row} ${cells.join('|')}`);
  return { head, rows };
}

const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof FileRefused ? [error.code, error.row] : error;
};

describe('tables as they stream', () => {
  const text = '代码,名称\r\n\r\na,"甲,\n乙"\r\n';
  const wanted = { head: ['代码', '名称'], rows: ['3 a|甲,\n乙'] };

  it('signs and rows may be cut anywhere, in any encoding', async () => {
    expect(await read(Buffer.from(text))).toEqual(wanted);
    expect(await read(Buffer.from(`\ufeff${text}`))).toEqual(wanted);
    expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(wanted);
    expect(await read(Buffer.from('b4fac2eb2cc3fbb3c60a612cbcd70a', 'hex'))).toEqual({ head: ['代码', '名称'], rows: ['2 a|甲'] }); // prettier-ignore
  });

  it('what is wrong late is found where it stands, and no file stays open', async () => {
    expect(await refusal(read(Buffer.from('a,b\n1,2\n3,4\n'), 1))).toEqual(['too-many', 3]);
    expect(await refusal(read(Buffer.from(`a,b\n${'\n'.repeat(1000)}1,2\n`), 100))).toEqual(['too-many', 202]);
    expect(await refusal(read(Buffer.from('a,b\n1,"2\n3,4\n')))).toEqual(['quote', 1]);
    expect(await refusal(read(Buffer.from('a,b\n1,\0\n')))).toEqual(['binary', 1]);
    expect(await refusal(read(Buffer.from(' \r\n \n')))).toEqual(['empty', 1]);
    const { source, allClosed } = sourceOf(Buffer.from('a,b\n'.repeat(50_000)), 1000);
    const { lines } = await readCsv(await textOf(source), 100_000, () => undefined);
    await lines.next();
    await lines.return!();
    await new Promise((resolve) => setImmediate(resolve));
    expect(allClosed()).toBe(true);
    const refused = sourceOf(Buffer.from('a,b\n'.repeat(50_000)), 1000);
    const kept = await refusal(
      readCsv(await textOf(refused.source), 100_000, () => {
        throw new FileRefused('columns');
      }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect([kept, refused.allClosed()]).toEqual([['columns', 1], true]);
  });

  it('a quote that is never closed does not gather the rest of a long file', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n"'), Buffer.alloc(6_000_000, 'x,y\n')]);
    const { source } = sourceOf(bytes, 65_536);
    expect(await refusal(readCsv(await textOf(source), 10_000_000, () => undefined))).toEqual(['quote', 1]);
  });

  it('no row becomes millions of cells, and none is held longer than it can be of use', async () => {
    const commas = Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(12_000_000, ',')]);
    // With the heading or behind it, as it comes.
    const first = async () =>
      (await readCsv(await textOf(sourceOf(commas, 65_536).source), 10, () => undefined)).lines.next();
    expect(await refusal(first())).toEqual(['quote', 1]);
    const heads = Buffer.from(`${'a,'.repeat(1001)}a\n`);
    expect(await refusal(readCsv(await textOf(sourceOf(heads).source), 10, () => undefined))).toEqual(['columns', 1]);
    const wide = await read(Buffer.from(`a,b\n1,2${','.repeat(200_000)}\n3,4,${'x,'.repeat(100_000)}\n`));
    expect(wide.rows[0]).toBe('2 1|2');
    expect(wide.rows[1]).toBe(`3 3|4|${'x,'.repeat(40)}`);
    const long = await read(Buffer.from(`a,b\n1,${'字'.repeat(130_000)}\n`));
    expect(long.rows[0]).toHaveLength('2 1|'.length + longestCell + 1);
    // Of rows that end, there may be as many as one likes.
    const many = Buffer.from(`a,b\n${'x,y\n'.repeat(150_000)}`);
    const all = await readCsv(await textOf(sourceOf(many, 65_536).source), 2_000_000, () => undefined);
    let count = 0;
    for await (const { cells } of all.lines) count += cells.length;
    expect(count).toBe(300_000);
  }, 60_000);
});
