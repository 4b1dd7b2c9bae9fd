import type { CollectionConfig } from '../../contract/collection.js';
import { type ListOrder, usualOrder } from '../../contract/list.filter.js';
import { Problem } from '../../contract/problems.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import type { Bound } from './list.filter.js';

/** Where a page ends: the sort key of a row as text (null of those that have none), and the row. */
export interface Position {
  key: string | null;
  id: number;
}

/** One stretch of a list that an index has in order. */
export interface Stretch {
  /** The rows in it, of which `row.id` is the item and `row.key` what they are sorted by. */
  rows(bound: Bound): string;
  /** Of those whose key is null. */
  blank: boolean;
  /** What the key is to the database. */
  type: 'text' | 'float8' | 'micros' | null;
  /** The columns that it is sorted by, as the index has them. */
  key: string | null;
  id: string;
  turned: boolean;
}

const columns: Record<ListOrder, string> = {
  pinyin: 'v.sort_text COLLATE "C"',
  stroke: 'v.stroke',
  natural: 'v."natural"',
  number: 'v.number',
};

/** The sorted stretches of a list, one after the other: what has no value to sort by comes last, whichever way round. */
export function stretchesOf(
  config: CollectionConfig,
  { sort, order, direction }: { sort: string; order?: ListOrder | undefined; direction: 'asc' | 'desc' },
): Stretch[] {
  const turned = direction === 'desc';
  if (sort === 'updated') {
    return [
      {
        rows: () => 'item WHERE item.collection_id = $1',
        blank: false,
        type: 'micros',
        key: 'item.updated_at',
        id: 'item.id',
        turned,
      },
    ];
  }
  const field = config.schema.fields.find(
    ({ id, core, removed }) =>
      !removed && (id === sort || (core === sort && (sort === 'title' || sort === 'identifier'))),
  );
  if (!field && sort !== 'title' && sort !== 'identifier')
    throw new Problem('request.invalid', {}, [{ path: 'query.sort', code: 'sort' }]);
  const by = order ?? (field ? usualOrder(field) : 'pinyin');
  const column = columns[by];
  const ofField = (bound: Bound): string =>
    `v.field_id = ${bound.add(field?.id ?? '', 'text')} AND v.ord = 0 AND ${column.replace(' COLLATE "C"', '')} IS NOT NULL`;
  return [
    {
      rows: (bound) => `item_value v WHERE v.collection_id = $1 AND ${ofField(bound)}`,
      blank: false,
      type: by === 'number' ? 'float8' : 'text',
      key: column,
      id: 'v.item_id',
      turned,
    },
    {
      rows: (bound) =>
        `item WHERE item.collection_id = $1 AND NOT EXISTS (SELECT 1 FROM item_value v WHERE v.collection_id = $1 AND v.item_id = item.id AND ${ofField(bound)})`,
      blank: true,
      type: null,
      key: null,
      id: 'item.id',
      turned: false,
    },
  ];
}

const shapes = ['text', 'text', 'text', 'text', 'id'] as const;
const isOrdinary = (size: number): boolean => size > 1e-300 && size < 1e300;

const readable: Record<'text' | 'float8' | 'micros', (key: string) => boolean> = {
  text: () => true,
  // As the database writes them: what it could not read back is no key of ours.
  float8: (key) => /^-?\d[\d.]*(e[+-]?\d{1,3})?$/.test(key) && (/^-?0$/.test(key) || isOrdinary(Math.abs(Number(key)))),
  micros: (key) => /^\d{1,16}$/.test(key),
};

/** A moment as cursors keep it, to the microsecond, whatever the connection's own clock. */
export const microsOf = (moment: string): string => `(extract(epoch FROM ${moment}) * 1000000)::bigint::text`;
export const momentOf = (micros: string): string => `(timestamptz 'epoch' + ${micros} * interval '1 microsecond')`;

/** Where one goes on from, and which way. */
export interface Turn {
  back: boolean;
  from: Position | null;
  /** Few fitted on the first page: there is no use in walking. */
  few: boolean;
}

export function writeTurn(back: boolean, few: boolean, { key, id }: Position): string {
  return encodeCursor([back ? 'back' : 'on', few ? 'few' : 'many', key === null ? 'blank' : 'key', key ?? '', id]);
}

export function readTurn(cursor: string | undefined, stretches: readonly Stretch[]): Turn {
  if (cursor === undefined) return { back: false, from: null, few: false };
  const [way, size, kind, key, id] = decodeCursor(cursor, shapes);
  const stretch = stretches.find(({ blank }) => blank === (kind === 'blank'));
  const fits =
    (way === 'on' || way === 'back') &&
    (size === 'few' || size === 'many') &&
    (kind === 'key' || kind === 'blank') &&
    stretch !== undefined &&
    (stretch.type === null || readable[stretch.type](key));
  if (!fits) throw new Problem('request.invalid', {}, [{ path: 'query.cursor', code: 'cursor' }]);
  return { back: way === 'back', few: size === 'few', from: { key: kind === 'blank' ? null : key, id } };
}
