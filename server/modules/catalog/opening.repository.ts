import type { OpeningDays } from '../../contract/blocks.js';
import { Injectable } from '@nestjs/common';
import { nameTable } from '../../contract/name.table.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { readerIn, visibleItem } from '../access/visible.sql.js';
import type { OpeningsOfDay } from './opening.memory.js';

/** Over how many days, with today. */

export interface OpenedRow {
  id: number;
  pid: string;
  openings: number;
}

const stretches = { week: 7, month: 30, year: 365 } as const;
const columnOf = nameTable<keyof typeof stretches>({ 7: 'week', 30: 'month', 365: 'year' });
const each = (part: (stretch: string, days: number) => string, between = ', '): string =>
  Object.entries(stretches)
    .map(([stretch, days]) => part(stretch, days))
    .join(between);

/** Days are kept a little longer than they are summed over. */
const daysKept = 400;
const chunk = 2000;

@Injectable()
export class OpeningRepository {
  constructor(private readonly db: Database) {}

  /**
   * Adds these, and answers which could not be added now: an item that somebody else holds is not waited for, so that whoever
   * counts and whoever writes never wait for each other.
   */
  async add(counted: readonly OpeningsOfDay[]): Promise<string[]> {
    const rows = await this.db.query<{ pid: string }>(
      `WITH given AS (SELECT * FROM unnest($1::text[], $2::date[], $3::int[]) AS g(pid, day, openings)),
       held AS (
         SELECT item.id, item.pid, item.library_id, item.collection_id FROM item
          WHERE item.pid IN (SELECT pid FROM given) ORDER BY item.id FOR KEY SHARE SKIP LOCKED),
       day AS (
         INSERT INTO item_opening AS kept (library_id, item_id, day, openings)
         SELECT held.library_id, held.id, given.day, given.openings FROM held JOIN given ON given.pid = held.pid ORDER BY held.id, given.day
         ON CONFLICT (item_id, day) DO UPDATE SET openings = kept.openings + excluded.openings),
       stretch AS (
         INSERT INTO item_opened AS kept (item_id, library_id, collection_id, day, week, month, year)
         SELECT held.id, held.library_id, held.collection_id, max(given.day), sum(given.openings), sum(given.openings), sum(given.openings)
           FROM held JOIN given ON given.pid = held.pid GROUP BY held.id, held.library_id, held.collection_id ORDER BY held.id
         ON CONFLICT (item_id) DO UPDATE SET ${each((one) => `${one} = kept.${one} + excluded.${one}`)})
       SELECT item.pid FROM item
        WHERE item.pid IN (SELECT pid FROM given) AND item.id NOT IN (SELECT id FROM held)`,
      [counted.map(({ pid }) => pid), counted.map(({ day }) => day), counted.map(({ openings }) => openings)],
    );
    return rows.map(({ pid }) => pid);
  }

  /** Of these collections, each read where its most opened stand. Equal ones by when they came. */
  most(
    labels: string[],
    collections: number[],
    among: number[],
    days: OpeningDays,
    limit: number,
  ): Promise<OpenedRow[]> {
    const column = columnOf[days];
    const order = (of: string) => `ORDER BY ${of}.openings DESC, ${of}.id DESC LIMIT $4`;
    return this.db.query<OpenedRow>(
      keptPlan(`SELECT one.id, one.pid, one.openings FROM unnest($3::bigint[]) AS place (id) CROSS JOIN LATERAL (
         SELECT item.id, item.pid, opened.${column} AS openings
           FROM item_opened opened JOIN item ON item.id = opened.item_id
          WHERE opened.collection_id = place.id AND opened.${column} > 0 AND ${visibleItem(readerIn('$1', '$2'))}
          ORDER BY opened.${column} DESC, opened.item_id DESC LIMIT $4) AS one ${order('one')}`),
      [labels, collections, among, limit],
    );
  }

  /**
   * Another day: what has left the three stretches is taken from their sums, and days that nobody sums any more go. From
   * item to item, each brought from the day it stood at, so that it may be broken off, repeated, and late.
   */
  async turn(today: string, pause: () => void): Promise<number> {
    const left = (days: number) => `(SELECT coalesce(sum(o.openings), 0) FROM item_opening o
      WHERE o.item_id = old.item_id AND o.day > old.day - ${days} AND o.day <= $2::date - ${days})`;
    let turned = 0;
    for (let after = 0; ;) {
      pause();
      const rows = await this.db.transaction(async () => {
        const old = await this.db.query<{ id: number }>(
          `SELECT item_id AS id FROM item_opened WHERE item_id > $1 ORDER BY item_id LIMIT ${chunk} FOR UPDATE`,
          [after],
        );
        const ids = old.map(({ id }) => id);
        await this.db.query(
          `UPDATE item_opened AS kept SET day = $2, ${each((one) => `${one} = kept.${one} - gone.${one}`)}
             FROM (SELECT old.item_id, ${each((one, days) => `${left(days)} AS ${one}`)}
                     FROM item_opened old WHERE old.item_id = ANY ($1) AND old.day < $2) AS gone
            WHERE kept.item_id = gone.item_id`,
          [ids, today],
        );
        await this.db.query(`DELETE FROM item_opening WHERE item_id = ANY ($1) AND day <= $2::date - ${daysKept}`, [
          ids,
          today,
        ]);
        await this.db.query(
          `DELETE FROM item_opened kept WHERE item_id = ANY ($1) AND NOT EXISTS (SELECT 1 FROM item_opening o WHERE o.item_id = kept.item_id)`,
          [ids],
        );
        return ids;
      });
      turned += rows.length;
      if (rows.length < chunk) return turned;
      after = rows.at(-1)!;
    }
  }

  /** All sums anew from the days, whatever they were. */
  async rebuild(today: string): Promise<void> {
    await this.db.transaction(async () => {
      await this.db.query('LOCK TABLE item_opening, item_opened IN SHARE ROW EXCLUSIVE MODE');
      await this.db.query('DELETE FROM item_opened');
      await this.db.query(
        `INSERT INTO item_opened (item_id, library_id, collection_id, day, week, month, year)
         SELECT item.id, item.library_id, item.collection_id, $1::date,
                ${each((_, days) => `coalesce(sum(o.openings) FILTER (WHERE o.day > $1::date - ${days}), 0)`)}
           FROM item_opening o JOIN item ON item.id = o.item_id GROUP BY item.id`,
        [today],
      );
    });
  }
}
