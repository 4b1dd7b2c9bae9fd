import { Injectable } from '@nestjs/common';
import { localize } from '../../contract/localized.js';
import { fold, readUnits, sortKey, typingKeys } from '../../contract/text/index.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { isGone } from '../../platform/search/search.document.js';
import type { Built, FacetName } from './document.builder.js';
import { FacetLabels } from './facet.labels.js';

/** Groups whose values are offered while somebody types. */
const offered = new Set(['agent', 'place', 'subject', 'class']);
export const isOffered = (group: string): boolean => offered.has(group);
const longestKey = 60;
/** Of what one value is called, all together: to be looked through, and not to be offered. */
const longestNames = 1000;
const mostTitles = 4;
const mostRests = 2;
/** What this process has written already; a name that changes, here or in another process, is written again. */
const remembered = 20_000;

interface Written {
  sign: string;
  /** Null until it is committed. */
  tick: number | null;
}

const writtenSince = keptPlan(
  `SELECT clock.tick AS now, changed.* FROM facet_clock clock
     LEFT JOIN LATERAL (SELECT entry, tick FROM facet_value WHERE tick > $1 ORDER BY tick LIMIT $2) changed ON true`,
);

/** What is looked up and what is stored are cut by the same table, never by Node's own. */
export const typedKey = (text: string): string =>
  readUnits(text)
    .map((unit) => unit.folded)
    .join('')
    .slice(0, longestKey);

export const keysOf = (texts: readonly string[], name: boolean): string[] => [
  ...new Set(
    texts
      .flatMap((text) => [
        typedKey(text),
        ...typingKeys(text.slice(0, 24), { name }).map((key) => key.slice(0, longestKey)),
      ])
      .filter((key) => key !== ''),
  ),
];

/** 老子道德經 is also typed without 老子, where that is another title of it. */
function titlesTyped(titles: readonly string[]): string[] {
  const folded = titles.map((title) => fold(title));
  const rests = titles.flatMap((title, at) =>
    folded.flatMap((other, from) => {
      const rest = title.slice(other.length);
      const begins = from !== at && [...other].length > 1 && folded[at]!.length === title.length;
      return begins && folded[at]!.startsWith(other) && [...rest].length > 1 ? [rest] : [];
    }),
  );
  return [...titles, ...rests.slice(0, mostRests)];
}

/** Writes names and orders of facet values, and what titles and names are typed by. In SQL with either engine. */
@Injectable()
export class FacetDictionary {
  private readonly written = new Map<string, Written>();
  private followed: number | null = null;

  constructor(
    private readonly db: Database,
    private readonly labels: FacetLabels,
  ) {}

  /** Learns the names and titles of what has been built. Repeating it changes nothing. */
  async learn({ documents, names }: Built): Promise<void> {
    await this.follow();
    const fresh = new Map<string, FacetName>();
    for (const name of names) {
      const sign = JSON.stringify([name.label, name.ord, name.depth, name.variants]);
      if (this.written.get(name.entry)?.sign === sign) continue;
      if (this.written.size >= remembered) this.written.clear();
      this.written.set(name.entry, { sign, tick: null });
      fresh.set(name.entry, name);
    }
    try {
      const tick = await this.db.transaction(async () => {
        const at = await this.writeNames([...fresh.values()].sort((a, b) => (a.entry < b.entry ? -1 : 1)));
        await this.writeTitles(
          documents.map((document) => ({ id: document.itemId, titles: isGone(document) ? [] : document.titles })),
        );
        return at;
      });
      for (const entry of fresh.keys()) {
        const mine = this.written.get(entry);
        if (mine) mine.tick = tick;
      }
    } catch (error) {
      for (const entry of fresh.keys()) this.written.delete(entry);
      throw error;
    }
    if (fresh.size > 0) this.labels.forget();
  }

