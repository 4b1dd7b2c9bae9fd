import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { type Locale, localize, type LocalizedText } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import type { FacetView, ImageView } from '../../contract/reader.js';
import type { Json, Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { DraftService } from '../catalog/draft.service.js';
import { FieldViews } from '../catalog/field.views.js';
import { sampleSeed, sampleSize } from '../catalog/impact.service.js';
import { ItemRepository } from '../catalog/item.repository.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ownFacets } from './facet.views.js';
import { SampleFacets } from './sample.facets.js';
import { SearchService } from './search.service.js';

type Preview = Answer<'POST /collections/:collection/preview'>;
type Body = Input<'POST /collections/:collection/preview'>['body'];
type Counted = Pick<Preview, 'facets' | 'sample'>;

interface Head {
  pid: string;
  title: string;
  values: Values;
  library: { pid: string; slug: string; name: LocalizedText };
  pages: number;
  cover: { file: string; handler: string | null; technical: Record<string, Json> | null } | null;
}

const mostChoices = 40;

/** A configuration that is still being designed, shown on real records in the shapes of the reader's own pages. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly fields: FieldViews,
    private readonly plugins: PluginHost,
    private readonly search: SearchService,
    private readonly sampled: SampleFacets,
    private readonly items: ItemRepository,
    private readonly drafts: DraftService,
  ) {}

  async preview(caller: Caller, pid: string, body: Body): Promise<Preview> {
    const row = await this.schema.byPid(pid);
    const config = this.drawable(body);
    const choices = await this.choices(row);
    const head = await this.head(row, body.item ?? choices[0]?.pid);
    return {
      ...(await this.drawn(row, config, head, body.locale)),
      ...(await this.counted({ ...caller, locale: body.locale }, row, config, body.facets)),
      choices,
    };
  }

  /** One record by the configuration in force, as whoever asks has typed it. */
  async ofItem(caller: Caller, pid: string, locale: Locale): Promise<Answer<'GET /items/:item/preview'>> {
    const item = await this.items.byPid(pid);
    const [row, config, { draft }] = await Promise.all([
      this.schema.byId(item.collection_id),
      this.schema.configOf(item.collection_id),
      this.drafts.own(item.id, caller),
    ]);
    const head = await this.head(row, pid);
    const { card, page } = await this.drawn(row, config, head && { ...head, ...(draft ?? {}) }, locale);
    return { card, page, typed: draft !== null };
  }

  /** Fields whose type or options are not right yet are left out, so that the rest can be seen meanwhile. */
  private drawable({ schema, presentation }: Body): CollectionConfig {
    const right = (field: FieldDefinition): boolean => {
      const type = this.plugins.fieldTypes.get(field.type);
      return type !== undefined && type.options.safeParse({ ...field.options, vocabulary: field.vocabulary }).success;
    };
    return {
      schema: { ...schema, fields: schema.fields.filter((field) => right(field)) },
      presentation,
      schemaVersion: 0,
      presentationVersion: 0,
    };
  }

  private async drawn(
    row: CollectionRow,
    config: CollectionConfig,
    head: Head | undefined,
    locale: Body['locale'],
  ): Promise<Pick<Preview, 'item' | 'values' | 'card' | 'page'>> {
    if (!head) return { item: null, values: {}, card: null, page: null };
    const values = await this.valueRules.resolve(config, head.values, { libraryId: row.libraryId });
    const title = this.valueRules.forms.titleOf(config, values) || head.title;
    const { library } = head;
    return {
      item: { pid: head.pid, title },
      values: head.values,
      card: {
        pid: head.pid,
        ...this.fields.card(config, values, title, locale),
        library: { ...library, name: localize(library.name, locale) },
        collection: { pid: row.pid, slug: row.slug, name: localize(row.name, locale), kind: row.kind },
        image: head.cover && imageOf(head.cover),
        media: head.cover?.handler ?? null,
        pageCount: head.pages,
        restricted: null,
      },
      page: this.fields.page(config, values, title, locale, row.pid),
    };
  }

  /**
   * What is in force already is counted as readers count it, by the index. What is new no index knows: it is counted
   * over a sample, or over all records where they are few.
   */
  private async counted(
    caller: Caller,
    row: CollectionRow,
    config: CollectionConfig,
    wanted: boolean,
  ): Promise<Counted> {
    const of = await this.total(row);
    const plans = ownFacets(config, caller.locale);
    const none = { facets: [], items: 0 };
    if (!wanted || plans.length === 0) {
      return { facets: [], sample: { size: 0, of, seed: sampleSeed, indexed: none } };
    }
    const known = of > sampleSize ? await this.inForce(row, config) : new Set<string>();
    const indexed = await this.fromIndex(
      caller,
      row,
      plans.filter(({ field }) => known.has(field.id)),
    );
    const left = plans.filter(({ key }) => !indexed.facets.some((facet) => facet.key === key));
    const asked = config.schema.fields.flatMap(({ shownWhen }) => shownWhen?.field ?? []);
    const records = await this.sample(row, left.length > 0 ? [...left.map(({ field }) => field.id), ...asked] : []);
    const counted = await this.sampled.of(config.schema, left, records, row.libraryId, caller.locale);
    const all = [...indexed.facets, ...counted];
    return {
      facets: plans.flatMap(({ key }) => all.find((facet) => facet.key === key) ?? []),
      sample: {
        size: records.length,
        of,
        seed: sampleSeed,
        indexed: { facets: indexed.facets.map(({ key }) => key), items: indexed.total },
      },
    };
  }

  /** Fields of facets that readers have today, unchanged in what is counted. */
  private async inForce(row: CollectionRow, config: CollectionConfig): Promise<Set<string>> {
    const live = await this.schema.configOf(row.id);
    const same = config.presentation.facets.filter(({ field: id, kind }) => {
      const [now, then] = [config, live].map(({ schema }) => schema.fields.find((field) => field.id === id));
      const was = live.presentation.facets.some((facet) => facet.field === id && facet.kind === kind);
      return was && now?.type === then?.type && now?.vocabulary === then?.vocabulary;
    });
    return new Set(same.map(({ field }) => field));
  }

  private async fromIndex(
    caller: Caller,
    row: CollectionRow,
    plans: ReturnType<typeof ownFacets>,
  ): Promise<{ total: number; facets: FacetView[] }> {
    const nothing = { total: 0, facets: [] };
    if (plans.length === 0) return nothing;
    try {
      return await this.search.countsIn(caller, row.pid, plans);
    } catch (error) {
      // A closed collection is in no reader's scope, and an engine may be down: then the sample speaks.
      if (error instanceof Problem) return nothing;
      throw error;
    }
  }

  private async total(row: CollectionRow): Promise<number> {
    const found = await this.db.one<{ count: number }>(
      `SELECT count(*) AS count FROM item WHERE collection_id = $1 AND state <> 'removed'`,
      [row.id],
    );
    return found!.count;
  }

  private choices(row: CollectionRow): Promise<Preview['choices']> {
    return this.db.query(`SELECT pid, title FROM item WHERE id IN (${drawn}) ORDER BY ${order}`, [
      row.id,
      sampleSeed,
      mostChoices,
    ]);
  }

  /** Of each record only what is counted: a record with its whole transcription is a hundred times as much. */
  private async sample(row: CollectionRow, fields: string[]): Promise<Values[]> {
    if (fields.length === 0) return [];
    const rows = await this.db.query<{ values: Values }>(
      `SELECT coalesce((SELECT jsonb_object_agg(one, head."values" -> one) FROM unnest($4::text[]) AS one
                         WHERE head."values" ? one), '{}') AS "values"
         FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
        WHERE item.id IN (${drawn})`,
      [row.id, sampleSeed, sampleSize, fields],
    );
    return rows.map(({ values }) => values);
  }

  private async head(row: CollectionRow, pid: string | undefined): Promise<Head | undefined> {
    if (pid === undefined) return undefined;
    const found = await this.db.one<Head>(
      `SELECT item.pid, item.title, head."values",
         (SELECT jsonb_build_object('pid', l.pid, 'slug', l.slug, 'name', l.name) FROM library l WHERE l.id = item.library_id) AS library,
         (SELECT count(*) FROM page WHERE page.item_id = item.id AND page.removed_at IS NULL) AS pages,
         (SELECT jsonb_build_object('file', file.pid, 'handler', file.handler, 'technical', file.technical)
            FROM page JOIN file ON file.id = page.file_id AND file.state = 'ready'
           WHERE page.item_id = item.id AND page.removed_at IS NULL
           ORDER BY page.id IS NOT DISTINCT FROM item.cover_page_id DESC, page.ord LIMIT 1) AS cover
       FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
      WHERE item.collection_id = $1 AND item.pid = $2`,
      [row.id, pid],
    );
    if (!found) throw new Problem('item.not-found');
    return found;
  }
}

const order = `hashtextextended(pid, $2), id`;
const drawn = `SELECT id FROM item WHERE collection_id = $1 AND state <> 'removed' ORDER BY ${order} LIMIT $3`;

/** The file's own small picture: staff see what readers do not see yet. */
function imageOf({ file, technical }: NonNullable<Head['cover']>): ImageView {
  const number = (key: string): number => (typeof technical?.[key] === 'number' ? technical[key] : 0);
  const preview = technical?.['preview'];
  return {
    service: null,
    thumbnail: `/f/${file}/thumbnail`,
    width: number('width'),
    height: number('height'),
    ...(typeof preview === 'string' ? { preview } : {}),
  };
}
