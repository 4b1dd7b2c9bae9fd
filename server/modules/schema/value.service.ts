import { Injectable } from '@nestjs/common';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { shownFields } from '../../contract/condition.js';
import { rangeOf } from '../../contract/list.filter.js';
import type { Locale } from '../../contract/localized.js';
import type { Heading } from '../../contract/outline.js';
import type { IndexForm, LinkTarget, LookUp, Neighbour, Reference, TextRun, ValuePart } from '../../contract/plugin.js';
import { type FieldProblem, Problem } from '../../contract/problems.js';
import { neighboursIn } from '../../contract/neighbours.js';
import type { Json, StoredValue, Values } from '../../contract/values.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { blankText } from './blank.text.js';
import { listForm } from './list.form.js';
import { optionsOf } from './field.options.js';
import { type Bound, dublinCore, recordForm } from './record.form.js';
import { type KnownReferences, ReferenceService } from './reference.service.js';
import { reread, withWords } from './reread.js';
import type { Checked, Owner, ProjectedValue, RecordForm, RecordValues, Stage, StatedLink } from './value.shapes.js';

export type * from './value.shapes.js';

/** Values that can be read, with what each points to. */
type Pointing = ReadonlyMap<StoredValue, Reference[]>;

/** The only place where field types meet stored values. */
@Injectable()
export class ValueService {
  private readonly bound = new WeakMap<FieldDefinition, Bound>();

  constructor(
    private readonly plugins: PluginHost,
    private readonly references: ReferenceService,
  ) {}

  /** What was sent, in its stored form, and everything that stands between it and that stage. */
  async check(config: CollectionConfig, values: Values, stage: Stage, owner: Owner): Promise<Checked> {
    return (await this.checkAll([{ config, values, ...owner }], stage))[0]!;
  }

  /** The same for many records, whose references are looked up together. */
  async checkAll(records: readonly RecordValues[], stage: Stage): Promise<Checked[]> {
    const checked = records.map(({ config, values }) => this.shape(config, values, stage));
    const given = records.map((record, at) => ({ ...record, values: checked[at]!.values }));
    const { values } = await this.settleAll(
      given,
      checked.map(({ problems }) => problems),
    );
    return checked.map(({ problems }, at) => ({ values: values[at]!, problems }));
  }

  /** The same values with today's names of what they refer to. */
  async resolve(config: CollectionConfig, values: Values, owner: Owner): Promise<Values> {
    return (await this.resolveAll([{ config, values, ...owner }]))[0]!;
  }

  /** The same for many records, of whatever collections and libraries. */
  async resolveAll(records: readonly RecordValues[]): Promise<Values[]> {
    return (await this.settleAll(records)).values;
  }

  /** The same, with the public ids of all records that the values point to, by how they say so: see `refsOf`. */
  async resolveWithRecords(
    records: readonly RecordValues[],
  ): Promise<{ values: Values; records: ReadonlyMap<string, string> }[]> {
    const { values, pointing, references } = await this.settleAll(records);
    return values.map((settled, at) => ({
      values: settled,
      records: references(records[at]!.libraryId).recordsOf([...pointing[at]!.values()].flat()),
    }));
  }

  /**
   * What the values of one field say in another's type, for many records at once. `left` counts those that say nothing
   * there, or find no room: they stay where they are.
   */
  async carry(
    config: CollectionConfig,
    from: FieldDefinition,
    to: FieldDefinition,
    records: readonly (readonly StoredValue[])[],
    owner: Owner,
  ): Promise<{ values: StoredValue[]; left: number }[]> {
    const read = records.flatMap((stored, record) =>
      stored.flatMap((one) => {
        const value = reread(this.bind, from, to, one);
        return value ? [{ record, value, before: one }] : [];
      }),
    );
    const problems: FieldProblem[] = [];
    const values = { [to.id]: read.map((one) => one.value) };
    const [settled] = (await this.settleAll([{ config, values, ...owner }], [problems])).values;
    const refused = new Set(problems.map((problem) => Number(problem.path.split('.')[1])));
    const carried: StoredValue[][] = records.map(() => []);
    for (const [at, { record, before }] of read.entries()) {
      if (refused.has(at) || (!to.repeatable && carried[record]!.length > 0)) continue;
      carried[record]!.push(withWords(this.bind, from, before, to, settled![to.id]![at]!));
    }
    return carried.map((values, at) => ({ values, left: records[at]!.length - values.length }));
  }

