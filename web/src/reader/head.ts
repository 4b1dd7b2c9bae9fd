import { locales, type LocaleName } from './languages.js';
import type { ImageView, ItemCard, PageContent, ReaderPage } from '../../../server/contract/reader.js';
import { cutOut, partOfLink } from '../../kit/reader/cut.js';
import { citedInHead } from './item/citation.js';
import { familyPath, itemPath, pagePath, pathIn, recordPath, sized } from '../../kit/reader/paths.js';
import { langTags } from '../../kit/reader/site.js';

type Translate = (key: string, params?: object) => string;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character]!);

/** JSON inside a script element: nothing in it may look like the end of that element. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');

/** Wide enough for whoever shows a link large. */
const shareWidth = 1200;
const ogLocales: Record<LocaleName, string> = { 'zh-CN': 'zh_CN', 'zh-TW': 'zh_TW', en: 'en_US' };

/** Sentences that end as they end, and lines that have no end yet: those of an English page get a full stop and a space. */
function sentences(parts: readonly string[], locale: LocaleName): string {
  const [stop, space] = locale === 'en' ? ['.', ' '] : ['。', ''];
  return parts
    .filter(Boolean)
    .map((part) => (/[。！？.!?…]$/.test(part) ? part : part + stop))
    .join(space)
    .replace(/[。.]$/, '');
}

const short = (text: string, length = 160) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function titleOf(content: PageContent, t: Translate): string {
  switch (content.kind) {
    case 'home':
      return '';
    case 'search':
      return content.request.q ? t('search.titleOf', { q: content.request.q }) : t('search.title');
    case 'facet':
      return [content.list?.label, content.request.q || t('search.title')].filter(Boolean).join(' · ');
    case 'advanced':
      return t('advanced.title');
    case 'libraries':
      return t('nav.libraries');
    case 'collections':
      return t('nav.collections');
    case 'library':
      return content.library.name;
    case 'collection':
      return content.collection.name;
    case 'item':
      return content.item.title.text;
    case 'family':
      return t('family.of', { title: content.item.title.text });
    case 'reading': {
      const label = content.item.pages.find(({ pid }) => pid === content.page)?.label ?? '';
      return label ? `${label} · ${content.item.title.text}` : content.item.title.text;
    }
    case 'titles': {
      const { scope } = content.titles;
      const of = scope.kind === 'library' ? scope.library.name : scope.kind === 'collection' ? scope.name : '';
      return [t('titles.title'), of].filter(Boolean).join(' · ');
    }
    case 'authority':
      return content.record.name;
    case 'text':
      return content.title;
    case 'message':
      return t(`message.${content.status}.title`);
  }
}

function descriptionOf({ content, site }: ReaderPage, t: Translate): string {
  switch (content.kind) {
    case 'home':
      return site.motto || t('home.description');
    case 'library':
      return content.library.description;
    case 'collection':
      return content.collection.description;
    case 'item':
    case 'family':
    case 'reading': {
      const { item } = content;
      const line = item.subtitle.map(({ text }) => text).join(' · ');
      return sentences([line, item.abstract, item.library.name], site.locale);
    }
    case 'authority': {
      const { record, items } = content;
      const kind = t(`authority.kinds.${record.type ?? record.kind}`);
      const names = record.variants.flatMap((one) => one.names.map(({ text }) => text)).slice(0, 6);
      return sentences(
        [
          t('authority.description', { kind, n: items.all }),
          [record.dynasty, record.years, record.modernName.text, ...names].filter(Boolean).join(' · '),
          record.note.text,
        ],
        site.locale,
      );
    }
    default:
      return '';
  }
}

/** The address that stands for this page: a page of a book is the book's, a narrowed search is not listed at all. */
function canonicalOf({ content, site }: ReaderPage): string | null {
  if (['message', 'search', 'facet', 'advanced'].includes(content.kind)) return null;
  if (content.kind === 'item') return itemPath(content.item.pid);
  if (content.kind === 'reading') return pagePath(content.item.pid, content.page);
  // Every member leads to the same family: its head's address stands for it.
  if (content.kind === 'family') return familyPath(content.family.heads[0]?.card.pid ?? content.item.pid);
  return site.path.split('?')[0] ?? '/';
}

