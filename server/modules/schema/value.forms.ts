import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { rangeOf } from '../../contract/list.filter.js';
import type { Locale } from '../../contract/localized.js';
import type { Heading } from '../../contract/outline.js';
import type { IndexForm, Spoken, TextRun, ValuePart } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import type { Json, StoredValue, Values } from '../../contract/values.js';
import type { PluginHost } from '../../platform/plugins/plugin.host.js';
import { blankText } from './blank.text.js';
import { optionsOf } from './field.options.js';
import { listForm } from './list.form.js';
import { type Bound, recordForm } from './record.form.js';
import type { ProjectedValue, RecordForm } from './value.shapes.js';

/** A stored value in every form in which it is read: by people, by lists, by search, by other systems. */
export class ValueForms {
  private readonly bound = new WeakMap<FieldDefinition, Bound>();

  constructor(private readonly plugins: PluginHost) {}

  /** The type of a field, with the options that this one has. */
  readonly bind = (field: FieldDefinition): Bound => {
    const known = this.bound.get(field);
    if (known) return known;
    const type = this.plugins.fieldType(field.type);
    const options = optionsOf(type, field);
    if (!options.success) throw new Problem('config.invalid', { field: field.key }, [], { cause: options.error });
    const bound = { type, options: options.data };
    this.bound.set(field, bound);
    return bound;
  };

  titleOf(config: CollectionConfig, values: Values): string {
    return this.firstOf(config, values, 'title') ?? this.firstOf(config, values, 'identifier') ?? '';
  }

  identifierOf(config: CollectionConfig, values: Values): string | null {
    return this.firstOf(config, values, 'identifier') ?? null;
  }

  /** The same, and where it stands. */
  identifierIn(config: CollectionConfig, values: Values): { identifier: string; path: string } | null {
    const field = fieldOfRole(config, 'identifier');
    const at = field ? (values[field.id] ?? []).findIndex((one) => one.value !== undefined) : -1;
    const identifier = this.identifierOf(config, values);
    return identifier === null ? null : { identifier, path: `${field!.id}.${at}` };
  }

  /** What search reads; the words of the thing itself are read beside the heading. */
  runsOf(_config: CollectionConfig, field: FieldDefinition, stored: StoredValue): TextRun[] {
    const { type, options } = this.bind(field);
    const runs = stored.value === undefined ? [] : type.text(stored.value, options);
    return stored.asWritten ? [...runs, { text: stored.asWritten }] : runs;
  }

  /** All that the value says, line by line. */
  wordsOf(field: FieldDefinition, stored: StoredValue): string {
    if (stored.value === undefined) return '';
    const { type, options } = this.bind(field);
    return type.words?.(stored.value, options) ?? type.display(stored.value, options, 'zh-CN');
  }

  displayOf(_config: CollectionConfig, field: FieldDefinition, stored: StoredValue, locale: Locale): string {
    if (stored.value === undefined) return stored.blank ? blankText(stored.blank, locale) : '';
    const { type, options } = this.bind(field);
    return type.display(stored.value, options, locale);
  }

  /** As a card or the head of a page says it. */
  lineOf(config: CollectionConfig, field: FieldDefinition, stored: StoredValue, locale: Locale): string {
    const { type, options } = this.bind(field);
    if (stored.value === undefined || !type.line) return this.displayOf(config, field, stored, locale);
    return type.line(stored.value, options, locale);
  }

  originalOf(field: FieldDefinition, stored: StoredValue, locale: Locale): TextRun | undefined {
    if (stored.value === undefined) return undefined;
    const { type, options } = this.bind(field);
    return type.original?.(stored.value, options, locale);
  }

  aboveOf(field: FieldDefinition, stored: StoredValue, locale: Locale): string[] {
    if (stored.value === undefined) return [];
    const { type, options } = this.bind(field);
    return type.above?.(stored.value, options, locale) ?? [];
  }

  noteOf(field: FieldDefinition, stored: StoredValue, locale: Locale): string | undefined {
    if (stored.value === undefined) return undefined;
    const { type, options } = this.bind(field);
    return type.note?.(stored.value, options, locale);
  }

  codeOf(field: FieldDefinition, stored: StoredValue, locale: Locale): string | undefined {
    if (stored.value === undefined) return undefined;
    const { type, options } = this.bind(field);
    return type.code?.(stored.value, options, locale);
  }

  /** The value by its named parts; empty where the plain line says all. */
  spreadOf(field: FieldDefinition, stored: StoredValue, locale: Locale): ValuePart[] {
    if (stored.value === undefined) return [];
    const { type, options } = this.bind(field);
    return type.spread?.(stored.value, options, locale) ?? [];
  }

