import { localize, type Locale } from '../../../../server/contract/localized.js';
import { relationRoles, roleOf } from '../../../../server/contract/relations.js';
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

/** What the other end of a relation is called; where two are called the same, by its heading. */
export function relationWord(role: string, locale: Locale): string {
  const own = localize(roleOf(role)?.one, locale);
  const same = relationRoles.filter((one) => localize(roleOf(one)?.one, locale) === own);
  // The first of them keeps the plain word.
  return same.length > 1 && same[0] !== role ? localize(roleOf(role)?.label, locale) : own;
}
