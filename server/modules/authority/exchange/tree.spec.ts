import { deepest, settle, type Ways } from './tree.js';

/** Rows `[key, above]` of a file over records that are there. */
function told(file: [string, string | null][], there: [string, string | null][] = []) {
  const all = [...file, ...there];
  const row = (key: string | null) => file.findIndex(([own]) => own === key);
  const record = (key: string | null) => {
    const at = there.findIndex(([own]) => own === key);
    return at < 0 ? -1 : file.length + at;
  };
  const ways: Ways = {
    rows: file.length,
    row: Int32Array.from(all, ([, above]) => row(above)),
    record: Int32Array.from(all, ([, above]) => record(above)),
    top: Uint8Array.from(all, ([, above]) => (above === null ? 1 : 0)),
  };
  const { refused, depth } = settle(ways);
  return { refused: refused.map((one) => `${file[one.row]![0]} ${one.code}`).sort(), depth: [...depth] };
}

describe('how rows of a file hang together', () => {
  it('what is above is done first, wherever it stands in the file', () => {
    const { refused, depth } = told([['c', 'b'], ['b', 'a'], ['a', 'root'], ['d', null]], [['root', null]]); // prettier-ignore
    expect(refused).toEqual([]);
    expect(depth).toEqual([2, 1, 0, 0]);
  });

  it('refuses what hangs on nothing, and with it what only hangs on that', () => {
    const { refused } = told([['a', 'gone'], ['b', 'a'], ['c', 'b'], ['d', null]]); // prettier-ignore
    expect(refused).toEqual(['a no-parent', 'b no-parent', 'c no-parent']);
  });

  it('refuses a ring, and what hangs below it for want of what it hangs on', () => {
    expect(told([['f', 'g'], ['g', 'f'], ['h', 'f'], ['i', 'h']]).refused).toEqual(['f ring', 'g ring', 'h no-parent', 'i no-parent']); // prettier-ignore
    expect(told([['a', 'a']]).refused).toEqual(['a ring']);
  });

  it('what a refused row says of a record that is there does not count: it stays where it was', () => {
    // `a` is there already, at the top: its row is refused, and `b` hangs on the record.
    expect(told([['a', 'gone'], ['b', 'a']], [['a', null]]).refused).toEqual(['a no-parent']); // prettier-ignore
    // Moved below what stands below it.
    expect(told([['a', 'b']], [['a', null], ['b', 'a']]).refused).toEqual(['a ring']); // prettier-ignore
    // One of two moves would be one too many: with both rows it is no ring.
    expect(told([['a', 'b'], ['b', null]], [['a', null], ['b', 'a']]).refused).toEqual([]); // prettier-ignore
    // What is taken back to where it was may make the next ring.
    expect(told([['a', 'b'], ['b', 'gone']], [['a', null], ['b', 'a']]).refused).toEqual(['a ring', 'b no-parent']); // prettier-ignore
  });

  it('takes no longer than the file is long, and refuses what is deeper than anybody builds', () => {
    const chain = 300_000;
    const down: Ways = {
      rows: chain,
      row: Int32Array.from({ length: chain }, (_, at) => at + 1 === chain ? -1 : at + 1), // prettier-ignore
      record: new Int32Array(chain).fill(-1),
      top: new Uint8Array(chain),
    };
    expect(settle(down).refused).toHaveLength(chain);
    down.top[chain - 1] = 1;
    const { refused } = settle(down);
    expect(refused).toHaveLength(chain - deepest);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['too-deep']));
  });

  it('rings that come to light one after the other do not take a walk through the file each', () => {
    // `t` stands above `z` by what is there; the rows hang each `z` below the one before, and its `t` below the next.
    const pairs = 20_000;
    const [t, z] = [(at: number) => 2 * at, (at: number) => 2 * at + 1];
    const rows = 2 * pairs;
    const ways: Ways = {
      rows,
      row: new Int32Array(2 * rows).fill(-1),
      record: new Int32Array(2 * rows).fill(-1),
      top: new Uint8Array(2 * rows),
    };
    const hang = (at: number, key: number) => ([ways.row[at], ways.record[at]] = [key, rows + key]);
    for (let at = 0; at < pairs; at++) {
      ways.top[rows + t(at)] = 1;
      hang(rows + z(at), t(at));
      if (at + 1 < pairs) hang(t(at), z(at + 1));
      else ways.top[t(at)] = 1;
      if (at > 0) hang(z(at), z(at - 1));
      else hang(z(at), t(at));
    }
    const begun = performance.now();
    const { refused } = settle(ways);
    expect(performance.now() - begun).toBeLessThan(3000);
    // What stands at the top is nobody's ring.
    expect(refused).toHaveLength(rows - 1);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['ring']));
  }, 120_000);
});
