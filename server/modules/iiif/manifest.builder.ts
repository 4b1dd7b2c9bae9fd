import { Injectable } from '@nestjs/common';
import type { CollectionConfig } from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import type { Values } from '../../contract/values.js';
import { Config } from '../../platform/config.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { opensOfItem, PageRule } from '../access/reader.rule.js';
import { FieldViews } from '../catalog/field.views.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { type CanvasPlace, canvasOf, type Iiif, thumbnailOf } from './canvas.js';
import { bothOf, type LanguageMap, mapOf, plain, words } from './language.map.js';
import { contentSearchContext } from './found.page.js';
import { presentationContext } from './json-ld.answer.js';
import type { ManifestItem, ManifestPage } from './manifest.repository.js';
import { pagedOf } from './paged.js';
import { partsOf, type Said, spokenOn, type Timed } from './spoken.js';
import { structures } from './structures.js';

/** The same record for other programs, beside the reference. */
const records = [
  ['mods', 'application/mods+xml', 'MODS'],
  ['marc21', 'application/marcxml+xml', 'MARC 21'],
  ['cnmarc', 'application/xml', 'CNMARC'],
  ['dc', 'application/xml', 'Dublin Core'],
  ['jsonld', 'application/ld+json', 'schema.org'],
] as const;

const asPdf = { 'zh-CN': ['图像合为一册（PDF）'], 'zh-TW': ['圖像合為一冊（PDF）'], en: ['Its images as one PDF'] };
const asText = { 'zh-CN': ['全文（TXT）'], 'zh-TW': ['全文（TXT）'], en: ['Its text'] };

/** An item as a manifest, for a reader with these labels. */
@Injectable()
export class ManifestBuilder {
  constructor(
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly fields: FieldViews,
    private readonly plugins: PluginHost,
    private readonly config: Config,
  ) {}

  async build(item: ManifestItem, pages: ManifestPage[], labels: string[]): Promise<Iiif> {
    const { publicUrl } = this.config.env;
    const { config, values } = await this.read(item, labels);
    const { resourceOf } = this;
    const rule = new PageRule(labels, item, pages);
    const said = spokenOn({ rule, resourceOf }, pages, this.said(config, values));
    const spoken = new Map([...said].map(([pid, timed]) => [pid, partsOf(timed)]));
    const place: CanvasPlace = { publicUrl, item, rule, resourceOf, spoken };
    const cover = pages.find((page) => page.pid === item.cover_pid) ?? pages[0];
    const thumbnail = cover ? thumbnailOf(place, cover) : undefined;
    const label = this.label(config, values, item);
    const homepage = `${publicUrl}/i/${item.pid}`;
    const way = reading(config, pages, resourceOf);
    const searched = pages.some((page) => page.has_text && rule.opens('text', 'picture', page));
    return {
      '@context': searched ? [contentSearchContext, presentationContext] : presentationContext,
      id: `${publicUrl}/iiif/${item.pid}/manifest`,
      type: 'Manifest',
      label,
      ...this.metadata(config, values, item),
      ...this.abstract(config, values),
      ...this.rights(config, values, item),
      provider: [provider(publicUrl, item)],
      ...(searched ? { service: [{ id: `${publicUrl}/iiif/${item.pid}/search`, type: 'SearchService2' }] } : {}),
      homepage: [{ id: homepage, type: 'Text', format: 'text/html', label }],
      seeAlso: [
        {
          id: `${homepage}/cite/bib`,
          type: 'Dataset',
          format: 'application/x-bibtex',
          label: words('引文（BibTeX）', 'Citation (BibTeX)'),
        },
        ...records.map(([format, mediaType, name]) => ({
          id: `${publicUrl}/api/v1/items/${item.pid}/record/${format}`,
          type: 'Dataset',
          format: mediaType,
          label: plain(name),
        })),
      ],
      partOf: [
        {
          id: `${publicUrl}/iiif/collection/${item.collection_pid}`,
          type: 'Collection',
          label: mapOf(item.collection_name),
        },
      ],
      ...(thumbnail ? { thumbnail: [thumbnail] } : {}),
      ...(way ? { viewingDirection: way.direction, behavior: [way.behavior] } : {}),
      ...wholes(place, pages, this.fields.saysText(config, values)),
      // The standard wants a canvas at least; an item without pages is one that is still to come.
      items:
        pages.length > 0
          ? pages.map((page, index) => ({
              ...canvasOf(place, page, index),
              ...(way?.alone.has(page.pid) ? { behavior: ['non-paged'] } : {}),
            }))
          : [emptyCanvas(place)],
      ...this.contents(config, values, item, pages),
    };
  }

  /** What is said on one page of a recording. */
  async spoken(item: ManifestItem, pages: ManifestPage[], page: string, labels: string[]): Promise<Timed[]> {
    const { config, values } = await this.read(item, labels);
    const place = { rule: new PageRule(labels, item, pages), resourceOf: this.resourceOf };
    return spokenOn(place, pages, this.said(config, values)).get(page) ?? [];
  }

  private async read(item: ManifestItem, labels: string[]) {
    const config = await this.schema.configOf(item.collection_id);
    const settled = await this.valueRules.resolve(config, item.values, { libraryId: item.library_id });
    return { config, values: this.fields.asRead(config, settled, opensOfItem(labels, 'text', item)) };
  }

  private readonly resourceOf = (handler: string | null) =>
    handler === null ? undefined : this.plugins.mediaHandlers.get(handler)?.resource;

