import type { Database } from '../../platform/database/database.js';
import { Bound, type ListConditions, type ListSizes, usualSizes } from './list.filter.js';
import { microsOf, momentOf, type Position, type Stretch, type Turn } from './list.order.js';

export interface Found {
  items: number;
  more: boolean;
}

interface Few {
  count: number;
  ids: string;
}

/** Pages of a list by key: no page costs more for lying deeper, and none is shown twice because another was added. */
export class ListPages {
  /** Known where it was counted and was not too much: then a page is sorted from these. */
  private few: Few | undefined;

  constructor(
    private readonly db: Database,
    private readonly collectionId: number,
    private readonly conditions: ListConditions,
    private readonly stretches: readonly Stretch[],
    private readonly sizes: ListSizes = usualSizes,
  ) {}

  async found(): Promise<Found> {
    await this.conditions.weigh(this.db);
    // Of what is common a part is looked at first: it nearly always has enough.
    if (this.conditions.onlyCommon && (await this.counted(this.sizes.often)) === null)
      return { items: this.sizes.counted, more: true };
    const ids = await this.counted(null);
    this.few = ids ?? undefined;
    return ids ? { items: ids.count, more: false } : { items: this.sizes.counted, more: true };
  }

  /** Those that fit, unless they are more than are counted; as the database writes a list of them. */
  private async counted(most: number | null): Promise<Few | null> {
    const bound = new Bound(this.collectionId);
    const row = await this.db.one<Few>(
      `SELECT count(*)::int AS count, array_agg(fit.id)::text AS ids
         FROM (SELECT item.id FROM item WHERE ${this.conditions.among(bound, most)} LIMIT ${this.sizes.counted + 1}) AS fit`,
      bound.parameters,
    );
    return row!.count > this.sizes.counted ? null : { count: row!.count, ids: row!.ids ?? '{}' };
  }

  /** So many positions from where one is, in the order of the way one goes. */
  async positions({ back, from }: Turn, limit: number): Promise<Position[]> {
    const way = back ? [...this.stretches].reverse() : this.stretches;
    const begin = from === null ? 0 : way.findIndex(({ blank }) => blank === (from.key === null));
    const positions: Position[] = [];
    for (const [at, stretch] of way.slice(begin).entries()) {
      const start = at === 0 ? from : null;
      positions.push(...(await this.stretch(stretch, back, start, limit - positions.length)));
      if (positions.length >= limit) break;
    }
    return positions;
  }

  private async stretch(stretch: Stretch, back: boolean, from: Position | null, limit: number): Promise<Position[]> {
    if (this.few) return this.sorted(stretch, back, from, limit);
    return (await this.walk(stretch, back, from, limit)) ?? (await this.sorted(stretch, back, from, limit));
  }

  /**
   * Along the index of the order, each row looked at by itself until the page is full; null where that took too long. Where
   * many fit this is quick, and where few fit `sorted` is.
   */
  private async walk(
    stretch: Stretch,
    back: boolean,
    from: Position | null,
    limit: number,
  ): Promise<Position[] | null> {
    // Of what has no value no index knows the order.
    if (stretch.blank) return null;
    const bound = new Bound(this.collectionId);
    const rows = await this.db.query<{ id: number | null; key: string | null; walked: number }>(
      `WITH walked AS MATERIALIZED (SELECT one.id, one.key, row_number() OVER () AS at FROM (
           SELECT ${stretch.id} AS id, ${keyOf(stretch)} AS key FROM ${stretch.rows(bound)}
             ${after(stretch, back, from, bound)} ${order(stretch, back)} LIMIT ${this.sizes.walked}) AS one),
         fit AS MATERIALIZED (SELECT walked.*, item.pid FROM walked CROSS JOIN LATERAL (
           SELECT item.pid FROM item WHERE item.id = walked.id AND ${this.conditions.holds(bound)} OFFSET 0) AS item LIMIT ${limit})
       SELECT fit.id, fit.pid, fit.key, CASE WHEN (SELECT count(*) FROM fit) < ${limit} THEN (SELECT count(*) FROM walked) ELSE 0 END::int AS walked
         FROM (SELECT 1) AS always LEFT JOIN fit ON true ORDER BY fit.at`,
      bound.parameters,
    );
    if (rows[0]!.walked === this.sizes.walked) return null;
    return rows.flatMap(({ id, key }) => (id === null ? [] : [{ id, key }]));
  }