  titleOf(config: CollectionConfig, values: Values): string {
    return this.firstOf(config, values, 'title') ?? this.firstOf(config, values, 'identifier') ?? '';
  }

  identifierOf(config: CollectionConfig, values: Values): string | null {
    return this.firstOf(config, values, 'identifier') ?? null;
  }

  /** What search reads; the words of the thing itself are read beside the heading. */
  runsOf(_config: CollectionConfig, field: FieldDefinition, stored: StoredValue): TextRun[] {
    const { type, options } = this.bind(field);
    const runs = stored.value === undefined ? [] : type.text(stored.value, options);
    return stored.asWritten ? [...runs, { text: stored.asWritten }] : runs;
  }

  displayOf(_config: CollectionConfig, field: FieldDefinition, stored: StoredValue, locale: Locale): string {
    if (stored.value === undefined) return stored.blank ? blankText(stored.blank, locale) : '';
    const { type, options } = this.bind(field);
    return type.display(stored.value, options, locale);
  }

  noteOf(field: FieldDefinition, stored: StoredValue, locale: Locale): string | undefined {
    if (stored.value === undefined) return undefined;
    const { type, options } = this.bind(field);
    return type.note?.(stored.value, options, locale);
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

  dcOf(field: FieldDefinition, stored: StoredValue): string[] {
    return stored.value === undefined ? [] : dublinCore(this.bind(field), stored.value);
  }

  /** What the link fields of a record state, as far as readers may hear it: whose what it is. */
  linksOf(config: CollectionConfig, values: Values): StatedLink[] {
    return shownFields(config.schema.fields, values).flatMap((field) => {
      const role = this.roleOf(field);
      if (role === undefined || field.removed || field.internal) return [];
      const { type } = this.bind(field);
      return (values[field.id] ?? []).flatMap((stored, ord) => {
        const target = stored.value === undefined ? undefined : type.linking!.of(stored.value);
        return target ? [{ ...target, role, fieldId: field.id, ord }] : [];
      });
    });
  }

  /** The role that a field states of every item it leads to. */
  roleOf(field: FieldDefinition): string | undefined {
    const { type, options } = this.bind(field);
    return type.linking?.role(options);
  }

  /** Items that any link of the record leads to, whether it states a relation or only mentions them. */
  targetsOf(field: FieldDefinition, stored: StoredValue): LinkTarget | undefined {
    return stored.value === undefined ? undefined : this.bind(field).type.linking?.of(stored.value);
  }

  linkTo(field: FieldDefinition, target: LinkTarget): StoredValue {
    return { value: this.bind(field).type.linking!.to(target) };
  }

  /** Public ids of all items that a record's values lead to. */
  itemsIn(config: CollectionConfig, values: Values): string[] {
    const items = new Set<string>();
    this.seenLinks(config, values, (item) => (items.add(item), null));
    return [...items];
  }

  /** Links as readers may have them: `titleOf` answers null for an item that this reader does not see. */
  seenLinks(config: CollectionConfig, values: Values, titleOf: (item: string) => string | null): Values {
    const seen = { ...values };
    for (const field of config.schema.fields) {
      const { linking } = this.bind(field).type;
      if (!linking || field.removed || !values[field.id]) continue;
      seen[field.id] = values[field.id]!.flatMap((stored) => {
        const target = stored.value === undefined ? undefined : linking.of(stored.value);
        if (!target) return [stored];
        const value = linking.seen(stored.value!, titleOf(target.item));
        return value === undefined ? [] : [{ ...stored, value }];
      });
    }
    return seen;
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

  private readonly bind = (field: FieldDefinition): Bound => {
    const known = this.bound.get(field);
    if (known) return known;
    const type = this.plugins.fieldType(field.type);
    const options = optionsOf(type, field);
    if (!options.success) throw new Problem('config.invalid', { field: field.key }, [], { cause: options.error });
    const bound = { type, options: options.data };
    this.bound.set(field, bound);
    return bound;
  };

  private normalise(
    field: FieldDefinition,
    stored: StoredValue,
    neighbours: readonly Neighbour[],
    path: string,
    problems: FieldProblem[],
  ): StoredValue {
    if (stored.value === undefined) return stored;
    const { type, options } = this.bind(field);
    const parsed = type.value.safeParse(stored.value);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const params = { message: issue.message, reason: issue.code };
        problems.push({ path: [path, 'value', ...issue.path].join('.'), code: 'value.invalid', params });
      }
      return stored;
    }
    const value = type.normalise ? type.normalise(parsed.data, options, neighbours) : parsed.data;
    for (const fault of type.faults?.(value, options) ?? []) {
      const params = { message: fault.message, reason: 'option' };
      problems.push({ path: [path, 'value', ...fault.path].join('.'), code: 'value.invalid', params });
    }
    return { ...stored, value };
  }

