import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { FieldDefinition } from '../../contract/collection.js';
import { localize } from '../../contract/localized.js';
import type { ItemCard, MarkedRun } from '../../contract/reader.js';
import {
  coreField,
  matchRanges,
  type Query,
  snippets,
  type TextRange,
  wantedPhrases,
} from '../../contract/text/index.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import type { PageHits, SearchHit } from '../../platform/search/search.request.js';
import { AccessService } from '../access/access.service.js';
import { openPart, readerIn } from '../access/visible.sql.js';
import { PublishedService } from '../catalog/published.service.js';
import type { HitCard } from './document.builder.js';

const pagesNamed = 4;
const summaryLength = 96;

interface PageRow {
  page_id: number;
  item_id: number;
  pid: string;
  label: string;
  text: string;
  /** This reader may read it. */
  open: boolean;
}

/** Text cut at its marks: even parts are plain, odd ones matched. */
export function marked(text: string, ranges: readonly TextRange[], lang?: string): MarkedRun {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    parts.push(text.slice(at, start), text.slice(start, end));
    at = end;
  }
  return { parts: [...parts, text.slice(at)], ...(lang ? { lang } : {}) };
}

/** Hits as readers see them: checked again in SQL, with what matched marked and the pages named. */
@Injectable()
export class HitViews {
  constructor(
    private readonly db: Database,
    private readonly engine: SearchEngine,
    private readonly access: AccessService,
    private readonly published: PublishedService,
  ) {}

  async of(caller: Caller, query: Query, hits: readonly SearchHit[]): Promise<ItemCard[]> {
    if (hits.length === 0) return [];
    const known = new Map(hits.map((hit) => [(hit.card as unknown as HitCard).pid, hit]));
    // The index may be a second behind: what was withdrawn since is not shown.
    const cards = await this.published.cards(caller, [...known.keys()]);
    if (wantedPhrases(query).length === 0) return cards;
    const pages = await this.pages(
      caller,
      query,
      hits.map(({ itemId }) => itemId),
    );
    const labels = await this.fieldLabels(hits, caller);
    return cards.map((card) => {
      const hit = known.get(card.pid) as SearchHit;
      return this.mark(card, query, (hit.card as unknown as HitCard).fields, labels, pages.get(hit.itemId));
    });
  }

  private mark(
    card: ItemCard,
    query: Query,
    fields: HitCard['fields'],
    labels: ReadonlyMap<string, string>,
    pages: Pages | undefined,
  ): ItemCard {
    const title = card.title.parts.join('');
    const reasons = new Set<string>();
    let summary: MarkedRun | undefined;
    for (const [field, text, core] of fields) {
      const names = [field, ...(core ? [core] : [])];
      // The title is marked where it stands; any other line that matched says more.
      if (text === title || matchRanges(text, query, names).length === 0) continue;
      const label = labels.get(field);
      if (label) reasons.add(label);
      if (!summary) {
        const [best] = snippets(text, query, { length: summaryLength, most: 1, names });
        if (best) summary = marked(best.text, best.ranges);
      }
    }
    const excerpt = pages?.excerpt;
    return {
      ...card,
      title: marked(title, matchRanges(title, query, [coreField('title')]), card.title.lang),
      ...((excerpt ?? summary) ? { summary: excerpt ?? summary } : {}),
      ...(reasons.size > 0 ? { reasons: [...reasons] } : {}),
      ...(pages ? { pageHits: pages.shown, pageHitTotal: pages.total } : {}),
    };
  }

  private async pages(caller: Caller, query: Query, itemIds: number[]): Promise<Map<number, Pages>> {
    const found = await this.engine.pageHits({ query, labels: caller.labels, itemIds, most: pagesNamed });
    const rows = await this.db.query<PageRow>(
      keptPlan(`SELECT p.page_id, p.item_id, p.pid, p.label, t.text, ${openPart(readerIn('$2', '$3'), 'text', 'i', 'p')} AS open
       FROM page_published p JOIN page_text t ON t.id = p.text_id JOIN item i ON i.id = p.item_id WHERE p.page_id = ANY ($1)`),
      [found.flatMap(({ pageIds }) => pageIds), caller.labels, await this.access.readableCollections(caller)],
    );
    const byId = new Map(rows.map((row) => [row.page_id, row]));
    return new Map(found.map((hits) => [hits.itemId, pagesOf(hits, byId, query)]));
  }

  private async fieldLabels(hits: readonly SearchHit[], caller: Caller): Promise<Map<string, string>> {
    const ids = [...new Set(hits.flatMap((hit) => (hit.card as unknown as HitCard).fields.map(([field]) => field)))];
    const rows = await this.db.query<{ id: string; label: FieldDefinition['label'] }>(
      keptPlan(`SELECT one ->> 'id' AS id, one -> 'label' AS label FROM field f
       JOIN collection c ON c.id = f.collection_id
       JOIN collection_config d ON d.collection_id = c.id AND d.part = 'schema' AND d.version = c.schema_version,
         jsonb_array_elements(d.document -> 'fields') AS one
       WHERE f.id = ANY ($1) AND one ->> 'id' = f.id`),
      [ids],
    );
    return new Map(rows.map(({ id, label }) => [id, localize(label, caller.locale)]));
  }
}

interface Pages {
  total: number;
  shown: NonNullable<ItemCard['pageHits']>;
  excerpt?: MarkedRun;
}

function pagesOf(hits: PageHits, byId: ReadonlyMap<number, PageRow>, query: Query): Pages {
  const rows = hits.pageIds.flatMap((id) => byId.get(id) ?? []);
  const pages: Pages = {
    total: hits.total,
    // Words that run on to the next page are one match here.
    shown: rows.map(({ pid, label, text }) => ({ pid, label, count: Math.max(1, matchRanges(text, query).length) })),
  };
  const readable = rows.find((row) => row.open);
  const [best] = readable ? snippets(readable.text, query, { length: summaryLength, most: 1 }) : [];
  return best ? { ...pages, excerpt: marked(best.text, best.ranges) } : pages;
}
