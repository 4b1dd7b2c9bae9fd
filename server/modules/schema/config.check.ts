import { Injectable } from '@nestjs/common';
import type { CollectionPresentation, CollectionSchema, FieldDefinition } from '../../contract/collection.js';
import { isSingle } from '../../contract/field.roles.js';
import { type FieldProblem, Problem } from '../../contract/problems.js';
import type { FieldType } from '../../contract/plugin.js';
import { fitsRole, needOf } from '../../contract/role.fit.js';
import { wrongOptions } from '../../platform/plugins/block.options.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { optionsOf } from './field.options.js';
import { shapeFaults } from './shape.faults.js';

const empty = (text: Record<string, string>): boolean => !Object.values(text).some((part) => part.trim() !== '');

/** How many records hold values of fields that are to go, by field id. */
type Held = ReadonlyMap<string, number>;

export const goneFrom = (schema: CollectionSchema, before: CollectionSchema): FieldDefinition[] => {
  const kept = new Set(schema.fields.map((field) => field.id));
  return before.fields.filter(({ id }) => !kept.has(id));
};

function repeated(values: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(values.filter((value) => seen.size === seen.add(value).size));
}

/** What shapes alone cannot say about a configuration: that everything it names is there and fits together. */
@Injectable()
export class ConfigCheck {
  constructor(private readonly plugins: PluginHost) {}

  /** Against what was in force before, where there was anything. */
  assertSchema(schema: CollectionSchema, before?: CollectionSchema, held: Held = new Map()): void {
    if (before) this.refuse(this.lost(schema, before, held));
    this.refuse(this.schemaProblems(schema));
  }

  assertPresentation(presentation: CollectionPresentation, schema: CollectionSchema): void {
    this.refuse(this.presentationProblems(presentation, schema));
  }

  schemaProblems(schema: CollectionSchema, before?: CollectionSchema, held: Held = new Map()): FieldProblem[] {
    const problems: FieldProblem[] = before ? this.lost(schema, before, held) : [];
    const living = schema.fields.filter((field) => !field.removed);
    const twice = (what: string, values: string[]): void => {
      for (const value of repeated(values))
        problems.push({ path: 'fields', code: `field.${what}-twice`, params: { value } });
    };
    twice(
      'id',
      schema.fields.map((field) => field.id),
    );
    twice(
      'key',
      living.map((field) => field.key),
    );
    twice(
      'core',
      living.flatMap(({ core }) => (core && isSingle(core) ? core : [])),
    );
    if (!living.some((field) => field.core === 'title')) problems.push({ path: 'fields', code: 'field.no-title' });
    for (const field of living)
      problems.push(...this.nameProblems(field), ...this.roleProblems(field), ...this.fieldProblems(field, schema));
    for (const group of schema.groups)
      if (empty(group.label)) problems.push({ path: `groups.${group.key}.label`, code: 'field.no-label' });
    twice(
      'group',
      schema.groups.map((group) => group.key),
    );
    problems.push(
      ...this.named(
        schema.groups.flatMap((group) => group.fields),
        schema,
        'groups',
        false,
      ),
    );
    return problems;
  }

  presentationProblems(presentation: CollectionPresentation, schema: CollectionSchema): FieldProblem[] {
    const { searchFields, facets, sorts, card, page } = presentation;
    return [
      ...page.groups.flatMap((group): FieldProblem[] =>
        empty(group.label) ? [{ path: `page.groups.${group.key}.label`, code: 'field.no-label' }] : [],
      ),
      ...this.named(searchFields, schema, 'searchFields'),
      ...this.named(
        facets.map((facet) => facet.field),
        schema,
        'facets',
      ),
      ...this.named(
        sorts.map((sort) => sort.field),
        schema,
        'sorts',
      ),
      ...this.named([...card.subtitle, ...(card.summary ? [card.summary] : [])], schema, 'card'),
      ...this.named(
        page.groups.flatMap((group) => group.fields),
        schema,
        'page.groups',
      ),
      ...this.blockProblems(presentation.home),
    ];
  }