  /** All that fit, by their own indexes; the first of them in this order. */
  private async sorted(stretch: Stretch, back: boolean, from: Position | null, limit: number): Promise<Position[]> {
    await this.conditions.weigh(this.db);
    const bound = new Bound(this.collectionId);
    const known = this.few && `SELECT unnest(${bound.add(this.few.ids, 'bigint[]')}) AS id`;
    const { ids, rest } = known ? { ids: null, rest: '' } : this.conditions.parts(bound);
    if (ids !== null) return this.inOrder(stretch, back, from, limit, { bound, ids, rest });
    const fit = known ?? `SELECT item.id FROM item WHERE ${rest}`;
    return this.db.query<Position>(
      `WITH fit AS MATERIALIZED (${fit})
       SELECT ${stretch.id} AS id, ${keyOf(stretch)} AS key FROM ${stretch.rows(bound)}
         AND ${stretch.id} IN (SELECT id FROM fit) ${after(stretch, back, from, bound)} ${order(stretch, back)} LIMIT ${limit}`,
      bound.parameters,
    );
  }

  /**
   * Where many fit: they are held as a set while the index of the order is read, which costs a tenth of looking up the key of
   * each; what no index knows is asked of those that the page then has.
   */
  private async inOrder(
    stretch: Stretch,
    back: boolean,
    from: Position | null,
    limit: number,
    { bound, ids, rest }: { bound: Bound; ids: string; rest: string },
  ): Promise<Position[]> {
    return this.db.transaction(async () => {
      // A set that is guessed to be larger than this is looked through again for each row: millions have room. What fits less takes less.
      await this.db.query(`SET LOCAL work_mem = '128MB'`);
      return this.db.query<Position>(
        `WITH named(id) AS MATERIALIZED (${ids}),
         fit AS MATERIALIZED (SELECT one.id, one.key, one.at FROM (
           SELECT ${stretch.id} AS id, ${keyOf(stretch)} AS key, row_number() OVER (${order(stretch, back)}) AS at FROM ${stretch.rows(bound)}
             AND (${stretch.id} IN (SELECT id FROM named)) IS TRUE ${after(stretch, back, from, bound)} ${order(stretch, back)}) AS one
           CROSS JOIN LATERAL (SELECT FROM item WHERE item.id = one.id AND ${rest} OFFSET 0) AS item LIMIT ${limit})
       SELECT fit.id, fit.key FROM fit ORDER BY fit.at`,
        bound.parameters,
      );
    });
  }
}

function keyOf({ key, type }: Stretch): string {
  if (key === null) return 'NULL::text';
  return type === 'micros' ? microsOf(key) : `(${key.replace(' COLLATE "C"', '')})::text`;
}

function order({ key, id, turned }: Stretch, back: boolean): string {
  const direction = turned !== back ? 'DESC' : 'ASC';
  return `ORDER BY ${key === null ? '' : `${key} ${direction}, `}${id} ${direction}`;
}

function after({ key, id, type, turned }: Stretch, back: boolean, from: Position | null, bound: Bound): string {
  if (from === null) return '';
  const beyond = turned !== back ? '<' : '>';
  const last = bound.add(from.id, 'bigint');
  if (key === null) return `AND ${id} ${beyond} ${last}`;
  return `AND (${key}, ${id}) ${beyond} (${type === 'micros' ? momentOf(bound.add(from.key, 'bigint')) : bound.add(from.key, type!)}, ${last})`;
}
