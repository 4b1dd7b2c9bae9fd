import type { LocalizedText } from '../../../contract/localized.js';

export interface ShippedTerm {
  code: string;
  label: LocalizedText;
  variants?: string[];
  external?: Record<string, string>;
  /** First and last year, astronomical: 0 is 1 BCE. */
  years?: [number | null, number | null];
  narrower?: ShippedTerm[];
}

export interface ShippedVocabulary {
  key: string;
  name: LocalizedText;
  terms: ShippedTerm[];
}

type More = Omit<ShippedTerm, 'code' | 'label'>;

export function term(code: string, zh: string, en: string, more: More = {}): ShippedTerm {
  return { code, label: { 'zh-CN': zh, en }, ...more };
}

/** A flat list, one line a term: `code zh English words = variant, variant`. */
export function list(lines: string): ShippedTerm[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [heading = '', variants] = line.trim().split(' = ');
      const [code = '', zh = '', ...en] = heading.split(' ');
      return term(code, zh, en.join(' '), variants ? { variants: variants.split('、') } : {});
    });
}

export const vocabulary = (key: string, zh: string, en: string, terms: ShippedTerm[]): ShippedVocabulary => ({
  key,
  name: { 'zh-CN': zh, en },
  terms,
});
