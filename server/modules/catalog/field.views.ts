import { Injectable } from '@nestjs/common';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { shownFields } from '../../contract/condition.js';
import { coreFacets, type CoreKey } from '../../contract/field.roles.js';
import { licenceUri } from '../../contract/licences.js';
import { type Locale, localize } from '../../contract/localized.js';
import type { ValuePart } from '../../contract/plugin.js';
import type {
  CitationSource,
  FieldGroupView,
  FieldView,
  ItemCard,
  ItemView,
  Run,
  ValueView,
} from '../../contract/reader.js';
import { langOf, spoken } from '../../contract/text/traditional.js';
import type { Json, StoredValue, Values } from '../../contract/values.js';
import { ValueService } from '../schema/value.service.js';
import { saysMore } from './as.written.js';
import { citationSource } from './citation.source.js';
import { type Titles, titlesOf } from './record.titles.js';
import { eachOnce, saidOnce } from './said.once.js';
import { schemaOrgOf } from './schema.org.js';

const cardAbstract = 300;

const run = ({ text, lang }: Run): Run => ({ text, ...(lang ? { lang } : {}) });
/** With the language of its characters, where that is to be said. */
const speaking = <T extends Run>({ lang: said, ...run_ }: T, locale: Locale): T =>
  ({ ...run_, ...spoken(run_.text, locale, said) }) as T;
/** What it is called may be the record's own word, and what it says may stand beside a translation. */
function speakingPart({ labelLang, original, ...part }: ValuePart, locale: Locale): ValuePart {
  const lang = part.label === undefined ? undefined : langOf(part.label, labelLang, locale);
  return {
    ...speaking(part, locale),
    ...(lang ? { labelLang: lang } : {}),
    ...(original ? { original: speaking(original, locale) } : {}),
  };
}
/** 卷数 | 二卷, and not 卷数 | 卷数 | 二卷. */
function notNamedTwice({ label, labelLang, ...part }: ValuePart, field: string): ValuePart {
  return label === undefined || label === field ? part : { ...part, label, ...(labelLang ? { labelLang } : {}) };
}
function asWritten(text: string, locale: Locale): Pick<ValueView, 'asWritten' | 'asWrittenLang'> {
  const lang = langOf(text, undefined, locale);
  return { asWritten: text, ...(lang ? { asWrittenLang: lang } : {}) };
}
const marked = ({ text, lang }: Run): ItemCard['title'] => ({ parts: [text], ...(lang ? { lang } : {}) });

/** Public ids of records, by how values point to them. */
type Records = ReadonlyMap<string, string>;
/** The path of a search for whatever has this value. */
type LookedUp = (stored: StoredValue) => string | undefined;
const noRecords: Records = new Map();

/** Values made ready to be read: in the reader's language, with their own `lang`, and nothing that is internal. */
@Injectable()
export class FieldViews {
  /** By a record's values and the fields that they belong to: one page asks a dozen times. */
  private readonly shown = new WeakMap<Values, { of: FieldDefinition[]; fields: FieldDefinition[] }>();

  constructor(private readonly valueRules: ValueService) {}

  /** Fields in use that the public may see in this record. */
  publicFields({ schema }: CollectionConfig, values: Values): FieldDefinition[] {
    const known = this.shown.get(values);
    if (known?.of === schema.fields) return known.fields;
    const fields = shownFields(schema.fields, values).filter((field) => !field.internal && !field.removed);
    this.shown.set(values, { of: schema.fields, fields });
    return fields;
  }

  /**
   * The record as somebody has it who may or may not read the text of the thing: what belongs to the text goes with it. All
   * that is made of a record for readers is made of this.
   */
  asRead(config: CollectionConfig, values: Values, text: boolean): Values {
    if (text) return values;
    const closed = config.schema.fields.filter((field) => values[field.id] && this.isText(field));
    if (closed.length === 0) return values;
    const { ...rest } = values;
    for (const { id } of closed) delete rest[id];
    return rest;
  }

  isText(field: FieldDefinition): boolean {
    return !field.removed && this.valueRules.forms.isText(field);
  }

  /** Whether the record itself says something of the text. */
  saysText(config: CollectionConfig, values: Values): boolean {
    return this.publicFields(config, values).some((field) => this.isText(field) && values[field.id]?.length);
  }

  /** Whether a card by this configuration says something of the text, which not everybody may read. */
  cardSaysText({ schema, presentation: { card } }: CollectionConfig): boolean {
    const shown = new Set([...card.subtitle, ...(card.summary ? [card.summary] : [])]);
    return schema.fields.some((field) => (shown.has(field.id) || field.core === 'abstract') && this.isText(field));
  }

  /** Those that the public may see in some record: a condition may still hide them in another. */
  openFields({ schema }: CollectionConfig): FieldDefinition[] {
    return schema.fields.filter((field) => !field.internal && !field.removed);
  }

