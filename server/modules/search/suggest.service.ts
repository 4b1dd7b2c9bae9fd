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
import { mayBeMeant, partsOf } from './alike.sounds.js';
import { typedKey } from './facet.dictionary.js';
import { type SearchScope, SearchScopes } from './search.scope.js';
import { type SuggestedName, SuggestedRows } from './suggested.rows.js';

type Row = Answer<'GET /search/suggestions'>['rows'][number];

interface NameRow {
  entry: string;
  label: LocalizedText;
  /** What was typed is all of it, and not only its beginning. */
  whole: boolean;
}

/** What letters spell; not `whole` where they only begin it. */
export interface Spelled {
  texts: string[];
  whole: boolean;
}

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

/** The collections in which something is suggested. */
function idsWithin({ collection, library, collections, collectionIds }: SearchScope): number[] {
  if (collection) return [collection.id];
  return library ? collections.flatMap(({ id, libraryPid }) => (libraryPid === library.pid ? id : [])) : collectionIds;
}

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
    { q, library, collection, limit }: Input<'GET /search/suggestions'>['query'],
  ): Promise<Answer<'GET /search/suggestions'>> {
    const typed = typedKey(q);
    if (typed === '' || (typed.length < shortestSpelled && /^[\x20-\x7e]$/.test(typed))) return { rows: [] };
    const scope = await this.scopes.of(caller, {
      ...(library ? { library } : {}),
      ...(collection ? { collection } : {}),
    });
    const collections = idsWithin(scope);
    const [names, titles] = await Promise.all([
      this.names(typed, caller, collections, limit),
      this.titles(typed, caller, collections, limit),
    ]);
    const half = Math.ceil(limit / 2);
    const kept = names.slice(0, Math.max(half, limit - titles.length));
    const rows = await this.rows.of(kept, typed, scope, caller);
    const shown = titles.slice(0, limit - kept.length).map(({ whole: _, ...row }) => row);
    return { rows: [...rows, ...shown] };
  }

  /**
   * What letters spell, in Chinese: whole names and titles, then what begins so. A name may stand only in what this reader
   * does not come across: whoever looks for it finds nothing by it, and does not tell of it.
   */
  async spelled(caller: Caller, letters: string, collections: number[], limit: number): Promise<Spelled[]> {
    const typed = typedKey(letters);
    // A few letters begin half of everything.
    return this.spelling(typed, caller, collections, limit, typed.length < shortestAlike);
  }

  /** Those that are the whole of it, then those that begin so; no list is empty. */
  private async spelling(
    key: string,
    caller: Caller,
    collections: number[],
    limit: number,
    wholeOnly: boolean,
  ): Promise<Spelled[]> {
    const names = await this.nameRows(key, limit, wholeOnly);
    const titles = await this.titles(key, caller, collections, limit, wholeOnly);
    const lists = [true, false].map((whole) => {
      const titled = titles.filter((row) => row.whole === whole).map(({ text }) => text);
      const named = names.filter((row) => row.whole === whole).map(({ label }) => localize(label, 'zh-CN'));
      const room = Math.max(Math.ceil(limit / 2), limit - titled.length);
      return { texts: [...new Set([...named.slice(0, room), ...titled])].slice(0, limit), whole };
    });
    return lists.filter(({ texts }) => texts.length > 0);
  }

  /** Whole names and titles by the first of these keys that is one. */
  async called(caller: Caller, keys: readonly string[], collections: number[], limit: number): Promise<string[]> {
    for (const key of keys.length > 1 ? await this.known(keys) : keys) {
      const [whole] = await this.spelling(key, caller, collections, limit, true);
      if (whole) return whole.texts;
    }
    return [];
  }

  /** The longest name or title that what was typed begins with, where it is most of it: 蘭亭 of lantingxu. */
  async begun(caller: Caller, letters: string, collections: number[], limit: number): Promise<string[]> {
    const typed = typedKey(letters);
    const shortest = Math.max(shortestAlike, Math.ceil(typed.length * mostOfIt));
    const begins = Array.from({ length: Math.max(0, typed.length - shortest) }, (_, at) =>
      typed.slice(0, shortest + at),
    );
    const [longest] = await this.known(begins);
    return longest === undefined ? [] : this.called(caller, [longest], collections, limit);
  }

  /** Those of these keys that are somebody’s or something’s, the longest first. */
  async known(keys: readonly string[]): Promise<string[]> {
    if (keys.length === 0) return [];
    const rows = await this.db.query<{ key: string }>(
      keptPlan(
        `SELECT DISTINCT key, length(key) AS long FROM suggestion_key WHERE key = ANY ($1::text[]) ORDER BY long DESC, key`,
      ),
      [keys],
    );
    return rows.map(({ key }) => key);
  }

  /** Of a short word that is nowhere its parts that are a whole name by themselves, in their order. */
  async partsKnown(text: string): Promise<string[][]> {
    const parts = partsOf(text);
    const known = new Set(await this.known([...new Set(parts.map(typedKey))]));
    return parts.filter((part) => known.has(typedKey(part))).map((part) => [part]);
  }

  /**
   * What sounds like something that was not found: 錢唐 or qiantang for 錢塘. Names first, then titles; where there is none,
   * what it sounds like at its beginning, 蘭亭 of 兰停序. Each is to be tried.
   */
  async alike(caller: Caller, text: string, collections: number[], limit: number): Promise<string[]> {
    const [spelled = ''] = typingKeys(text);
    if (spelled.length < shortestAlike) return [];
    const names = await this.nameRows(spelled, limit * spare);
    const titles = await this.titles(spelled, caller, collections, limit * spare);
    const texts = [
      ...names.map(({ label }) => localize(label, caller.locale)),
      ...titles.map((row) => row.text),
    ].filter((one) => mayBeMeant(text, one));
    const found = texts.length > 0 ? texts : await this.begun(caller, spelled, collections, limit);
    return [...new Set(found)].filter((one) => fold(one) !== fold(text)).slice(0, limit);
  }

  /** Names are counted for this reader: one that stands only in closed records is not given away. */
  private async names(typed: string, caller: Caller, collections: number[], limit: number): Promise<SuggestedName[]> {
    const rows = await this.nameRows(typed, limit * spare);
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

  private nameRows(typed: string, limit: number, wholeOnly = false): Promise<NameRow[]> {
    return this.db.query<NameRow>(
      keptPlan(`SELECT f.entry, f.label, k.whole FROM facet_value f
       JOIN (SELECT facet_id, min(length(key)) AS closeness, bool_or(key < $4) AS whole FROM suggestion_key
             WHERE key >= $1 AND key < $2 AND facet_id IS NOT NULL GROUP BY facet_id) k ON k.facet_id = f.id
       ORDER BY k.closeness, f.sort_pinyin, f.id LIMIT $3`),
      [typed, endOf(typed, wholeOnly), limit, endOf(typed, true)],
    );
  }

  private async titles(
    typed: string,
    caller: Caller,
    collections: number[],
    limit: number,
    wholeOnly = false,
  ): Promise<(Row & { whole: boolean })[]> {
    const rows = await this.db.query<{ pid: string; title: string; whole: boolean }>(
      // Only of those that are shown is the title fetched.
      keptPlan(`SELECT near.pid, near.whole, r.title FROM (
           SELECT i.id, i.pid, i.published_revision, k.closeness, k.whole FROM
             (SELECT item_id, min(length(key)) AS closeness, bool_or(key < $6) AS whole FROM suggestion_key
              WHERE key >= $1 AND key < $2 AND item_id IS NOT NULL GROUP BY item_id ORDER BY closeness, item_id LIMIT ${nearest}) k
           JOIN item i ON i.id = k.item_id
           WHERE ${visibleItem(readerIn('$3', '$4'), 'i')} ORDER BY k.closeness, i.id LIMIT $5) near
       JOIN item_revision r ON r.item_id = near.id AND r.number = near.published_revision
       ORDER BY near.closeness, near.id`),
      [typed, endOf(typed, wholeOnly), caller.labels, collections, limit, endOf(typed, true)],
    );
    return rows.map(({ pid, title, whole }) => ({
      kind: 'title',
      text: title,
      ...spoken(title, caller.locale),
      href: `/i/${pid}`,
      whole,
    }));
  }
}