function imageOf(content: PageContent): { image: ImageView; alt: string } | null {
  const of = (image: ImageView | null | undefined, alt: string) => (image ? { image, alt } : null);
  const first = (cards: readonly ItemCard[]) => {
    const card = cards.find((one) => one.image);
    return of(card?.image, card?.title.parts.join('') ?? '');
  };
  switch (content.kind) {
    case 'item':
    case 'family':
      return of(content.item.cover, content.item.title.text);
    case 'reading': {
      const page = content.item.pages.find(({ pid }) => pid === content.page);
      return of(page?.image ?? content.item.cover, [content.item.title.text, page?.label].filter(Boolean).join(' · '));
    }
    case 'home':
      return of(content.home.hero, '');
    case 'library':
      return (
        first(content.home.newest) ??
        of(content.home.collections.find(({ image }) => image)?.image, content.library.name)
      );
    case 'collection':
      return of(content.collection.image, content.collection.name) ?? first(content.home.newest);
    case 'authority':
      return first(content.items.rows.map(({ card }) => card));
    default:
      return null;
  }
}

/** The picture beside a link, with its size as it is sent: whole, or around what staff have pointed at. */
function shared(image: ImageView): { href: string; width: number; height: number } {
  const { service, width, height } = image;
  if (!service) return { href: image.thumbnail, width, height };
  const part = width && height ? partOfLink(image) : undefined;
  const href = part ? cutOut(image, part, shareWidth, 'jpg') : sized(image, shareWidth, 'jpg');
  const from = part ?? image;
  const wide = Math.min(from.width, shareWidth);
  return { href, width: wide, height: from.width ? Math.round((from.height * wide) / from.width) : 0 };
}

/** What it leads to of ours stands on the page as a path; what leaves the page has whole addresses. */
const wholly = (told: object, at: (path: string) => string): object =>
  JSON.parse(JSON.stringify(told), (name, value: unknown) =>
    name === 'url' && typeof value === 'string' && value.startsWith('/') ? at(value) : value,
  ) as object;

function jsonLdOf({ content, site }: ReaderPage): object | null {
  const at = (path: string) => site.origin + pathIn(site.locale, path);
  if (content.kind === 'home') {
    return {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      name: site.name,
      url: at('/'),
      potentialAction: {
        '@type': 'SearchAction',
        target: `${at('/search')}?q={search_term_string}`,
        'query-input': 'required name=search_term_string',
      },
    };
  }
  if (content.kind === 'item' || content.kind === 'reading') {
    const { item } = content;
    return {
      '@context': 'https://schema.org',
      ...wholly(item.jsonld, at),
      '@id': at(itemPath(item.pid)),
      url: at(itemPath(item.pid)),
      ...(item.cover ? { image: site.origin + sized(item.cover, shareWidth, 'jpg') } : {}),
      provider: { '@type': 'Library', name: item.library.name, url: at(`/l/${item.library.slug}`) },
    };
  }
  if (content.kind === 'library') {
    const { name, description, slug } = content.library;
    return { '@context': 'https://schema.org', '@type': 'Library', name, description, url: at(`/l/${slug}`) };
  }
  if (content.kind === 'collection') {
    const { name, description, pid, library } = content.collection;
    return {
      '@context': 'https://schema.org',
      '@type': 'Collection',
      name,
      description,
      url: at(`/c/${pid}`),
      provider: { '@type': 'Library', name: library.name, url: at(`/l/${library.slug}`) },
    };
  }
  if (content.kind === 'authority') {
    const url = at(recordPath(content.record.pid));
    return { '@context': 'https://schema.org', ...content.record.jsonld, '@id': url, url };
  }
  return null;
}

