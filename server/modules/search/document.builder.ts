import { Injectable } from '@nestjs/common';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { shownFields } from '../../contract/condition.js';
import { coreFacets } from '../../contract/field.roles.js';
import type { LocalizedText } from '../../contract/localized.js';
import { holdsBeside, isSearched } from '../../contract/field.reach.js';
import type { TextRun } from '../../contract/plugin.js';
import { coreField, fold, sortKey } from '../../contract/text/index.js';
import type { StoredValue, Values } from '../../contract/values.js';
import {
  facetEntry,
  type Indexed,
  type PageText,
  recordPage,
  type SearchDocument,
  SLOTS,
} from '../../platform/search/search.document.js';
import { findersOf, textFollows } from '../access/reader.rule.js';
import { AuthorityService, type KnownNames } from '../authority/authority.service.js';
import { type KeptCard, KeptCardService } from '../catalog/kept.card.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { type RecordValues, ValueService } from '../schema/value.service.js';
import { coreNameOf } from './core.fields.js';
import { DOCUMENT_RECIPE } from './document.recipe.js';
import { type Years, yearKeys, yearsOf } from './document.years.js';
import { type PublishedSource, PublishedSources } from './published.source.js';

/** A facet value as it is to be shown and typed. */
export interface FacetName {
  entry: string;
  label: LocalizedText;
  ord: number | null;
  depth: number;
  person: boolean;
  variants: string[];
}

export interface Built {
  documents: Indexed[];
  names: FacetName[];
}

/** A line of a record, and under which names it can be asked for. */
export type SaidLine = [field: string, text: string, core?: string | null, beside?: true];

/** What a hit carries: its card, and the texts that say why it matched. */
export interface HitCard extends KeptCard {
  fields: SaidLine[];
}

const longestExplained = 2000;

/** What the record itself says of the text. A lost character between two texts keeps one from running on into the other. */
function ownText(texts: readonly string[], { pages }: PublishedSource, labels: string[]): PageText[] {
  if (texts.length === 0) return [];
  const ord = (pages.at(-1)?.ord ?? 0) + 1;
  return [{ pageId: recordPage, ord, labels, follows: true, alone: true, text: texts.join('\n□\n') }];
}

/** A published item with its values settled, and all that is known of what they name. */
interface Made {
  source: PublishedSource;
  config: CollectionConfig;
  values: Values;
  known: KnownNames;
  card: KeptCard;
}

/** A library's stamp in its own things says who keeps them, as all of its records would. */
const isOwnStamp = ({ core }: FieldDefinition, { text }: TextRun, { library_name: name }: PublishedSource): boolean =>
  core === 'seal' && Object.values(name).some((one) => fold(one) === fold(text));

/** The one function that makes a search document from a published item, whatever the engine. */
@Injectable()
export class DocumentBuilder {
  constructor(
    private readonly sources: PublishedSources,
    private readonly schema: SchemaService,
    private readonly values: ValueService,
    private readonly authorities: AuthorityService,
    private readonly cards: KeptCardService,
  ) {}

  /** Documents for items that readers see, stubs for those they saw, with names of the facet values they stand under. */
  async build(items: readonly { itemId: number; version: number }[]): Promise<Built> {
    const sources = await this.sources.load(items.map(({ itemId }) => itemId));
    const found = new Map(sources.map((source) => [source.id, source]));
    const built: Built = { documents: [], names: [] };
    for (const { itemId, version } of items) {
      const source = found.get(itemId);
      if (!source?.values) built.documents.push({ itemId, version: source?.doc_version ?? version, gone: true });
    }
    for (const made of await this.made(sources.filter((source) => source.values !== null))) {
      built.documents.push(this.document(made, built.names));
    }
    return built;
  }

  /** However many items there are, what they need is asked for all of them together. */
  private async made(sources: readonly PublishedSource[]): Promise<Made[]> {
    const configs = await this.schema.configsOf(sources.map((source) => source.collection_id));
    const records = sources.map((source) => {
      const config = configs.get(source.collection_id)!;
      return { config, values: source.values as Values, libraryId: source.library_id };
    });
    const resolved = await this.values.resolveAll(records);
    const known = await this.known(records.map((record, at) => ({ ...record, values: resolved[at]! })));
    const cards = await this.cards.keep(
      sources.map(({ id, pid, title }, at) => ({
        ...{ id, pid, title },
        config: records[at]!.config,
        values: resolved[at]!,
      })),
    );
    return sources.map((source, at) => ({
      source,
      config: records[at]!.config,
      values: resolved[at]!,
      known: known(source.library_id),
      card: cards.get(source.id)!,
    }));
  }

