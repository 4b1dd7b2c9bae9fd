import { variantKinds } from '../../contract/api/authority.routes.js';
import { inScriptOf, type Locale, localize } from '../../contract/localized.js';
import type { AuthorityView, Run } from '../../contract/reader.js';
import { spoken } from '../../contract/text/traditional.js';
import type { Json } from '../../contract/values.js';
import { yearsText } from '../../contract/years.text.js';
import type { OpenAuthority } from '../authority/open.authority.service.js';
import { outsideId } from '../../contract/outside.registers.js';

export function positionText(latitude: number | null, longitude: number | null, locale: Locale): string {
  if (latitude === null || longitude === null) return '';
  const degrees = (value: number) => `${Number(Math.abs(value).toFixed(4))}°`;
  const words =
    locale === 'en' ? ['N', 'S', 'E', 'W'] : ['北纬', '南纬', '东经', '西经'].map((word) => inScriptOf(locale, word));
  const [ns, ew] = [words[latitude < 0 ? 1 : 0]!, words[longitude < 0 ? 3 : 2]!];
  return locale === 'en'
    ? `${degrees(latitude)} ${ns}, ${degrees(longitude)} ${ew}`
    : `${ns} ${degrees(latitude)}，${ew} ${degrees(longitude)}`;
}

const runIn = (locale: Locale, text: string): Run => ({ text, ...spoken(text, locale) });

/** In the order in which people are introduced: 字, 号, 室名 … and what is simply another name last. */
function variantsOf({ variants, variantKinds: kinds }: OpenAuthority, locale: Locale): AuthorityView['variants'] {
  return [...variantKinds, 'other' as const].flatMap((kind) => {
    const names = variants.filter((name) => ((Object.hasOwn(kinds, name) && kinds[name]) || 'other') === kind);
    const runs = names.map((text) => runIn(locale, text));
    return runs.length > 0 ? [{ kind, names: runs }] : [];
  });
}

const languageTags: Record<string, string> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' };

function otherNames({ name }: OpenAuthority, shown: string): Run[] {
  const others = Object.entries(name).filter(([, text]) => text.trim() !== '' && text !== shown);
  return others.map(([tag, text]) => ({ text, lang: Object.hasOwn(languageTags, tag) ? languageTags[tag]! : tag }));
}

const isoYear = (year: number): string => `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;

/** schema.org: what a machine that follows the link wants to know. */
function jsonldOf(record: OpenAuthority, view: Pick<AuthorityView, 'name' | 'note' | 'vocabulary' | 'external'>) {
  const names = new Set([...Object.values(record.name), ...record.variants].filter((one) => one !== view.name));
  const sameAs = view.external.flatMap(({ href }) => href ?? []);
  const types = { person: 'Person', family: 'Organization', body: 'Organization' } as const;
  const found: Record<string, Json | undefined> = {
    '@type':
      record.kind === 'agent' ? types[record.type ?? 'person'] : record.kind === 'place' ? 'Place' : 'DefinedTerm',
    name: view.name,
    alternateName: names.size > 0 ? [...names] : undefined,
    description: view.note.text || undefined,
    sameAs: sameAs.length > 0 ? sameAs : undefined,
  };
  if (record.kind === 'agent') {
    const [from, to] = record.type === 'person' ? ['birthDate', 'deathDate'] : ['foundingDate', 'dissolutionDate'];
    if (record.fromYear !== null) found[from!] = isoYear(record.fromYear);
    if (record.toYear !== null) found[to!] = isoYear(record.toYear);
  } else if (record.kind === 'place' && record.latitude !== null && record.longitude !== null) {
    found['geo'] = { '@type': 'GeoCoordinates', latitude: record.latitude, longitude: record.longitude };
  } else if (record.kind === 'term') {
    found['termCode'] = record.code ?? undefined;
    found['inDefinedTermSet'] = { '@type': 'DefinedTermSet', name: view.vocabulary.text };
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Record<string, Json>;
}

export function authorityView(
  record: OpenAuthority,
  locale: Locale,
  around: Pick<AuthorityView, 'above' | 'below' | 'dynasty'>,
): AuthorityView {
  const name = localize(record.name, locale);
  const view = {
    name,
    note: runIn(locale, localize(record.note, locale)),
    vocabulary: runIn(locale, localize(record.vocabularyName, locale)),
    external: Object.entries(record.external).map(([key, id]) => outsideId(key, id)),
  };
  return {
    ...view,
    ...around,
    ...spoken(name, locale),
    pid: record.pid,
    kind: record.kind,
    type: record.type,
    names: otherNames(record, name),
    variants: variantsOf(record, locale),
    years: yearsText(record.fromYear, record.toYear, locale),
    modernName: runIn(locale, localize(record.modernName, locale)),
    position: positionText(record.latitude, record.longitude, locale),
    code: record.code ?? '',
    jsonld: jsonldOf(record, view),
  };
}
