import type { LocalizedText } from '../../../../server/contract/localized.js';

const simplified = ['zh-CN', 'zh', 'zh-Hans'] as const;
const traditional = ['zh-TW', 'zh-Hant'] as const;

/** A text of a document with the way to it. */
export interface PlacedText {
  path: readonly string[];
  text: LocalizedText;
}

const isText = (value: object): value is LocalizedText =>
  [...simplified, ...traditional].some((tag) => tag in value) &&
  Object.values(value).every((part) => typeof part === 'string');

/** Every text of a document that has simplified characters, in the order in which it is written. */
export function textsIn(document: unknown, path: readonly string[] = []): PlacedText[] {
  if (typeof document !== 'object' || document === null) return [];
  if (!Array.isArray(document) && isText(document)) {
    return simplified.some((tag) => document[tag]?.trim()) ? [{ path, text: document }] : [];
  }
  return Object.entries(document).flatMap(([key, part]) => textsIn(part, [...path, key]));
}

export const simplifiedOf = (text: LocalizedText): string => simplified.map((tag) => text[tag]).find(Boolean) ?? '';
export const traditionalOf = (text: LocalizedText): string => traditional.map((tag) => text[tag]).find(Boolean) ?? '';

/** The same document with one text in traditional characters by hand, or without. Nothing else of it is made anew. */
export function withTraditional<T>(document: T, [key, ...rest]: readonly string[], own: string): T {
  if (key === undefined) {
    const { 'zh-TW': _, 'zh-Hant': __, ...others } = document as LocalizedText;
    return (own.trim() ? { ...others, 'zh-TW': own } : others) as T;
  }
  if (Array.isArray(document)) {
    return document.map((part, at) => (String(at) === key ? withTraditional(part as unknown, rest, own) : part)) as T;
  }
  const record = document as Record<string, unknown>;
  return { ...record, [key]: withTraditional(record[key], rest, own) } as T;
}