  private known(records: readonly RecordValues[]): Promise<(libraryId: number | null) => KnownNames> {
    const refs = new Set<string>();
    const vocabularies = new Set<string>();
    for (const { config, values } of records) {
      for (const field of config.schema.fields) {
        if (field.vocabulary) vocabularies.add(field.vocabulary);
        for (const stored of values[field.id] ?? [])
          for (const ref of this.values.forms.refsOf(field, stored)) refs.add(ref);
      }
    }
    return this.authorities.known({
      agents: [...refs],
      places: [...refs],
      vocabularies: [...vocabularies],
      libraries: records.flatMap(({ libraryId }) => libraryId ?? []),
    });
  }

  private document({ source, config, values, known, card: kept }: Made, names: FacetName[]): SearchDocument {
    const shown = shownFields(config.schema.fields, values).filter((field) => !field.internal && !field.removed);
    // Where not everybody who comes across it may read its text, what belongs to that is found as its pages are.
    const closed = new Set(textFollows(source) ? [] : shown.filter((field) => this.values.forms.isText(field)));
    const fields = shown.filter((field) => !closed.has(field));
    const searchable = new Set(config.presentation.searchFields);
    const facets = [
      facetEntry('library', source.library_pid),
      facetEntry('collection', source.collection_pid),
      facetEntry('kind', source.kind),
    ];
    const metadata: SearchDocument['metadata'] = [];
    const titles = source.title === '' ? [] : [source.title];
    const explained: HitCard['fields'] = [];
    const add = (field: FieldDefinition, { text, beside }: TextRun): void => {
      if (text.trim() === '') return;
      const core = coreNameOf(field);
      const apart = beside ? { beside } : {};
      // What titles say is kept with the titles.
      const own = core === undefined || (core === coreField('title') && !beside) ? {} : { core };
      const named = searchable.has(field.id) || holdsBeside(field);
      metadata.push({ field: named ? field.id : null, ...own, text, ...apart });
      const shown = text.slice(0, longestExplained);
      if (beside) explained.push([field.id, shown, core ?? null, true]);
      else explained.push(core === undefined ? [field.id, shown] : [field.id, shown, core]);
    };
    for (const field of fields) {
      const searched = isSearched(field);
      for (const stored of values[field.id] ?? []) {
        const all = this.values.forms.runsOf(config, field, stored);
        const runs = all.map((run): TextRun =>
          searched && !isOwnStamp(field, run, source) ? run : { ...run, beside: true },
        );
        if (field.core === 'title' || field.core === 'altTitle')
          for (const { text, beside } of runs) if (!beside && !titles.includes(text)) titles.push(text);
        if (field.core !== 'title' || searchable.has(field.id)) for (const run of runs) add(field, run);
        facets.push(...this.entries(field, stored, config, known, names));
      }
    }
    const apart: string[] = [];
    for (const field of closed) {
      for (const text of (values[field.id] ?? []).flatMap((stored) => this.textsOf(config, field, stored))) {
        apart.push(text);
        explained.push([field.id, text.slice(0, longestExplained)]);
      }
    }
    const date = fields.find((field) => field.core === 'date');
    const spans = date ? this.spans(date, values) : [];
    for (const [field, group] of this.yearFields(fields, config)) {
      const keys = yearKeys(this.spans(field, values));
      facets.push(...keys.decades.map((year) => facetEntry(`${group}.d`, String(year))));
      facets.push(...keys.centuries.map((year) => facetEntry(`${group}.c`, String(year))));
    }
    const card: HitCard = { ...kept, fields: explained };
    const textLabels = findersOf(source);
    return {
      itemId: source.id,
      version: source.doc_version,
      recipe: DOCUMENT_RECIPE,
      libraryId: source.library_id,
      collectionId: source.collection_id,
      labels: source.metadata_labels,
      textLabels,
      titles,
      metadata,
      facets: [...new Set(facets)],
      years:
        spans.length > 0
          ? { from: Math.min(...spans.map(({ from }) => from)), to: Math.max(...spans.map(({ to }) => to)) }
          : null,
      sort: this.sort(source, config, fields, values, date),
      card: card as unknown as SearchDocument['card'],
      // A page that was closed by itself is closed to finding too: a match would say what stands on it.
      pages: [
        ...source.pages.map(({ page_id: pageId, ord, text_labels: own, text }) =>
          own ? { pageId, ord, labels: own, text } : { pageId, ord, labels: textLabels, follows: true, text },
        ),
        ...ownText(apart, source, textLabels),
      ],
    };
  }

