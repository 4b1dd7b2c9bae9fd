import { z } from 'zod';
import { type FieldType, longestText } from '../../contract/plugin.js';

/** Names and texts of a value alike: whatever a type reads of it. */
function isLonger(given: unknown, most: number): boolean {
  if (typeof given === 'string') return given.length > most;
  if (Array.isArray(given)) return given.some((part) => isLonger(part, most));
  if (typeof given !== 'object' || given === null) return false;
  return Object.entries(given).some(([name, part]) => name.length > most || isLonger(part, most));
}

/**
 * A type that is never shown a text longer than it said it reads: what takes a name apart need not stand a book. Its own
 * schema is not asked first, since schemas read a text to its end before they say that it is too long.
 */
export function bounded(type: FieldType): FieldType {
  const most = type.longest ?? longestText;
  const value = z.preprocess((given, context) => {
    if (!isLonger(given, most)) return given;
    context.addIssue({ code: 'custom', message: `longer than ${most}` });
    return z.NEVER;
  }, type.value);
  const own: PropertyDescriptorMap = { value: { value, enumerable: true } };
  if (type.read) {
    const read: FieldType['read'] = (words, options) => (words.length > most ? undefined : type.read!(words, options));
    own['read'] = { value: read, enumerable: true };
  }
  if (type.yearsMeant) {
    const yearsMeant: FieldType['yearsMeant'] = (words, locale) =>
      words.length > most ? [] : type.yearsMeant!(words, locale);
    own['yearsMeant'] = { value: yearsMeant, enumerable: true };
  }
  return Object.create(type, own) as FieldType;
}
