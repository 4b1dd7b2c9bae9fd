import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { type Locale, localize } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import type { ItemCard, MarkedRun } from '../../contract/reader.js';
import {
  coreField,
  endRanges,
  matchRanges,
  type Query,
  type Snippet,
  snippets,
  snippetsAt,
  wantedPhrases,
} from '../../contract/text/index.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import type { PageHits, SearchHit } from '../../platform/search/search.request.js';
import { spoken } from '../../contract/text/traditional.js';
import { AccessService } from '../access/access.service.js';
import { type FoundPage, type KeptCard, KeptCardService } from '../catalog/kept.card.service.js';
import { FieldViews } from '../catalog/field.views.js';
import { PublishedService } from '../catalog/published.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { bestLine, type FoundLine } from './best.line.js';
import type { HitCard } from './document.builder.js';
import { marked } from './marked.js';

export const pagesNamed = 4;
const summaryLength = 96;

export const pidOfHit = (hit: SearchHit): string => (hit.card as unknown as HitCard).pid;

/** What hits say of themselves, as far as it is at hand, and what is shown of their pages. */
export const textsOf = (hits: readonly SearchHit[], views: readonly HitView[]): string[] => [
  ...hits.flatMap(({ card }) => {
    const { texts, fields } = card as unknown as HitCard;
    const titles = Object.values(texts).flatMap(({ title }) => title?.parts.join('') ?? []);
    return [...titles, ...fields.map(([, text]) => text)];
  }),
  ...views.flatMap(({ card: { summary, pageHitTotal } }) => (summary && pageHitTotal ? summary.parts.join('') : [])),
];

/** An item whose card is wanted; one that no index has is drawn from its record, by its name. */
export interface KnownItem {
  id: number;
  pid?: string;
}

/** Only hits say why they matched. */
const whyFound = ['fields'] satisfies (keyof HitCard)[];

/** What a field is called, and whether it belongs to the text. */
interface FieldName {
  label: string;
  text: boolean;
}

/** A card, with how many of its family there are besides. */
export interface HitView {
  card: ItemCard;
  memberCounts: NonNullable<ItemCard['memberCounts']>;
}

/** Hits as readers see them: checked again in SQL, with what matched marked and the pages named. */
@Injectable()
export class HitViews {
  constructor(
    private readonly engine: SearchEngine,
    private readonly access: AccessService,
    private readonly published: PublishedService,
    private readonly keptCards: KeptCardService,
    private readonly schema: SchemaService,
    private readonly fields: FieldViews,
  ) {}

  async of(caller: Caller, query: Query, hits: readonly SearchHit[]): Promise<HitView[]> {
    if (hits.length === 0) return [];
    const words = wantedPhrases(query).length > 0;
    const { cards, seen } = await this.drawn(
      caller,
      hits,
      hits.flatMap(({ pages }) => pages?.pageIds ?? []),
    );
    const views = cards.map((card) => ({ card, memberCounts: seen.get(card.pid)?.memberCounts ?? [] }));
    if (!words) return views;
    const known = new Map(hits.map((hit) => [pidOfHit(hit), hit]));
    const labels = await this.fieldLabels(cards, caller);
    return views.map(({ card, memberCounts }) => {
      const hit = known.get(card.pid)!;
      const on = hit.pages && pagesOf(hit.pages, seen.get(card.pid)?.pages ?? [], query, caller.locale);
      const text = seen.get(card.pid)?.text ?? { read: false, found: false };
      const fields = (hit.card as unknown as HitCard).fields.filter(([id]) => text.found || !labels.get(id)?.text);
      return { card: this.mark(card, query, fields, labels, text.read, on, caller.locale), memberCounts };
    });
  }

  /** Cards of items that are known already, by their numbers: as the index has them, else drawn from their records. */
  async cardsOf(caller: Caller, items: readonly KnownItem[]): Promise<Map<number, ItemCard>> {
    const kept = await this.keptOf(items.map(({ id }) => id));
    const { drawn, outdated } = await this.keptCards.draw(caller, kept);
    const anew = [...outdated, ...items.flatMap(({ id, pid }) => (pid === undefined || kept.has(id) ? [] : [pid]))];
    const others = anew.length > 0 ? await this.published.cards(caller, anew) : [];
    const byPid = new Map([...drawn, ...others].map((card) => [card.pid, card]));
    return new Map(
      items.flatMap(({ id, pid = '' }) => {
        const card = byPid.get(kept.get(id)?.pid ?? pid);
        return card ? [[id, card] as const] : [];
      }),
    );
  }

  /** Searching may rest: then nothing is kept. */
  private async keptOf(ids: readonly number[]): Promise<ReadonlyMap<number, KeptCard>> {
    if (ids.length === 0) return new Map();
    try {
      return (await this.engine.cards(ids, whyFound)) as ReadonlyMap<number, unknown> as ReadonlyMap<number, KeptCard>;
    } catch (error) {
      if (error instanceof Problem && error.code === 'search.unavailable') return new Map();
      throw error;
    }
  }