/** Where a program is told what is new: of the page's own subject, else of the site. */
function feedOf({ content, site }: ReaderPage): { path: string; name: string } | null {
  if (content.kind === 'library') return { path: `/l/${content.library.slug}/feed.xml`, name: content.library.name };
  if (content.kind === 'collection')
    return { path: `/c/${content.collection.pid}/feed.xml`, name: content.collection.name };
  return content.kind === 'home' ? { path: '/feed.xml', name: site.name } : null;
}

/** Title, description, what others show of a link, languages, and what machines read. */
export function headOf(page: ReaderPage, t: Translate): string {
  const { site, content } = page;
  const own = titleOf(content, t);
  const title = own ? `${own} · ${site.name}` : `${site.name}${site.motto ? ` · ${site.motto}` : ''}`;
  const description = short(descriptionOf(page, t));
  const canonical = canonicalOf(page);
  const at = (locale: LocaleName, path: string) => site.origin + pathIn(locale, path);
  const picture = imageOf(content);
  const lines = [`<title>${escape(title)}</title>`];
  const meta = (name: string, value: string) => lines.push(`<meta name="${name}" content="${escape(value)}">`);
  const og = (name: string, value: string) => lines.push(`<meta property="og:${name}" content="${escape(value)}">`);
  if (description) meta('description', description);
  if (canonical === null) meta('robots', 'noindex, follow');
  else {
    lines.push(`<link rel="canonical" href="${escape(at(site.locale, canonical))}">`);
    for (const locale of locales) {
      lines.push(`<link rel="alternate" hreflang="${langTags[locale]}" href="${escape(at(locale, canonical))}">`);
    }
    lines.push(`<link rel="alternate" hreflang="x-default" href="${escape(at('zh-CN', canonical))}">`);
    og('url', at(site.locale, canonical));
  }
  og('title', own || site.name);
  og('site_name', site.name);
  og('type', content.kind === 'item' || content.kind === 'reading' ? 'article' : 'website');
  og('locale', ogLocales[site.locale]);
  if (description) og('description', description);
  if (picture) {
    const { image, alt } = picture;
    const { href, width, height } = shared(image);
    og('image', site.origin + href);
    if (width && height) {
      og('image:width', String(width));
      og('image:height', String(height));
    }
    og('image:alt', alt || own || site.name);
  } else {
    // The site itself, where a page has no picture of its own or this reader may not see it.
    og('image', `${site.origin}/brand/card.jpg`);
    og('image:width', '1200');
    og('image:height', '630');
    og('image:alt', site.name);
  }
  meta('twitter:card', 'summary_large_image');
  if (content.kind === 'item' || content.kind === 'reading') {
    lines.push(
      `<link rel="alternate" type="application/ld+json;profile=&quot;http://iiif.io/api/presentation/3/context.json&quot;" href="/iiif/${content.item.pid}/manifest">`,
    );
  }
  if (content.kind === 'item') {
    const record = `/api/v1/items/${content.item.pid}/record`;
    lines.push(
      `<link rel="alternate" type="application/mods+xml" title="MODS" href="${record}/mods">`,
      `<link rel="alternate" type="application/marcxml+xml" title="MARC 21" href="${record}/marc21">`,
    );
  }
  if (content.kind === 'item' || content.kind === 'reading') {
    const { citation, library, pid } = content.item;
    const copy = { url: at(site.locale, itemPath(pid)), holder: library.name, seen: '' };
    for (const [name, value] of citedInHead(citation, copy)) meta(name, value);
  }
  const feed = feedOf(page);
  if (feed) {
    const name = escape(t('home.feed', { name: feed.name }));
    const href = escape(pathIn(site.locale, feed.path));
    lines.push(`<link rel="alternate" type="application/rss+xml" title="${name}" href="${href}">`);
  }
  lines.push(`<link rel="manifest" href="${pathIn(site.locale, '/manifest.webmanifest')}">`);
  const jsonLd = jsonLdOf(page);
  if (jsonLd) lines.push(`<script type="application/ld+json">${scriptJson(jsonLd)}</script>`);
  return lines.join('\n');
}
