import type { Database } from '../../platform/database/database.js';
import { Bound, type ListConditions } from './list.filter.js';
import type { Place, Stretch, Turn } from './list.order.js';

/** Rows of the order that are looked at one by one before all that fit are looked for: some milliseconds. */
const mostWalked = 4000;
/** Counted no further: nobody reads more, and "more than" says enough. */
export const mostCounted = 10_000;

export interface Found {
  items: number;
  more: boolean;
}

/** Pages of a list by key: no page costs more for lying deeper, and none is shown twice because another was added. */
export class ListPages {
  constructor(
    private readonly db: Database,
    private readonly collectionId: number,
    private readonly conditions: ListConditions,
    private readonly stretches: readonly Stretch[],
  ) {}

  async found(): Promise<Found> {
    const bound = new Bound(this.collectionId);
    const row = await this.db.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM item WHERE ${this.conditions.among(bound)} LIMIT ${mostCounted + 1}) AS fit`,
      bound.parameters,
    );
    const { count } = row!;
    return { items: Math.min(count, mostCounted), more: count > mostCounted };
  }

  /** So many places from where one is, in the order of the way one goes. */
  async places({ back, from }: Turn, limit: number): Promise<Place[]> {
    const way = back ? [...this.stretches].reverse() : this.stretches;
    const begin = from === null ? 0 : way.findIndex(({ blank }) => blank === (from.key === null));
    const places: Place[] = [];
    for (const [at, stretch] of way.slice(begin).entries()) {
      const start = at === 0 ? from : null;
      places.push(...(await this.stretch(stretch, back, start, limit - places.length)));
      if (places.length >= limit) break;
    }
    return places;
  }

  private async stretch(stretch: Stretch, back: boolean, from: Place | null, limit: number): Promise<Place[]> {
    return (await this.walk(stretch, back, from, limit)) ?? (await this.sorted(stretch, back, from, limit));
  }

  /**
   * Along the index of the order, each row looked at by itself until the page is full; null where that took too long. Where
   * many fit this is quick, and where few fit `sorted` is.
   */
  private async walk(stretch: Stretch, back: boolean, from: Place | null, limit: number): Promise<Place[] | null> {
    // Of what has no value no index knows the order.
    if (stretch.blank) return null;
    const bound = new Bound(this.collectionId);
    const rows = await this.db.query<{ id: number | null; key: string | null; walked: number }>(
      `WITH walked AS MATERIALIZED (SELECT one.id, one.key, row_number() OVER () AS at FROM (
           SELECT ${stretch.id} AS id, ${keyOf(stretch)} AS key FROM ${stretch.rows(bound)}
             ${after(stretch, back, from, bound)} ${order(stretch, back)} LIMIT ${mostWalked}) AS one),
         fit AS MATERIALIZED (SELECT walked.* FROM walked CROSS JOIN LATERAL (
           SELECT 1 FROM item WHERE item.id = walked.id AND ${this.conditions.holds(bound)} OFFSET 0) AS item LIMIT ${limit})
       SELECT fit.id, fit.pid, fit.key, CASE WHEN (SELECT count(*) FROM fit) < ${limit} THEN (SELECT count(*) FROM walked) ELSE 0 END::int AS walked
         FROM (SELECT 1) AS always LEFT JOIN fit ON true ORDER BY fit.at`,
      bound.parameters,
    );
    if (rows[0]!.walked === mostWalked) return null;
    return rows.flatMap(({ id, key }) => (id === null ? [] : [{ id, key }]));
  }

  /** All that fit, by their own indexes; the first of them in this order. */
  private async sorted(stretch: Stretch, back: boolean, from: Place | null, limit: number): Promise<Place[]> {
    const bound = new Bound(this.collectionId);
    return this.db.query<Place>(
      `WITH fit AS MATERIALIZED (SELECT item.id FROM item WHERE ${this.conditions.among(bound)})
       SELECT ${stretch.id} AS id, ${keyOf(stretch)} AS key FROM ${stretch.rows(bound)}
         AND ${stretch.id} IN (SELECT id FROM fit) ${after(stretch, back, from, bound)} ${order(stretch, back)} LIMIT ${limit}`,
      bound.parameters,
    );
  }
}

const keyOf = ({ key }: Stretch): string =>
  key === null ? 'NULL::text' : `(${key.replace(' COLLATE "C"', '')})::text`;

function order({ key, id, turned }: Stretch, back: boolean): string {
  const direction = turned !== back ? 'DESC' : 'ASC';
  return `ORDER BY ${key === null ? '' : `${key} ${direction}, `}${id} ${direction}`;
}

function after({ key, id, type, turned }: Stretch, back: boolean, from: Place | null, bound: Bound): string {
  if (from === null) return '';
  const beyond = turned !== back ? '<' : '>';
  const place = bound.add(from.id, 'bigint');
  if (key === null) return `AND ${id} ${beyond} ${place}`;
  return `AND (${key}, ${id}) ${beyond} (${bound.add(from.key, type!)}, ${place})`;
}
