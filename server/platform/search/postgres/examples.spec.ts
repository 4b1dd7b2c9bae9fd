import { newestOfEach } from './examples.js';
import { Columns } from './memory/columns.js';

const item = (id: number, newest: number, facets: number[], collection = 1) => ({
  ...{ item_id: id, tick: 1, gone: false, collection_id: collection, labels: '["public"]', facets: facets.join(',') },
  ...{ from_year: null, to_year: null, sort_title: null, sort_stroke: null, sort_day: null, newest },
  ...{ text_slots: null, number_slots: null, day_slots: null },
});

/** Numbers that always come the same. */
function* numbers(): Generator<number, never> {
  for (let last = 7; ;) yield (last = (last * 1_103_515_245 + 12_345) % 2_147_483_648);
}

describe('the newest few of each value', () => {
  it('are those that a plain reading of all items gives, in whatever order they came', () => {
    const columns = new Columns();
    const number = numbers();
    const next = (below: number) => Math.floor((number.next().value / 2_147_483_648) * below);
    const items = Array.from({ length: 400 }, (_, at) =>
      item(at + 1, next(60), [...new Set([next(5), next(5), 5 + next(300)])], 1 + next(2)),
    );
    for (const one of items) columns.put(one);
    const own = (place: number) => items[place]!.collection_id === 1;
    const asked = [0, 3, undefined, 17, 999, 4];
    const found = newestOfEach(asked, 3, own, columns).map((places) => places.map((place) => columns.ids[place]));
    const plain = asked.map((value) =>
      items
        .filter(({ facets, collection_id }) => collection_id === 1 && facets.split(',').includes(String(value)))
        .sort((a, b) => b.newest - a.newest || b.item_id - a.item_id)
        .slice(0, 3)
        .map(({ item_id }) => item_id),
    );
    expect(found).toEqual(plain);
    expect(found.map(({ length }) => length)).toEqual([3, 3, 0, plain[3]!.length, 0, 3]);
  });

  it('name an item once, though it has the value twice', () => {
    const columns = new Columns();
    columns.put(item(1, 1, [2, 2]));
    columns.put(item(2, 1, [2]));
    expect(newestOfEach([2], 3, () => true, columns)).toEqual([[1, 0]]);
  });
});
