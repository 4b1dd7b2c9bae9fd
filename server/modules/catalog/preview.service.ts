import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { shownFields } from '../../contract/condition.js';
import { groupBy } from '../../contract/group-by.js';
import { type Locale, localize } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { sortKey } from '../../contract/text/index.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { AuthorityService } from '../authority/authority.service.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { FieldViews, yearOfDay } from './field.views.js';
import { sampleSeed, sampleSize } from './impact.service.js';

type Preview = Answer<'POST /collections/:collection/preview'>;
type Body = Input<'POST /collections/:collection/preview'>['body'];

interface Head {
  pid: string;
  title: string;
  cover: string | null;
  values: Values;
}

const mostChoices = 40;

/** A configuration that is still being designed, shown on real records as readers would see them. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly fields: FieldViews,
    private readonly plugins: PluginHost,
    private readonly authorities: AuthorityService,
  ) {}

  async preview(pid: string, body: Body): Promise<Preview> {
    const row = await this.schema.byPid(pid);
    const config = this.drawable(body);
    const { locale } = body;
    const total = await this.db.one<{ count: number }>(
      `SELECT count(*) AS count FROM item WHERE collection_id = $1 AND state <> 'removed'`,
      [row.id],
    );
    const sample = await this.heads(row, sampleSize);
    const chosen = body.item ? await this.chosen(row, body.item) : sample[0];
    const values = chosen ? await this.valueRules.resolve(config, chosen.values, { libraryId: row.libraryId }) : {};
    const title = chosen ? this.valueRules.titleOf(config, values) || chosen.title : '';
    return {
      item: chosen ? { pid: chosen.pid, title, cover: chosen.cover } : null,
      values: chosen?.values ?? {},
      card: this.card(config, values, title, locale),
      groups: this.fields.groups(config, values, locale, row.pid).map(({ key, label, fields }) => ({
        key,
        label,
        fields: fields.map((field) => ({
          id: field.id,
          label: field.label,
          values: field.values.map((value) => value.text),
        })),
      })),
      facets: await this.facets(config, row, sample, locale),
      sample: { size: sample.length, of: total!.count, seed: sampleSeed },
      choices: sample.slice(0, mostChoices).map((one) => ({ pid: one.pid, title: one.title })),
    };
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

  private card(config: CollectionConfig, values: Values, title: string, locale: Locale): Preview['card'] {
    const { subtitle, summary } = config.presentation.card;
    const runs = (ids: string[]) => this.fields.runs(config, ids, values, locale).map((run) => run.text);
    const abstract = this.fields.texts(config, 'abstract', values, locale).find((view) => !view.blank)?.text;
    return {
      title,
      subtitle: runs(subtitle),
      summary: ((summary ? runs([summary])[0] : undefined) ?? abstract ?? '').slice(0, 200),
    };
  }

  private async facets(
    config: CollectionConfig,
    row: CollectionRow,
    sample: Head[],
    locale: Locale,
  ): Promise<Preview['facets']> {
    // Names as they were when each was saved: good enough to count by, and five hundred look-ups fewer.
    const records = sample.map((one) => one.values);
    const vocabularies = await this.authorities.vocabularies(
      config.schema.fields.flatMap((field) => field.vocabulary ?? []),
      row.libraryId,
    );
    return config.presentation.facets.flatMap((facet) => {
      const field = config.schema.fields.find((one) => one.id === facet.field && !one.removed && !one.internal);
      if (!field) return [];
      const labels = new Map<string, string>();
      const keys = records.flatMap((values) => {
        if (!shownFields(config.schema.fields, values).includes(field)) return [];
        const entries = facet.kind === 'years' ? this.years(field, values, locale) : this.terms(field, values);
        for (const { key, label } of entries) labels.set(key, label);
        return [...new Set(entries.map((entry) => entry.key))];
      });
      const counted = [...groupBy(keys, (key) => key)].map(([key, all]) => ({ key, count: all.length }));
      const terms = facet.sort === 'vocabulary' ? vocabularies.get(field.vocabulary ?? '') : undefined;
      const place = (key: string): number => terms?.get(key)?.ord ?? Number.MAX_SAFE_INTEGER;
      const named = (one: { key: string }): string => labels.get(one.key)!;
      if (facet.kind === 'years') counted.sort((a, b) => Number(a.key) - Number(b.key));
      else if (terms) counted.sort((a, b) => place(a.key) - place(b.key));
      else if (facet.sort === 'pinyin' || facet.sort === 'strokes') {
        const order = facet.sort === 'pinyin' ? 'pinyin' : 'stroke';
        const keys = new Map(counted.map((one) => [one.key, sortKey(named(one), order)]));
        counted.sort((a, b) => (keys.get(a.key)! < keys.get(b.key)! ? -1 : 1));
      } else counted.sort((a, b) => b.count - a.count || named(a).localeCompare(named(b), 'zh-CN'));
      return [
        {
          field: field.id,
          label: localize(field.label, locale),
          kind: facet.kind,
          values: counted.slice(0, facet.limit).map(({ key, count }) => ({ label: labels.get(key)!, count })),
          more: Math.max(0, counted.length - facet.limit),
        },
      ];
    });
  }

  private terms(field: FieldDefinition, values: Values): { key: string; label: string }[] {
    return (values[field.id] ?? []).flatMap(
      (stored) => this.valueRules.indexOf(field, stored).facets?.slice(0, 1) ?? [],
    );
  }

  private years(field: FieldDefinition, values: Values, locale: Locale): { key: string; label: string }[] {
    return (values[field.id] ?? []).flatMap((stored) => {
      const { days, years } = this.valueRules.indexOf(field, stored);
      if (!days) return [];
      const century = Math.floor((years?.[0] ?? yearOfDay(days[0])) / 100) * 100;
      return [{ key: String(century), label: `${spoken(century, locale)}–${spoken(century + 99, locale)}` }];
    });
  }

  private heads(row: CollectionRow, limit: number): Promise<Head[]> {
    return this.db.query<Head>(
      `${select} WHERE item.collection_id = $1 AND item.state <> 'removed'
        ORDER BY hashtextextended(item.pid, $2), item.id LIMIT $3`,
      [row.id, sampleSeed, limit],
    );
  }

  private async chosen(row: CollectionRow, pid: string): Promise<Head> {
    const found = await this.db.one<Head>(`${select} WHERE item.collection_id = $1 AND item.pid = $2`, [row.id, pid]);
    if (!found) throw new Problem('item.not-found');
    return found;
  }
}

/** Astronomical years as people say them: 0 is the first before the era. */
function spoken(year: number, locale: Locale): string {
  if (year > 0) return String(year);
  return locale === 'en' ? `${1 - year} BCE` : `前${1 - year}`;
}

const select = `
  SELECT item.pid, item.title, head."values",
    coalesce((SELECT pid FROM page WHERE page.id = item.cover_page_id AND page.removed_at IS NULL),
      (SELECT pid FROM page WHERE page.item_id = item.id AND page.removed_at IS NULL ORDER BY ord LIMIT 1)) AS cover
  FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision`;