  /** What another process has written since is not as this one left it. Of more than it remembers, it forgets all. */
  private async follow(): Promise<void> {
    const since = this.followed ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.db.query<{ now: number; entry: string | null; tick: number }>(writtenSince, [
      since,
      remembered + 1,
    ]);
    if (rows.length > remembered) this.written.clear();
    for (const { entry, tick } of rows) {
      if (entry !== null && this.written.get(entry)?.tick !== tick) this.written.delete(entry);
    }
    this.followed = rows[0]?.now ?? null;
  }

  /** Answers the tick at which they were written. */
  private async writeNames(names: readonly FacetName[]): Promise<number | null> {
    if (names.length === 0) return null;
    const rows = names.map(({ entry, label, ord, depth, person, variants }) => {
      const text = localize(label, 'zh-CN');
      return {
        entry,
        label,
        ord,
        depth,
        pinyin: sortKey(text, 'pinyin', { name: person }),
        stroke: sortKey(text, 'stroke'),
        names: keysOf([...Object.values(label), ...variants], person)
          .join('\n')
          .slice(0, longestNames),
      };
    });
    const written = await this.db.query<{ id: number; entry: string; tick: number }>(
      // An insertion that meets a row takes a number all the same, and by their numbers values are counted in memory.
      `WITH clock AS (UPDATE facet_clock SET tick = tick + 1 RETURNING tick),
       given AS (SELECT row.*, clock.tick FROM clock,
         jsonb_to_recordset($1) AS row (entry text, label jsonb, ord int, depth smallint, pinyin text, stroke text, names text)),
       renewed AS (
         UPDATE facet_value known SET label = given.label, ord = given.ord, depth = given.depth,
           sort_pinyin = given.pinyin, sort_stroke = given.stroke, names = given.names, tick = given.tick,
           updated_at = now()
         FROM given WHERE known.entry = given.entry RETURNING known.id, known.entry, known.tick),
       made AS (
         INSERT INTO facet_value (entry, label, ord, depth, sort_pinyin, sort_stroke, names, tick)
         SELECT entry, label, ord, depth, pinyin, stroke, names, tick FROM given
          WHERE NOT EXISTS (SELECT 1 FROM facet_value known WHERE known.entry = given.entry) ORDER BY entry
         ON CONFLICT (entry) DO UPDATE SET label = excluded.label, ord = excluded.ord, depth = excluded.depth,
           sort_pinyin = excluded.sort_pinyin, sort_stroke = excluded.sort_stroke, names = excluded.names,
           tick = excluded.tick, updated_at = now()
         RETURNING id, entry, tick)
       SELECT * FROM renewed UNION ALL SELECT * FROM made`,
      [JSON.stringify(rows)],
    );
    const ids = new Map(written.map(({ id, entry }) => [entry, id]));
    const typed = names.filter(({ entry }) => isOffered(entry.slice(0, entry.indexOf('='))));
    const keys = typed.flatMap(({ entry, label, variants, person }) =>
      keysOf([...Object.values(label), ...variants], person).map((key) => ({ key, facet_id: ids.get(entry) })),
    );
    await this.db.query(`DELETE FROM suggestion_key WHERE facet_id = ANY ($1)`, [
      typed.map(({ entry }) => ids.get(entry)),
    ]);
    await this.db.query(
      `INSERT INTO suggestion_key (key, facet_id) SELECT key, facet_id FROM jsonb_to_recordset($1) AS row (key text, facet_id int)`,
      [JSON.stringify(keys)],
    );
    return written[0]?.tick ?? null;
  }

  private async writeTitles(items: readonly { id: number; titles: readonly string[] }[]): Promise<void> {
    await this.db.query(`DELETE FROM suggestion_key WHERE item_id = ANY ($1)`, [items.map(({ id }) => id)]);
    const keys = items.flatMap(({ id, titles }) =>
      keysOf(titlesTyped(titles.slice(0, mostTitles)), false).map((key) => ({ key, item_id: id })),
    );
    if (keys.length === 0) return;
    await this.db.query(
      `INSERT INTO suggestion_key (key, item_id)
       SELECT key, item_id FROM jsonb_to_recordset($1) AS row (key text, item_id bigint) JOIN item ON item.id = row.item_id`,
      [JSON.stringify(keys)],
    );
  }
}
