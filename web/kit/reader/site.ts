import { type Component, inject, type InjectionKey } from 'vue';
import type { Locale } from '../../../server/contract/localized.js';
import type { ReaderPage, SiteView } from '../../../server/contract/reader.js';
import { pathIn } from './paths.js';

export type SlotParts = Record<string, Component>;

export const pageKey: InjectionKey<ReaderPage> = Symbol('page');
export const slotsKey: InjectionKey<SlotParts> = Symbol('slots');

export const langTags: Record<Locale, string> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant', en: 'en' };

const many = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;
/** Of a name that has no English: on an English page it says that it is Chinese. 杭州 in an English line does not make it so. */
export const chineseOn = (locale: Locale, text = ''): string | undefined =>
  locale === 'en' && many(text, /\p{Script=Han}/gu) > many(text, /\p{Script=Latin}/gu) ? 'zh' : undefined;

/** Whose page it is, and the addresses on it. */
export interface Site extends SiteView {
  to: (path: string) => string;
  search: (query: Record<string, string>) => string;
  /** All values of one facet, in such a search. */
  facet: (facet: string, query: Record<string, string>) => string;
}

const sites = new WeakMap<ReaderPage, Site>();

function siteOf(page: ReaderPage): Site {
  const { site } = page;
  const to = (path: string) => pathIn(site.locale, path);
  const within = (path: string, query: Record<string, string>) => {
    const text = new URLSearchParams(query).toString();
    return to(text ? `${path}?${text}` : path);
  };
  return {
    ...site,
    to,
    search: (query) => within('/search', query),
    facet: (facet, query) => within(`/search/facets/${encodeURIComponent(facet)}`, query),
  };
}

/** One for all parts of a page. */
export function useSite(): Site {
  const page = inject(pageKey);
  if (!page) throw new Error('outside of a page');
  const known = sites.get(page) ?? siteOf(page);
  sites.set(page, known);
  return known;
}

/** A part of the page that the theme may draw itself. */
export function useSlotPart(name: string, own: Component): Component {
  return inject(slotsKey, {})[name] ?? own;
}
