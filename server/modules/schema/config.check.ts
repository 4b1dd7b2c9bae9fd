import { Injectable } from '@nestjs/common';
import type { CollectionPresentation, CollectionSchema, FieldDefinition } from '../../contract/collection.js';
import { type FieldProblem, Problem } from '../../contract/problems.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { optionsOf } from './field.options.js';

function repeated(values: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(values.filter((value) => seen.size === seen.add(value).size));
}

/** What shapes alone cannot say about a configuration: that everything it names is there and fits together. */
@Injectable()
export class ConfigCheck {
  constructor(private readonly plugins: PluginHost) {}

  assertSchema(schema: CollectionSchema): void {
    this.refuse(this.schemaProblems(schema));
  }

  assertPresentation(presentation: CollectionPresentation, schema: CollectionSchema): void {
    this.refuse(this.presentationProblems(presentation, schema));
  }

  schemaProblems(schema: CollectionSchema): FieldProblem[] {
    const problems: FieldProblem[] = [];
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
      living.flatMap((field) => field.core ?? []),
    );
    if (!living.some((field) => field.core === 'title')) problems.push({ path: 'fields', code: 'field.no-title' });
    for (const field of living) problems.push(...this.fieldProblems(field));
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
    ];
  }

  private fieldProblems(field: FieldDefinition): FieldProblem[] {
    const path = `fields.${field.id}`;
    const type = this.plugins.fieldTypes.get(field.type);
    if (!type) return [{ path: `${path}.type`, code: 'field.unknown-type', params: { type: field.type } }];
    const parsed = optionsOf(type, field);
    if (parsed.success) return [];
    return parsed.error.issues.map((issue) => ({
      path: [path, 'options', ...issue.path].join('.'),
      code: 'field.bad-option',
      params: { message: issue.message },
    }));
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
