import type { LackingPart } from '../../server/contract/completeness.js';
import type { LocalizedText } from '../../server/contract/localized.js';
import type { FieldRule } from '../../web/kit/plugin.js';
import type { Json } from '../../server/contract/values.js';

interface Asked {
  key: string;
  label: LocalizedText;
  type: string;
  vocabulary?: string;
  options?: Record<string, Json>;
  required?: boolean;
}

const partsOf = (options: { parts?: unknown }): Asked[] => (options.parts ?? []) as Asked[];
const saidIn = (value: Json): Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

function nothing(value: Json | undefined): boolean {
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

/** A value is unsure where one of its parts is. */
export const isPartUnsure: NonNullable<FieldRule['unsure']> = (value, { options }, ruleOf) => {
  const given = saidIn(value);
  return partsOf(options).some(({ key, type, vocabulary, options: own = {} }) => {
    const part = given[key];
    return !nothing(part) && ruleOf(type)?.unsure?.(part!, { vocabulary, options: own }, ruleOf) === true;
  });
};
