import type { Json } from '../../../../server/contract/values.js';

export interface Shape {
  type?: string;
  enum?: string[];
  default?: Json;
  maxLength?: number;
}

/** These have a place of their own. */
const elsewhere = new Set(['vocabulary', 'parts']);
const simple = ['choice', 'string', 'boolean', 'number', 'integer'];

/** What of a type's options a librarian sets by a simple input, by the type's own description. */
export function settable(description: { [key: string]: unknown } | undefined): {
  name: string;
  kind: string;
  shape: Shape;
}[] {
  return Object.entries((description?.['properties'] ?? {}) as Record<string, Shape>)
    .filter(([name]) => !elsewhere.has(name))
    .map(([name, shape]) => ({ name, kind: shape.enum ? 'choice' : (shape.type ?? ''), shape }))
    .filter(({ kind }) => simple.includes(kind));
}