  /** What is set in blocks and means nothing to their kinds. Of a kind that no plugin has nothing is known, and readers see a gap. */
  private blockProblems(home: CollectionPresentation['home']): FieldProblem[] {
    const blocks = home.flatMap(({ id = '', ...block }) => [{ ...block, id }, ...(block.columns ?? []).flat()]);
    return blocks.flatMap((block): FieldProblem[] => {
      const kind = block.id === '' ? undefined : this.plugins.blocks.get(block.kind);
      return (kind ? wrongOptions(this.plugins, kind, block) : []).map(({ path }) => ({
        path: `home.${block.id}.${path}`,
        code: 'block.bad-value',
        params: {
          block: kind!.label,
          setting: kind!.settings.find(({ key }) => key === path.split('.')[0])?.label ?? {},
        },
      }));
    });
  }

  /**
   * Dropped outright, a field would take the meaning of its stored values with it: only one that holds none anywhere, and
   * that the platform makes no use of, may go. All others are marked removed instead.
   */
  private lost(schema: CollectionSchema, before: CollectionSchema, held: Held): FieldProblem[] {
    const now = new Map(schema.fields.map((field) => [field.id, field]));
    return before.fields.flatMap((field): FieldProblem[] => {
      const path = `fields.${field.id}`;
      const kept = now.get(field.id);
      const n = held.get(field.id) ?? 0;
      if (!kept && n > 0) return [{ path, code: 'field.dropped', params: { key: field.key, label: field.label, n } }];
      if (!kept && field.core)
        return [{ path, code: 'field.dropped-meaning', params: { key: field.key, label: field.label } }];
      if (!kept) return [];
      if (kept.type === field.type || !this.plugins.fieldTypes.has(kept.type)) return [];
      return [{ path: `${path}.type`, code: 'field.retyped', params: { from: field.type, to: kept.type } }];
    });
  }

  /** A draft may still lack these; what is published may not. */
  private nameProblems(field: FieldDefinition): FieldProblem[] {
    const path = `fields.${field.id}`;
    return [
      ...(empty(field.label) ? [{ path: `${path}.label`, code: 'field.no-label' }] : []),
      ...(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/.test(field.key) ? [] : [{ path: `${path}.key`, code: 'field.bad-key' }]),
    ];
  }

  /** Whatever asks for a role would find nothing that it can use. */
  private roleProblems({ id, type, options, core }: FieldDefinition): FieldProblem[] {
    if (core === undefined || fitsRole(core, { type, options })) return [];
    return [{ path: `fields.${id}.core`, code: 'field.core-unfit', params: { value: core, type, need: needOf(core) } }];
  }

  private fieldProblems(field: FieldDefinition, schema: CollectionSchema): FieldProblem[] {
    const path = `fields.${field.id}`;
    const other = field.shownWhen && schema.fields.find((one) => one.id === field.shownWhen!.field);
    if (field.shownWhen && (!other || other.removed || other.id === field.id))
      return [{ path: `${path}.shownWhen`, code: 'field.bad-condition' }];
    if (field.filledFrom !== undefined && !schema.fields.some((one) => one.id === field.filledFrom))
      return [{ path: `${path}.filledFrom`, code: 'field.unknown', params: { field: field.filledFrom } }];
    const type = this.plugins.fieldTypes.get(field.type);
    if (!type) return [{ path: `${path}.type`, code: 'field.unknown-type', params: { type: field.type } }];
    const parsed = optionsOf(type, field);
    if (parsed.success) return this.initialProblems(field, type, path);
    return shapeFaults(parsed.error.issues, field.options).map((one) => ({
      path: [path, 'options', ...one.path].join('.'),
      code: 'field.bad-option',
      params: { ...one.params, fault: one.fault },
    }));
  }

  private initialProblems(field: FieldDefinition, type: FieldType, path: string): FieldProblem[] {
    return (field.initial ?? []).flatMap((stored) =>
      stored.value === undefined || type.value.safeParse(stored.value).success
        ? []
        : [{ path: `${path}.initial`, code: 'field.bad-initial' }],
    );
  }

  /** Internal fields are nowhere in what the public sees, not even as a filter that would give them away. */
  private named(ids: readonly string[], schema: CollectionSchema, path: string, forPublic = true): FieldProblem[] {
    const byId = new Map(schema.fields.map((field) => [field.id, field]));
    return ids.flatMap((id) => {
      const field = byId.get(id);
      if (!field) return [{ path, code: 'field.unknown', params: { field: id } }];
      if (forPublic && field.internal) return [{ path, code: 'field.internal', params: { field: id } }];
      return [];
    });
  }

  private refuse(problems: FieldProblem[]): void {
    if (problems.length > 0) throw new Problem('config.invalid', {}, problems);
  }
}
