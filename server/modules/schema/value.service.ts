import { Injectable } from '@nestjs/common';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { lacking, type Stage } from '../../contract/completeness.js';
import type { LookUp, Neighbour, Reference } from '../../contract/plugin.js';
import type { FieldProblem } from '../../contract/problems.js';
import { neighboursIn } from '../../contract/neighbours.js';
import type { Json, StoredValue, Values } from '../../contract/values.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { type KnownReferences, ReferenceService } from './reference.service.js';
import { reread, withWords } from './reread.js';
import { ValueForms } from './value.forms.js';
import { ValueLinks } from './value.links.js';
import type { Checked, Owner, RecordValues } from './value.shapes.js';

export type * from './value.shapes.js';

/** Values that can be read, with what each points to. */
type Pointing = ReadonlyMap<StoredValue, Reference[]>;

/** What values may be and what they point to, by the types of their fields: of whole batches of records at once. */
@Injectable()
export class ValueService {
  /** A value as others read it. */
  readonly forms: ValueForms;
  /** What of it leads to other items. */
  readonly links: ValueLinks;

  constructor(
    plugins: PluginHost,
    private readonly references: ReferenceService,
  ) {
    this.forms = new ValueForms(plugins);
    this.links = new ValueLinks(this.forms);
  }

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
        const value = reread(this.forms.bind, from, to, one);
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
      carried[record]!.push(withWords(this.forms.bind, from, before, to, settled![to.id]![at]!));
    }
    return carried.map((values, at) => ({ values, left: records[at]!.length - values.length }));
  }

  private normalise(
    field: FieldDefinition,
    stored: StoredValue,
    neighbours: readonly Neighbour[],
    path: string,
    problems: FieldProblem[],
  ): StoredValue {
    if (stored.value === undefined) return stored;
    const { type, options } = this.forms.bind(field);
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
    const partsLacking = (field: FieldDefinition, value: Json) => {
      const { type, options } = this.forms.bind(field);
      const read = type.lacks && type.value.safeParse(value);
      return read?.success ? type.lacks!(read.data, options) : [];
    };
    for (const { field, at, part } of lacking(config.schema.fields, normal, stage, partsLacking)) {
      if (!part) problems.push({ path: field.id, code: 'value.required' });
      else {
        const path = `${field.id}.${at}.value.${part.key}`;
        problems.push({ path, code: 'value.part-required', params: { part: part.key, name: part.label } });
      }
    }
    return { values: normal, problems };
  }

  /** What a record's values point to, as far as they can be read: what cannot is not among them. */
  private pointingIn({ config, values }: RecordValues): Pointing {
    const found = new Map<StoredValue, Reference[]>();
    for (const field of config.schema.fields) {
      if (field.removed || !values[field.id]) continue;
      const { type, options } = this.forms.bind(field);
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
      const { type, options } = this.forms.bind(field);
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
}