  private textsOf(config: CollectionConfig, field: FieldDefinition, stored: StoredValue): string[] {
    return this.values.forms.runsOf(config, field, stored).map((run) => run.text);
  }

  private yearFields(fields: readonly FieldDefinition[], config: CollectionConfig): [FieldDefinition, string][] {
    const configured = new Set(
      config.presentation.facets.filter(({ kind }) => kind === 'years').map(({ field }) => field),
    );
    return fields.flatMap((field): [FieldDefinition, string][] => [
      ...(field.core === 'date' ? [[field, 'date'] as [FieldDefinition, string]] : []),
      ...(configured.has(field.id) ? [[field, field.id] as [FieldDefinition, string]] : []),
    ]);
  }

  private spans(field: FieldDefinition, values: Values): Years[] {
    return (values[field.id] ?? []).flatMap((stored) => yearsOf(this.values.forms.indexOf(field, stored)));
  }

  private sort(
    source: PublishedSource,
    config: CollectionConfig,
    fields: readonly FieldDefinition[],
    values: Values,
    date: FieldDefinition | undefined,
  ): SearchDocument['sort'] {
    const byId = new Map(fields.map((field) => [field.id, field]));
    const slots = config.presentation.sorts.slice(0, SLOTS).map(({ field: id }) => {
      const field = byId.get(id);
      const stored = field && values[id]?.find((one) => one.value !== undefined);
      if (!field || !stored) return { text: null, number: null, day: null };
      const form = this.values.forms.indexOf(field, stored);
      return {
        text: sortKey(form.sort ?? this.values.forms.displayOf(config, field, stored, 'zh-CN')),
        number: form.number ?? null,
        day: form.days?.[0] ?? null,
      };
    });
    const first =
      date &&
      (values[date.id] ?? [])
        .map((stored) => this.values.forms.indexOf(date, stored).days?.[0])
        .find((day) => day !== undefined);
    return {
      title: sortKey(source.title),
      stroke: sortKey(source.title, 'stroke'),
      day: first ?? null,
      newest: source.first_published_at?.getTime() ?? 0,
      texts: slots.map(({ text }) => text),
      numbers: slots.map(({ number }) => number),
      days: slots.map(({ day }) => day),
    };
  }

  private entries(
    field: FieldDefinition,
    stored: StoredValue,
    config: CollectionConfig,
    known: KnownNames,
    names: FacetName[],
  ): string[] {
    const groups = config.presentation.facets.some((facet) => facet.field === field.id && facet.kind === 'terms')
      ? [field.id]
      : [];
    const core = coreFacets.find((key) => key === field.core);
    const out: string[] = [];
    for (const { key, label, parents = [] } of this.values.forms.indexOf(field, stored).facets ?? []) {
      const vocabulary = field.vocabulary ? known.vocabularies.get(field.vocabulary) : undefined;
      for (const [at, code] of [key, ...parents].entries()) {
        const term = vocabulary?.get(code);
        const authority = known.agents.get(code) ?? known.places.get(code);
        const name = {
          label: term?.label ?? authority?.name ?? { 'zh-CN': at === 0 ? label : code },
          ord: term?.ord ?? null,
          depth: term ? term.parents.length : parents.length - at,
          person: core === 'agent',
          variants: term?.variants ?? authority?.variants ?? [],
        };
        // Codes mean something within their vocabulary only.
        const coreKey = term && field.vocabulary ? `${field.vocabulary}.${code}` : code;
        const made = [...groups.map((group) => facetEntry(group, code)), ...(core ? [facetEntry(core, coreKey)] : [])];
        for (const entry of made) names.push({ entry, ...name });
        out.push(...made);
      }
    }
    return out;
  }
}
