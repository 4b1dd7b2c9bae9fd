import type { z } from 'zod';
import { nameTable } from '../../contract/name.table.js';

type Issue = z.core.$ZodIssue;

/** What is wrong with one place of a document, for a sentence that says what to do there. */
export interface ShapeFault {
  path: PropertyKey[];
  fault: 'missing' | 'type' | 'choice' | 'long' | 'short' | 'empty' | 'format' | 'unknown-key' | 'other';
  params: Record<string, unknown>;
}

const kinds = nameTable<string>({
  string: 'text',
  number: 'number',
  int: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
  record: 'object',
});

/** The validator's issues, in words that do not depend on it; `given` is the document that it looked at. */
export const shapeFaults = (issues: readonly Issue[], given: unknown): ShapeFault[] =>
  issues.map((issue) => ({ path: issue.path, ...faultOf(issue, given) }));

function faultOf(issue: Issue, given: unknown): Omit<ShapeFault, 'path'> {
  if (at(given, issue.path) === undefined && issue.code !== 'unrecognized_keys')
    return { fault: 'missing', params: {} };
  switch (issue.code) {
    case 'invalid_type':
      return { fault: 'type', params: { expected: kinds[issue.expected] ?? 'object' } };
    case 'invalid_value':
      return { fault: 'choice', params: { values: issue.values.map(String) } };
    case 'too_big':
      return { fault: 'long', params: { limit: Number(issue.maximum), of: issue.origin } };
    case 'too_small':
      return { fault: 'short', params: { limit: Number(issue.minimum), of: issue.origin } };
    case 'invalid_format':
    case 'invalid_key':
      return { fault: 'format', params: {} };
    case 'unrecognized_keys':
      return { fault: 'unknown-key', params: { keys: issue.keys } };
    case 'custom':
      return { fault: issue.message === 'required' ? 'empty' : 'other', params: {} };
    default:
      return { fault: 'other', params: {} };
  }
}

function at(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    given,
  );
}
