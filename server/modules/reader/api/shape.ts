import type { Schema } from '../../../platform/http/openapi.js';
import { escapeHtml } from '../escape.js';

const refs = '#/components/schemas/';
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const referredTo = (schema: Schema): string | undefined =>
  typeof schema['$ref'] === 'string' ? schema['$ref'].replace(refs, '') : undefined;

/** All components that a schema names, itself or by others. */
export function namesIn(schema: unknown, components: Readonly<Record<string, Schema>>, found = new Set<string>()) {
  if (Array.isArray(schema)) for (const part of schema) namesIn(part, components, found);
  else if (isSchema(schema)) {
    const name = referredTo(schema);
    if (name !== undefined && !found.has(name)) {
      found.add(name);
      namesIn(components[name], components, found);
    }
    for (const part of Object.values(schema)) namesIn(part, components, found);
  }
  return found;
}

export const anchorOf = (name: string): string => `shape-${name.toLowerCase()}`;

/** A name of its own leads to where that shape is told. */
const named = (name: string): string => `<a href="#${anchorOf(name)}">${escapeHtml(name)}</a>`;

/** JSON Schema as one reads it: keys, kinds, what may be missing. As markup, because names are links. */
export function shapeOf(schema: Schema, depth = 0): string {
  const name = referredTo(schema);
  if (name !== undefined) return named(name);
  if ('const' in schema) return escapeHtml(JSON.stringify(schema['const']));
  if (Array.isArray(schema['enum'])) return schema['enum'].map((one) => escapeHtml(JSON.stringify(one))).join(' | ');
  const either = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(either)) return [...new Set((either as Schema[]).map((one) => shapeOf(one, depth)))].join(' | ');
  if (Array.isArray(schema['allOf']))
    return (schema['allOf'] as Schema[]).map((one) => shapeOf(one, depth)).join(' & ');
  if (Array.isArray(schema['type'])) return schema['type'].join(' | ');
  if (schema['type'] === 'array') return arrayOf(schema, depth);
  if (schema['type'] === 'object') return objectOf(schema, depth);
  if (typeof schema['type'] !== 'string') return 'any';
  return schema['format'] === 'date-time' ? 'date-time' : schema['type'];
}

function arrayOf(schema: Schema, depth: number): string {
  const some = schema['prefixItems'];
  if (Array.isArray(some)) return `[${(some as Schema[]).map((one) => shapeOf(one, depth)).join(', ')}]`;
  const one = isSchema(schema['items']) ? shapeOf(schema['items'], depth) : 'any';
  return one.includes(' | ') && !one.startsWith('{') ? `(${one})[]` : `${one}[]`;
}

function objectOf(schema: Schema, depth: number): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const more = schema['additionalProperties'];
  if (properties.length === 0) return isSchema(more) ? `{ [key]: ${shapeOf(more, depth)} }` : '{}';
  const required = new Set(schema['required'] as string[] | undefined);
  const inset = '  '.repeat(depth + 1);
  const lines = properties.map(([key, part]) => {
    const sure = required.has(key) ? '' : '?';
    return `${inset}${escapeHtml(key)}${sure}: ${shapeOf(part, depth + 1)}`;
  });
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}