  /** The headings of a value that is a table of contents. */
  outlineOf(field: FieldDefinition, stored: StoredValue): Heading[] | undefined {
    if (stored.value === undefined) return undefined;
    const { type, options } = this.bind(field);
    return type.outline?.(stored.value, options);
  }

  /** What is said in a value that is a stretch of a recording. */
  spokenOf(field: FieldDefinition, stored: StoredValue): Spoken | undefined {
    if (stored.value === undefined) return undefined;
    const { type, options } = this.bind(field);
    return type.spoken?.(stored.value, options);
  }

  /** Whether its values are the words of the thing itself: they belong to the part `text` of who may see what. */
  isText(field: FieldDefinition): boolean {
    const { type, options } = this.bind(field);
    const usually = type.fullText?.(options);
    // Under its title an item is known to whoever may know of it.
    if (usually === undefined || field.core === 'title' || field.core === 'altTitle') return false;
    return field.fullText ?? usually;
  }

  /** Where the value itself leads: the item it names, the file it is. */
  hrefOf(field: FieldDefinition, stored: StoredValue): string | undefined {
    if (stored.value === undefined) return undefined;
    const { type, options } = this.bind(field);
    return type.href?.(stored.value, options);
  }

  indexOf(field: FieldDefinition, stored: StoredValue): IndexForm {
    if (stored.value === undefined) return {};
    const { type, options } = this.bind(field);
    return type.index(stored.value, options);
  }

  /** Everything a value points to, the parts of a compound included. */
  refsOf(field: FieldDefinition, stored: StoredValue): string[] {
    if (stored.value === undefined) return [];
    const { type, options } = this.bind(field);
    const { ref } = type.index(stored.value, options);
    const references = type.references?.(stored.value, options) ?? [];
    const pointed = references.flatMap((one) => {
      if (one.kind !== 'term') return [one.ref];
      return one.code === undefined ? [] : [`${one.vocabulary}/${one.code}`];
    });
    return [...new Set([...(ref === undefined ? [] : [ref]), ...pointed])];
  }

  jsonldOf(field: FieldDefinition, stored: StoredValue): Json | undefined {
    if (stored.value === undefined) return undefined;
    const { type, options } = this.bind(field);
    return type.jsonld ? type.jsonld(stored.value, options) : type.display(stored.value, options, 'zh-CN');
  }

  /** The value in the forms that records of other systems are written from. Undefined where it is honestly blank. */
  recordOf(field: FieldDefinition, stored: StoredValue): RecordForm | undefined {
    return recordForm(this.bind(field), stored);
  }

  /** Rows for the console's lists. Blanks have a row without anything, so that "has a value" can be asked. */
  project(config: CollectionConfig, values: Values): ProjectedValue[] {
    return config.schema.fields.flatMap((field) =>
      (field.removed ? [] : (values[field.id] ?? [])).map((stored, ord) => {
        const form = this.indexOf(field, stored);
        const said = this.displayOf(config, field, stored, 'zh-CN');
        return {
          fieldId: field.id,
          ord,
          ...listForm({
            said,
            english: this.displayOf(config, field, stored, 'en'),
            name: form.name,
            runs: this.runsOf(config, field, stored),
            sort: stored.value === undefined ? null : (form.sort ?? said),
          }),
          number: form.number ?? form.days?.[0] ?? null,
          fromDay: form.days?.[0] ?? null,
          toDay: form.days?.[1] ?? null,
          ref: form.ref ?? null,
          refs: this.refsOf(field, stored),
        };
      }),
    );
  }

  /** What words mean where a field is narrowed from and to: a number, days. Undefined where they mean nothing there. */
  meantBy(field: FieldDefinition, words: string): IndexForm | undefined {
    const range = rangeOf(field);
    const type = range && this.plugins.fieldTypes.get(range.type);
    if (!range || !type?.read) return undefined;
    const options = type.options.safeParse(range.options);
    if (!options.success) return undefined;
    const parsed = type.value.safeParse(type.read(words, options.data));
    if (!parsed.success) return undefined;
    return type.index(type.normalise ? type.normalise(parsed.data, options.data) : parsed.data, options.data);
  }

  private firstOf(config: CollectionConfig, values: Values, core: 'title' | 'identifier'): string | undefined {
    const field = fieldOfRole(config, core);
    const stored = field && values[field.id]?.find((one) => one.value !== undefined);
    return field && stored ? this.displayOf(config, field, stored, 'zh-CN') || undefined : undefined;
  }
}

const fieldOfRole = ({ schema }: CollectionConfig, core: 'title' | 'identifier'): FieldDefinition | undefined =>
  schema.fields.find((one) => one.core === core && !one.removed);