  core(config: CollectionConfig, key: CoreKey, values: Values): FieldDefinition | undefined {
    return this.publicFields(config, values).find((field) => field.core === key);
  }

  groups(
    config: CollectionConfig,
    values: Values,
    locale: Locale,
    collectionPid: string,
    records: Records = noRecords,
  ): FieldGroupView[] {
    const fields = new Map(this.publicFields(config, values).map((field) => [field.id, field]));
    const groups = config.presentation.page.groups.length > 0 ? config.presentation.page.groups : config.schema.groups;
    return saidOnce(
      groups.map((group) => ({
        key: group.key,
        label: localize(group.label, locale),
        fields: group.fields.flatMap((id) => {
          const field = fields.get(id);
          if (!field || field.core === 'title') return [];
          const view = this.field(config, field, values, locale, collectionPid, records);
          return view.values.length > 0 ? [view] : [];
        }),
      })),
    );
  }

  field(
    config: CollectionConfig,
    field: FieldDefinition,
    values: Values,
    locale: Locale,
    collectionPid: string,
    records: Records = noRecords,
  ): FieldView {
    const looked = this.lookedUpBy(config, field, collectionPid);
    const label = localize(field.label, locale);
    return {
      id: field.id,
      key: field.key,
      label,
      type: field.type,
      ...(field.core ? { core: field.core } : {}),
      values: (values[field.id] ?? []).map((stored) => {
        const view = this.value(config, field, stored, locale, looked, records);
        const parts = this.valueRules.forms.spreadOf(field, stored, locale).map(({ ref = '', ...part }): ValuePart => {
          const record = records.get(ref);
          const own = speakingPart(notNamedTwice(part, label), locale);
          return record && !part.href ? { ...own, href: `/a/${record}` } : own;
        });
        return parts.length > 0 ? { ...view, parts } : view;
      }),
    };
  }

  private value(
    config: CollectionConfig,
    field: FieldDefinition,
    stored: StoredValue,
    locale: Locale,
    looked: LookedUp | null,
    records: Records = noRecords,
  ): ValueView {
    const text = this.valueRules.forms.displayOf(config, field, stored, locale);
    const said = stored.blank ? undefined : this.valueRules.forms.runsOf(config, field, stored)[0]?.lang;
    const lang = stored.blank ? undefined : langOf(text, said, locale);
    const original = this.valueRules.forms.originalOf(field, stored, locale);
    const above = field.core === 'class' ? this.valueRules.forms.aboveOf(field, stored, locale).join(' · ') : '';
    const note = this.valueRules.forms.noteOf(field, stored, locale);
    const code = this.valueRules.forms.codeOf(field, stored, locale);
    // A name that is a record has a page of its own; a plain heading leads to a search.
    const { ref, facets } = this.valueRules.forms.indexOf(field, stored);
    const record = records.get(ref ?? '');
    const own = this.valueRules.forms.hrefOf(field, stored) ?? (record ? `/a/${record}` : undefined);
    const href = own ?? looked?.(stored);
    return {
      text,
      ...(lang ? { lang } : {}),
      ...(original ? { original: speaking(original, locale) } : {}),
      ...(above ? { above: speaking({ text: above }, locale) } : {}),
      ...(stored.blank ? { blank: stored.blank } : {}),
      ...(stored.certainty && stored.certainty !== 'certain' ? { certainty: stored.certainty } : {}),
      ...(stored.asWritten && saysMore(stored.asWritten, [text, original?.text, facets?.[0]?.key], locale)
        ? asWritten(stored.asWritten, locale)
        : {}),
      ...(stored.source ? { source: stored.source } : {}),
      ...(note ? { note } : {}),
      ...(code ? { code } : {}),
      ...(href ? { href } : {}),
      ...(stored.value !== undefined ? { data: stored.value } : {}),
    };
  }

  /** Where the others of a value are: in this collection by its own facet, else in all by what the field means. */
  private lookedUpBy(config: CollectionConfig, field: FieldDefinition, collectionPid: string): LookedUp | null {
    const own = config.presentation.facets.some((one) => one.field === field.id && one.kind === 'terms');
    const core = coreFacets.find((key) => key === field.core);
    if (!own && !core) return null;
    return (stored) => {
      const { facets, ref } = this.valueRules.forms.indexOf(field, stored);
      const key = facets?.[0]?.key;
      if (key === undefined) return undefined;
      if (own) return `/search?collection=${collectionPid}&f=${encodeURIComponent(`${field.id}~${key}`)}`;
      // Codes mean something within their vocabulary only.
      const shared = field.vocabulary && ref !== undefined ? `${field.vocabulary}.${key}` : key;
      return `/search?f=${encodeURIComponent(`${core}~${shared}`)}`;
    };
  }