  /** The index may be a second behind: what was withdrawn since is not shown. */
  private async drawn(caller: Caller, hits: readonly SearchHit[], found: readonly number[]) {
    const kept = new Map(hits.map(({ itemId, card }) => [itemId, card as unknown as HitCard]));
    const { drawn, outdated, seen } = await this.keptCards.draw(caller, kept, found);
    const anew = outdated.length > 0 ? await this.published.cards(caller, outdated) : [];
    const byPid = new Map([...drawn, ...anew].map((card) => [card.pid, card]));
    return { cards: [...kept.values()].flatMap(({ pid }) => byPid.get(pid) ?? []), seen };
  }

  private mark(
    card: ItemCard,
    query: Query,
    fields: HitCard['fields'],
    labels: ReadonlyMap<string, FieldName>,
    readsText: boolean,
    pages: Pages | undefined,
    locale: Locale,
  ): ItemCard {
    const title = card.title.parts.join('');
    // What the index holds as the title is the record's own.
    const own = card.originalTitle?.parts.join('') ?? title;
    const reasons = new Set<string>();
    const lines: FoundLine[] = [];
    const below = card.subtitle.map(({ text }) => text);
    let seen = false;
    const fieldNames = new Set([...labels.values()].map(({ label }) => label));
    const inFields = askedInFields(query);
    const found = fields.flatMap(([field, text, core, beside]) => {
      const names = [field, ...(core ? [core] : [])];
      const asked = beside ? inFields : query;
      // The title is marked where it stands; any other line that matched says more.
      if (text === own || text === title || matchRanges(text, asked, names).length === 0) return [];
      return [{ text, names, asked, common: core !== null && core !== undefined, name: labels.get(field) }];
    });
    const exactly = new Set(found.flatMap(({ text, common }) => (common ? [] : [text])));
    for (const { text, names, asked, common, name } of found) {
      // 相关地点 says nothing more where the collection's own 拍摄地点 has the same.
      if (name && !(common && exactly.has(text))) reasons.add(name.label);
      // What only names a field says nothing of the item; where more may be found than read, the words are not shown.
      if (fieldNames.has(text) || !(readsText || name?.text === false)) continue;
      // Nor is said again what stands in the line below the title.
      if (below.some((one) => one.includes(text))) seen = true;
      else lines.push({ text, names, query: asked, ...spoken(text, locale), ...(name ? { label: name.label } : {}) });
    }
    const marks = matchRanges(title, query, [coreField(card.originalTitle ? 'altTitle' : 'title')]);
    const excerpt = pages?.excerpt ?? bestLine(lines, query, seen || marks.length > 0, summaryLength);
    return {
      ...card,
      title: marked(title, marks, card.title.lang),
      ...(card.originalTitle
        ? { originalTitle: marked(own, matchRanges(own, query, [coreField('title')]), card.originalTitle.lang) }
        : {}),
      ...(excerpt ? { summary: speaking(excerpt, locale) } : {}),
      ...(reasons.size > 0 ? { reasons: [...reasons] } : {}),
      ...(pages ? { pageHits: pages.shown, pageHitTotal: pages.total } : {}),
    };
  }

  private async fieldLabels(cards: readonly ItemCard[], caller: Caller): Promise<Map<string, FieldName>> {
    const shown = new Set(cards.map(({ collection }) => collection.pid));
    const places = (await this.access.readable(caller)).filter(({ pid }) => shown.has(pid));
    const all = [...(await this.schema.inForce(places)).values()].flatMap(({ schema }) => schema.fields);
    return new Map(
      all.map((field): [string, FieldName] => [
        field.id,
        { label: localize(field.label, caller.locale), text: this.fields.isText(field) },
      ]),
    );
  }
}

/** Of a question what was asked in fields: all that finds what the search box passes over. */
const askedInFields = (query: Query): Query => ({
  kind: 'or',
  parts: wantedPhrases(query).filter(({ field }) => field !== undefined),
});

interface Pages {
  total: number;
  shown: NonNullable<ItemCard['pageHits']>;
  excerpt?: MarkedRun;
}

function pagesOf(hits: PageHits, found: readonly FoundPage[], query: Query, locale: Locale): Pages {
  const byId = new Map(found.map((page) => [page.id, page]));
  const rows = hits.pageIds.flatMap((id) => byId.get(id) ?? []);
  const pages: Pages = {
    total: hits.total,
    // Words that run on to the next page are one match here.
    shown: rows.map(({ pid, label, text }) => {
      const count = Math.max(1, matchRanges(text, query).length);
      return { pid, label, ...spoken(label, locale), count };
    }),
  };
  const readable = rows.find((row) => row.open);
  const [best] = readable ? onPage(readable.text, query) : [];
  return best ? { ...pages, excerpt: marked(best.text, best.ranges, spoken(best.text, locale).lang) } : pages;
}

/** With its language, where it does not say it itself. */
const speaking = (run: MarkedRun, locale: Locale): MarkedRun => ({
  ...run,
  ...(run.lang ? {} : spoken(run.parts.join(''), locale)),
});

/** Words that run on to the next page stand at the end of this one. */
function onPage(text: string, query: Query): Snippet[] {
  const found = snippets(text, query, { length: summaryLength, most: 1 });
  return found.length > 0 ? found : snippetsAt(text, endRanges(text, query), { length: summaryLength, most: 1 });
}
