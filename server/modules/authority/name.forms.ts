import type { LocalizedText } from '../../contract/localized.js';
import { fold, readText, sortKey } from '../../contract/text/index.js';

const withoutTone = (reading: string): string => reading.replace(/\d$/, '');

/** A name as it is looked up. */
export const nameForm = (name: string): string => fold(name).trim();

/** A name as it may be typed: folded, spelled out, and by the first letters of its spelling. */
export function searchForms(names: readonly string[]): string[] {
  const forms = new Set<string>();
  for (const name of names) {
    if (name.trim() === '') continue;
    forms.add(nameForm(name));
    const readings = readText(name).filter((reading) => reading !== null);
    if (readings.length === 0) continue;
    forms.add(readings.map(withoutTone).join(''));
    forms.add(readings.map((reading) => reading[0]).join(''));
  }
  return [...forms];
}

export const namesOf = (label: LocalizedText, variants: readonly string[] = []): string[] => [
  ...new Set([...Object.values(label), ...variants].filter((name) => name.trim() !== '')),
];

/** One line a form, so that a match at the beginning of a line is a match at the beginning of a name. */
export function searchText(label: LocalizedText, variants: readonly string[], more: readonly string[] = []): string {
  return `\n${searchForms([...namesOf(label, variants), ...more]).join('\n')}`;
}

export function sortTextOf(label: LocalizedText): string {
  const name = label['zh-CN'] ?? label['zh-Hans'] ?? label['zh'] ?? label['zh-TW'] ?? Object.values(label)[0] ?? '';
  return sortKey(name, 'pinyin', { name: true });
}

/** Whether one of its names is this one, in whichever characters either is written. */
export const isNamed = (q: string, label: LocalizedText, variants: readonly string[]): boolean =>
  q.trim() !== '' && namesOf(label, variants).some((name) => nameForm(name) === nameForm(q));

/** The variant in which what was typed was found, when the heading itself does not hold it. */
export function matchedVariant(q: string, label: LocalizedText, variants: readonly string[]): string | null {
  const asked = fold(q).trim();
  if (asked === '' || searchForms(namesOf(label)).some((form) => form.includes(asked))) return null;
  return variants.find((variant) => searchForms([variant]).some((form) => form.includes(asked))) ?? null;
}

export const likePattern = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
