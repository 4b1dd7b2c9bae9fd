import { type Order, shown } from '../ordering.js';
import { Columns, type Fact } from './columns.js';
import { byCodePoint, FacetBook } from './facet.book.js';
import { Keys } from './keys.js';
import { Lists } from './lists.js';

/** The same numbers each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const signOf = (number: number): number => Math.sign(number);
const hard = [
  '',
  'a',
  'ab',
  'abcdef',
  'abcdefg',
  'abcdefh',
  'abcdef\u0000',
  '～',
  '𠮷',
  '𠮷a',
  '吉',
  '~qian206',
  '~qian205',
  '乙',
];

describe('lists in one array', () => {
  it('are what was last put, however often they grow and shrink', () => {
    const pick = numbers(7);
    const lists = new Lists(new Int32Array(0));
    lists.reserve(200);
    const plain: number[][] = Array.from({ length: 200 }, () => []);
    for (let round = 0; round < 20_000; round++) {
      const item = pick(200);
      const list = Array.from({ length: pick(12) }, () => pick(1000));
      lists.put(item, list);
      plain[item] = list;
    }
    const { starts, lengths, values } = lists;
    expect(plain.map((_, item) => [...values.subarray(starts[item], starts[item]! + lengths[item]!)])).toEqual(plain);
    // Two hundred lists of a dozen at the most: holes are closed.
    expect(values.length).toBeLessThan(5000);
  });
});

describe('keys to sort by', () => {
  it('are in the order of their bytes', () => {
    const keys = new Keys();
    keys.reserve(hard.length);
    hard.forEach((key, at) => keys.put(at, key));
    const compare = (a: number, b: number): number => keys.ahead[a]! - keys.ahead[b]! || keys.compareRest(a, b);
    for (const [a, one] of hard.entries()) {
      for (const [b, other] of hard.entries()) {
        expect([one, other, signOf(compare(a, b))]).toEqual([one, other, byBytes(one, other)]);
        expect([one, other, signOf(byCodePoint(one, other))]).toEqual([one, other, byBytes(one, other)]);
      }
    }
  });
});

describe('the dictionary', () => {
  it('keeps each group in the order of its keys, whenever a value came', () => {
    const pick = numbers(11);
    const book = new FacetBook();
    const entries = hard.flatMap((key) => [`a=${key}`, `a.b=${key}`]);
    const mixed = entries.map((entry, at) => ({ entry, id: at + 1, key: pick(1000) })).sort((a, b) => a.key - b.key);
    for (let at = 0; at < mixed.length; at += 5) {
      book.learn(mixed.slice(at, at + 5));
      book.of('a');
    }
    expect(book.of('a').map((id) => book.keyOf(id))).toEqual([...hard].sort(byBytes));
    expect(book.of('a.b').map((id) => book.keyOf(id))).toEqual([...hard].sort(byBytes));
    expect(book.of('b')).toEqual([]);
    expect(entries.map((entry) => mixed.find(({ id }) => id === book.idOf(entry))?.entry)).toEqual(entries);
  });
});

describe('a page of many', () => {
  it('is what sorting all of them would give', () => {
    const pick = numbers(3);
    const values = Int32Array.from({ length: 3000 }, () => pick(400));
    const order: Order = (a, b) => values[a]! - values[b]! || b - a;
    const places = Int32Array.from(values.keys());
    const all = [...places].sort(order);
    for (const [from, size] of [
      [0, 20],
      [0, 3000],
      [2990, 20],
      [777, 50],
      [0, 1],
      [3000, 20],
      [5, 0],
    ] as const) {
      expect(shown(places, order, from, size)).toEqual(all.slice(from, from + size));
    }
  });
});

describe('columns', () => {
  const fact = (item_id: number, more: Partial<Fact> = {}): Fact => ({
    item_id,
    tick: 1,
    gone: false,
    collection_id: 1,
    labels: '["public"]',
    facets: '',
    from_year: null,
    to_year: null,
    sort_title: '',
    sort_stroke: '',
    sort_day: null,
    newest: 0,
    text_slots: null,
    number_slots: null,
    day_slots: null,
    ...more,
  });

  it('find each item at its place, also where ids are far apart and large', () => {
    const pick = numbers(5);
    const ids = [
      ...new Set(Array.from({ length: 6000 }, (_, at) => (at % 3 === 0 ? at : pick(2 ** 31) * 4096 + pick(4096)))),
    ];
    const columns = new Columns();
    for (const id of ids) columns.put(fact(id, { newest: id }));
    expect(columns.size).toBe(ids.length);
    expect(ids.map((id) => columns.newest[columns.placeOf(id)])).toEqual(ids);
    expect(columns.placeOf(-5)).toBe(-1);
  });

  it('keep no labels of what is withdrawn, and nothing at all of what was never there', () => {
    const columns = new Columns();
    columns.put(fact(1, { facets: '4,5' }));
    columns.put(fact(2, { gone: true }));
    columns.put(fact(1, { gone: true }));
    expect(columns.size).toBe(1);
    expect(columns.labelSets[columns.labels[0]!]).toEqual([]);
    expect(columns.facets.lengths[0]).toBe(0);
    columns.put(fact(1, { facets: '6', number_slots: '[null,2.5]', text_slots: '["x"]' }));
    expect(columns.labelSets[columns.labels[0]!]).toEqual(['public']);
    expect([columns.slots[1]?.numbers[0], columns.slots[0]?.texts.has(0), columns.slots[2]]).toEqual([
      2.5,
      true,
      undefined,
    ]);
  });
});