  runs(config: CollectionConfig, ids: string[], values: Values, locale: Locale): Run[] {
    const fields = new Map(this.publicFields(config, values).map((field) => [field.id, field]));
    const runs = ids.flatMap((id) => {
      const field = fields.get(id);
      // That a film has no narrator is said in its record, not in the line that tells what it is.
      const stored = field ? (values[id] ?? []).filter(({ blank }) => blank !== 'not-applicable') : [];
      if (!field || stored.length === 0) return [];
      const views = stored.slice(0, 3).map((one) => this.inLine(config, field, one, locale));
      const text = views.map((view) => view.text).join(locale === 'en' ? '; ' : '、');
      const lang = views[0]!.lang;
      return [views.every((view) => view.lang === lang) && lang ? { text, lang } : { text, ...spoken(text, locale) }];
    });
    return eachOnce(runs);
  }

  private inLine(config: CollectionConfig, field: FieldDefinition, stored: StoredValue, locale: Locale): Run {
    const text = this.valueRules.forms.lineOf(config, field, stored, locale);
    if (stored.blank) return { text };
    return { text, ...spoken(text, locale, this.valueRules.forms.runsOf(config, field, stored)[0]?.lang) };
  }

  titles(config: CollectionConfig, values: Values, own: string, locale: Locale): Titles {
    return titlesOf(this.valueRules.forms, { config, fields: this.publicFields(config, values), values, own }, locale);
  }

  texts(config: CollectionConfig, key: CoreKey, values: Values, locale: Locale): ValueView[] {
    const field = this.core(config, key, values);
    return field ? this.field(config, field, values, locale, '').values.map(({ href: _, ...view }) => view) : [];
  }

  /** What a result says of a record. */
  card(
    config: CollectionConfig,
    values: Values,
    fallback: string,
    locale: Locale,
  ): Pick<ItemCard, 'title' | 'originalTitle' | 'subtitle' | 'summary'> {
    const { title, originalTitle } = this.titles(config, values, fallback, locale);
    const chosen = config.schema.fields.find(
      (field) => field.id === config.presentation.card.summary && field.core !== 'abstract',
    );
    const summary = chosen
      ? this.runs(config, [chosen.id], values, locale)[0]
      : inLanguage(this.texts(config, 'abstract', values, locale), locale);
    return {
      title: marked(title),
      ...(originalTitle ? { originalTitle: marked(originalTitle) } : {}),
      subtitle: this.runs(config, config.presentation.card.subtitle, values, locale),
      ...(summary ? { summary: marked({ ...summary, text: summary.text.slice(0, cardAbstract) }) } : {}),
    };
  }

  /** What a record's own page says of it. */
  page(
    config: CollectionConfig,
    values: Values,
    fallback: string,
    locale: Locale,
    collectionPid: string,
    records: Records = noRecords,
  ): Pick<ItemView, 'title' | 'originalTitle' | 'altTitles' | 'subtitle' | 'groups' | 'rights'> {
    const titles = this.titles(config, values, fallback, locale);
    return {
      ...titles,
      // Under the title stands the other title itself; what kind it is, is said among the fields.
      altTitles: this.texts(config, 'altTitle', values, locale)
        .map((view) => run(view.parts?.length === 1 ? view.parts[0]! : view))
        .filter(({ text }) => text !== titles.title.text || !titles.originalTitle),
      subtitle: this.runs(config, config.presentation.card.subtitle, values, locale),
      groups: this.groups(config, values, locale, collectionPid, records),
      rights: this.texts(config, 'rights', values, locale),
    };
  }

  /** The summary in the reader's language. */
  abstract(config: CollectionConfig, values: Values, locale: Locale): string {
    return inLanguage(this.texts(config, 'abstract', values, locale), locale)?.text ?? '';
  }

  citation(
    config: CollectionConfig,
    values: Values,
    about: Pick<CitationSource, 'title' | 'kind' | 'film'>,
    locale: Locale,
  ): CitationSource {
    return citationSource(config, this.publicFields(config, values), values, about, locale, this.valueRules);
  }

  jsonld(config: CollectionConfig, values: Values): Record<string, Json> {
    return schemaOrgOf(this.publicFields(config, values), values, this.valueRules);
  }

  /** Where the licence stands by which this may be used again, if the record names one that programs know. */
  licence(config: CollectionConfig, values: Values): string | undefined {
    const field = this.core(config, 'rights', values);
    const said = field ? (values[field.id] ?? []) : [];
    return said
      .flatMap((stored) => this.valueRules.forms.recordOf(field!, stored) ?? [])
      .map(({ parts, text }) => licenceUri(parts['licence']?.text ?? text))
      .find((uri) => uri !== undefined);
  }
}

/** Of several summaries the one in the reader's language. */
function inLanguage<T extends { lang?: string }>(views: T[], locale: Locale): T | undefined {
  const english = (view: T) => view.lang?.startsWith('en') === true;
  return views.find((view) => english(view) === (locale === 'en')) ?? views[0];
}
