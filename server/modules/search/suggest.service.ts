import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { fold, typingKeys } from '../../contract/text/index.js';
import { spoken } from '../../contract/text/traditional.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { splitEntry } from '../../platform/search/search.document.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import { readerIn, visibleItem } from '../access/visible.sql.js';
import { typedKey } from './facet.dictionary.js';
import { SearchScopes } from './search.scope.js';
import { type SuggestedName, SuggestedRows } from './suggested.rows.js';

type Row = Answer<'GET /search/suggestions'>['rows'][number];

/** Titles that are as near are taken in the order in which they came, so that the same are offered each time. */
const nearest = 500;
/** Looked at for each that is shown: some turn out to have nothing behind them for this reader. */
const spare = 5;
/** One letter of pinyin begins half the dictionary. */
const shortestSpelled = 2;
/** Two syllables at the least, as letters. */
const shortestAlike = 4;
const mostOfIt = 0.6;

/** Keys from what was typed up to here begin with it, or are it. */
const endOf = (typed: string, whole: boolean): string => `${typed}${whole ? '\u0001' : '\u{10FFFF}'}`;

/** What may be meant by what has been typed so far, by characters of either script, pinyin or initials. */
@Injectable()
export class SuggestService {
  constructor(
    private readonly db: Database,
    private readonly engine: SearchEngine,
    private readonly scopes: SearchScopes,
    private readonly rows: SuggestedRows,
  ) {}

  async suggest(
    caller: Caller,
    { q, collection, limit }: Input<'GET /search/suggestions'>['query'],
  ): Promise<Answer<'GET /search/suggestions'>> {
    const typed = typedKey(q);
    if (typed === '' || (typed.length < shortestSpelled && /^[\x20-\x7e]$/.test(typed))) return { rows: [] };
    const scope = await this.scopes.of(caller, { ...(collection ? { collection } : {}) });
    const collections = scope.collection ? [scope.collection.id] : scope.collectionIds;
    const [names, titles] = await Promise.all([
      this.names(typed, caller, collections, limit),
      this.titles(typed, caller, collections, limit),
    ]);
    const half = Math.ceil(limit / 2);
    const kept = names.slice(0, Math.max(half, limit - titles.length));
    const rows = await this.rows.of(kept, typed, scope, caller);
    return { rows: [...rows, ...titles.slice(0, limit - kept.length)] };
  }

  /** What letters spell, in Chinese: whole names and titles, else what begins so, else what they begin with. */
  async spelled(caller: Caller, letters: string, collections: number[], limit: number): Promise<string[]> {
    const typed = typedKey(letters);
    const texts = async (key: string, whole: boolean): Promise<string[]> => {
      const names = await this.names(key, caller, collections, limit, whole);
      const titles = await this.titles(key, caller, collections, limit, whole);
      const found = [...names.map(({ label }) => localize(label, 'zh-CN')), ...titles.map(({ text }) => text)];
      return [...new Set(found)].slice(0, limit);
    };
    const known = await texts(typed, true);
    // A few letters begin half of everything.
    if (known.length > 0 || typed.length < shortestAlike) return known;
    const longer = await texts(typed, false);
    if (longer.length > 0) return longer;
    const begun = await this.longestBegun(typed);
    return begun === undefined ? [] : texts(begun, true);
  }

  /** The longest name or title that what was typed begins with, where it is most of it: 蘭亭 of lantingxu. */
  private async longestBegun(typed: string): Promise<string | undefined> {
    const shortest = Math.max(shortestAlike, Math.ceil(typed.length * mostOfIt));
    const begins = Array.from({ length: Math.max(0, typed.length - shortest) }, (_, at) =>
      typed.slice(0, shortest + at),
    );
    if (begins.length === 0) return undefined;
    const row = await this.db.one<{ key: string }>(
      keptPlan(`SELECT key FROM suggestion_key WHERE key = ANY ($1::text[]) ORDER BY length(key) DESC LIMIT 1`),
      [begins],
    );
    return row?.key;
  }

  /** What sounds like something that was not found: 錢唐 or qiantang for 錢塘. Names first, then titles. */
  async alike(caller: Caller, text: string, collections: number[], limit: number): Promise<string[]> {
    const [spelled = ''] = typingKeys(text);
    if (spelled.length < shortestAlike) return [];
    const names = await this.names(spelled, caller, collections, limit);
    const titles = await this.titles(spelled, caller, collections, limit);
    const texts = [...names.map(({ label }) => localize(label, caller.locale)), ...titles.map((row) => row.text)];
    return [...new Set(texts)].filter((one) => fold(one) !== fold(text)).slice(0, limit);
  }

  /** Names are counted for this reader: one that stands only in closed records is not given away. */
  private async names(
    typed: string,
    caller: Caller,
    collections: number[],
    limit: number,
    whole = false,
  ): Promise<SuggestedName[]> {
    const rows = await this.db.query<{ entry: string; label: LocalizedText }>(
      keptPlan(`SELECT f.entry, f.label FROM facet_value f
       JOIN (SELECT facet_id, min(length(key)) AS closeness FROM suggestion_key
             WHERE key >= $1 AND key < $2 AND facet_id IS NOT NULL GROUP BY facet_id) k ON k.facet_id = f.id
       ORDER BY k.closeness, f.sort_pinyin, f.id LIMIT $3`),
      [typed, endOf(typed, whole), limit * spare],
    );
    // Counting goes over all items.
    if (rows.length === 0) return [];
    const counts = await this.engine.countEntries(
      { labels: caller.labels, collections },
      rows.map(({ entry }) => entry),
    );
    return rows.flatMap(({ entry, label }) => {
      const count = counts.get(entry);
      return count ? [{ ...splitEntry(entry), label, count }] : [];
    });
  }

  private async titles(
    typed: string,
    caller: Caller,
    collections: number[],
    limit: number,
    whole = false,
  ): Promise<Row[]> {
    const rows = await this.db.query<{ pid: string; title: string }>(
      // Only of those that are shown is the title fetched.
      keptPlan(`SELECT near.pid, r.title FROM (
           SELECT i.id, i.pid, i.published_revision, k.closeness FROM
             (SELECT item_id, min(length(key)) AS closeness FROM suggestion_key
              WHERE key >= $1 AND key < $2 AND item_id IS NOT NULL GROUP BY item_id ORDER BY closeness, item_id LIMIT ${nearest}) k
           JOIN item i ON i.id = k.item_id
           WHERE ${visibleItem(readerIn('$3', '$4'), 'i')} ORDER BY k.closeness, i.id LIMIT $5) near
       JOIN item_revision r ON r.item_id = near.id AND r.number = near.published_revision
       ORDER BY near.closeness, near.id`),
      [typed, endOf(typed, whole), caller.labels, collections, limit],
    );
    return rows.map(({ pid, title }) => ({
      kind: 'title',
      text: title,
      ...spoken(title, caller.locale),
      href: `/i/${pid}`,
    }));
  }
}
