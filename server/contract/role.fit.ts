import type { CoreKey } from './field.roles.js';
import { rangeOf } from './list.filter.js';
import type { Json } from './values.js';

/** What a field must hold, for whoever asks for its role to find it there: a short line, any words, days, or an item. */
export type RoleNeed = 'line' | 'words' | 'days' | 'item';

const needs: Partial<Record<CoreKey, RoleNeed>> = {
  title: 'line',
  identifier: 'line',
  date: 'days',
  erected: 'days',
  rubbed: 'days',
  relation: 'item',
};
export const needOf = (role: CoreKey): RoleNeed => needs[role] ?? 'words';

const held: ReadonlyMap<string, RoleNeed | 'thing'> = new Map([
  ...(['text', 'term', 'identifier', 'number', 'compound', 'long-text'] as const).map(
    (type) => [type, 'line'] as const,
  ),
  ...(
    ['agent', 'place', 'measurement', 'point', 'boolean', 'url', 'rich-text', 'contents', 'transcription'] as const
  ).map((type) => [type, 'words'] as const),
  ...(['file', 'region', 'segments'] as const).map((type) => [type, 'thing'] as const),
  ['date', 'days'],
  ['link', 'item'],
]);

/** Whether a field of this type can have the role. A type from a plugin of somebody else's is taken at its word. */
export function fitsRole(role: CoreKey, field: { type: string; options: Record<string, Json> }): boolean {
  const holds = held.get(field.type);
  const need = needOf(role);
  if (holds === undefined || holds === need) return true;
  if (need === 'days') return rangeOf(field)?.kind === 'days';
  return need === 'words' && holds === 'line';
}
