import type { LackingPart } from '../../server/contract/completeness.js';
import type { LocalizedText } from '../../server/contract/localized.js';
import type { Json } from '../../server/contract/values.js';

export interface Asked {
  key: string;
  label: LocalizedText;
  type: string;
  vocabulary?: string;
  options?: Record<string, Json>;
  required?: boolean;
}

export const partsOf = (options: { parts?: unknown }): Asked[] => (options.parts ?? []) as Asked[];
export const saidIn = (value: Json): Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

export function nothing(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && Object.values(value).every(nothing);
}

/** For the form and for the rules alike: the parts that are asked for and say nothing. */
export function partsLacking(value: Json, options: { parts?: unknown }): LackingPart[] {
  const given = saidIn(value);
  return partsOf(options)
    .filter(({ key, required }) => required && nothing(given[key]))
    .map(({ key, label }) => ({ key, label }));
}