  private shape(config: CollectionConfig, values: Values, stage: Stage): Checked {
    const problems: FieldProblem[] = [];
    const normal: Values = {};
    const byId = new Map(config.schema.fields.map((field) => [field.id, field]));
    const neighbours = neighboursIn(config.schema.fields, values);
    for (const [id, stored] of Object.entries(values)) {
      const field = byId.get(id);
      if (!field) problems.push({ path: id, code: 'value.unknown-field' });
      else if (field.removed) normal[id] = stored;
      else if (stored.length > 0) {
        if (!field.repeatable && stored.length > 1) problems.push({ path: id, code: 'value.single' });
        normal[id] = stored.map((one, at) => this.normalise(field, one, neighbours, `${id}.${at}`, problems));
      }
    }
    for (const field of shownFields(config.schema.fields, normal)) {
      const asked = field.required === 'draft' || (stage === 'publish' && field.required === 'publish');
      if (asked && !field.removed && !normal[field.id]?.length)
        problems.push({ path: field.id, code: 'value.required' });
    }
    return { values: normal, problems };
  }

  /** What a record's values point to, as far as they can be read: what cannot is not among them. */
  private pointingIn({ config, values }: RecordValues): Pointing {
    const found = new Map<StoredValue, Reference[]>();
    for (const field of config.schema.fields) {
      if (field.removed || !values[field.id]) continue;
      const { type, options } = this.bind(field);
      if (!type.references) continue;
      for (const stored of values[field.id]!) {
        const { value } = stored;
        if (value !== undefined && type.value.safeParse(value).success)
          found.set(stored, type.references(value, options));
      }
    }
    return found;
  }

  /** Values with what they point to looked up, in one question for all of them; problems of each where they are asked for. */
  private async settleAll(
    records: readonly RecordValues[],
    problems?: readonly FieldProblem[][],
  ): Promise<{ values: Values[]; pointing: Pointing[]; references: (libraryId: number | null) => KnownReferences }> {
    const pointing = records.map((record) => this.pointingIn(record));
    const references = await this.references.lookUp(
      records.map(({ libraryId }, at) => ({ references: [...pointing[at]!.values()].flat(), libraryId })),
    );
    const values = records.map((record, at) =>
      this.settle(record, pointing[at]!, references(record.libraryId).find, problems?.[at]),
    );
    return { values, pointing, references };
  }

  private settle(
    { config, values }: RecordValues,
    pointing: Pointing,
    lookUp: LookUp,
    problems?: FieldProblem[],
  ): Values {
    const settled = { ...values };
    for (const field of config.schema.fields) {
      if (field.removed || !values[field.id]) continue;
      const { type, options } = this.bind(field);
      if (!type.references) continue;
      settled[field.id] = values[field.id]!.map((stored, at) => {
        if (stored.value === undefined || !pointing.has(stored)) return stored;
        for (const reference of (problems && type.unknown?.(stored.value, options, lookUp)) ?? []) {
          const code = reference.kind === 'term' ? 'value.unknown-term' : 'value.unknown-ref';
          problems!.push({ path: `${field.id}.${at}`, code, params: { ...reference } });
        }
        return type.settle ? { ...stored, value: type.settle(stored.value, options, lookUp) } : stored;
      });
    }
    return settled;
  }

  private firstOf(config: CollectionConfig, values: Values, core: 'title' | 'identifier'): string | undefined {
    const field = config.schema.fields.find((one) => one.core === core && !one.removed);
    const stored = field && values[field.id]?.find((one) => one.value !== undefined);
    return field && stored ? this.displayOf(config, field, stored, 'zh-CN') || undefined : undefined;
  }
}