  private said(config: CollectionConfig, values: Values): Said[] {
    const { forms } = this.valueRules;
    return this.fields.publicFields(config, values).flatMap((field) =>
      (values[field.id] ?? []).flatMap((stored) => {
        const spoken = forms.spokenOf(field, stored);
        const lang = spoken && forms.runsOf(config, field, stored)[0]?.lang;
        return spoken ? [{ ...spoken, ...(lang ? { lang } : {}) }] : [];
      }),
    );
  }

  /** What it is called, and in English where the record has that. */
  private label(config: CollectionConfig, values: Values, item: ManifestItem): LanguageMap {
    const { title } = this.fields.titles(config, values, item.title, 'zh-CN');
    const { title: translated, originalTitle } = this.fields.titles(config, values, item.title, 'en');
    return { ...plain(title.text || item.pid, title.lang), ...(originalTitle ? { en: [translated.text] } : {}) };
  }

  private metadata(config: CollectionConfig, values: Values, item: ManifestItem): { metadata?: Iiif[] } {
    const chinese = this.fields.groups(config, values, 'zh-CN', item.collection_pid).flatMap((group) => group.fields);
    const english = this.fields.groups(config, values, 'en', item.collection_pid).flatMap((group) => group.fields);
    const labels = new Map(config.schema.fields.map(({ id, label }) => [id, mapOf(label)]));
    const metadata = chinese.flatMap((field) => {
      const other = english.find((one) => one.id === field.id) ?? field;
      const texts = (of: typeof field) => of.values.map((value) => value.text).filter((text) => text !== '');
      const value = bothOf(texts(field), texts(other));
      return Object.values(value).flat().length > 0 ? [{ label: labels.get(field.id)!, value }] : [];
    });
    return metadata.length > 0 ? { metadata } : {};
  }

  private contents(
    config: CollectionConfig,
    values: Values,
    item: ManifestItem,
    pages: ManifestPage[],
  ): { structures?: Iiif[] } {
    const outlines = this.fields.publicFields(config, values).flatMap((field) =>
      (values[field.id] ?? []).flatMap((stored) => {
        const headings = this.valueRules.forms.outlineOf(field, stored);
        const lang = this.valueRules.forms.runsOf(config, field, stored)[0]?.lang;
        return headings ? [{ fieldId: field.id, label: mapOf(field.label), headings, ...(lang ? { lang } : {}) }] : [];
      }),
    );
    const found = structures(`${this.config.env.publicUrl}/iiif/${item.pid}`, outlines, pages);
    return found.length > 0 ? { structures: found } : {};
  }

  private abstract(config: CollectionConfig, values: Values): { summary?: Iiif } {
    const text = this.fields.texts(config, 'abstract', values, 'zh-CN')[0];
    return text && !text.blank && text.text ? { summary: plain(text.text, text.lang) } : {};
  }

  private rights(config: CollectionConfig, values: Values, item: ManifestItem): Iiif {
    const chinese = this.fields.texts(config, 'rights', values, 'zh-CN').map((value) => value.text);
    const english = this.fields.texts(config, 'rights', values, 'en').map((value) => value.text);
    const licence = this.fields.licence(config, values);
    const said = chinese.length > 0 ? bothOf(chinese, english) : mapOf(item.library_name);
    const label = chinese.length > 0 ? words('权利说明', 'Rights') : words('收藏', 'Held by');
    return { requiredStatement: { label, value: said }, ...(licence ? { rights: licence } : {}) };
  }
}

export function provider(publicUrl: string, library: { library_slug: string; library_name: LocalizedText }): Iiif {
  const id = `${publicUrl}/l/${library.library_slug}`;
  const label = mapOf(library.library_name);
  return { id, type: 'Agent', label, homepage: [{ id, type: 'Text', format: 'text/html', label }] };
}

/** How the pages of a book follow each other; undefined where there is nothing to turn. */
function reading(config: CollectionConfig, pages: ManifestPage[], resourceOf: CanvasPlace['resourceOf']) {
  const images = pages.every((page) => page.file_pid === null || resourceOf(page.handler) === 'Image');
  if (!images || pages.length < 2) return undefined;
  const { direction, opening } = config.presentation.page.reading;
  return {
    direction: direction === 'rtl' ? 'right-to-left' : 'left-to-right',
    // One image of a whole leaf is no half of anything.
    ...(opening === 'opening' ? pagedOf(pages) : { behavior: 'individuals', alone: new Set<string>() }),
  };
}

/** What is given out of the item as a whole: the same that its page offers. */
function wholes(
  { publicUrl, item, rule, resourceOf }: CanvasPlace,
  pages: ManifestPage[],
  saysText: boolean,
): { rendering?: Iiif[] } {
  const images = pages.filter(
    (page) =>
      resourceOf(page.handler) === 'Image' &&
      page.derivatives.some(({ kind }) => kind === 'pyramid') &&
      rule.opens('download', 'picture', page),
  );
  const said = saysText || pages.some((page) => page.has_text && rule.opens('text', 'picture', page));
  const at = (format: string) => `${publicUrl}/i/${item.pid}/whole/${format}`;
  const found = [
    ...(images.length > 1 ? [{ id: at('pdf'), type: 'Text', format: 'application/pdf', label: asPdf }] : []),
    ...(said && rule.takes() ? [{ id: at('txt'), type: 'Text', format: 'text/plain', label: asText }] : []),
  ];
  return found.length > 0 ? { rendering: found } : {};
}

function emptyCanvas({ publicUrl, item }: CanvasPlace): Iiif {
  return {
    id: `${publicUrl}/iiif/${item.pid}/canvas/none`,
    type: 'Canvas',
    label: words('暂无图像', 'No images yet'),
    width: 1000,
    height: 1400,
    items: [],
  };
}
