import { Injectable } from '@nestjs/common';
import { allRoutes, apiPrefix, type KnownRoute, routeByKey } from '../../../contract/api/index.js';
import type { Caller } from '../../../contract/caller.js';
import type { Locale } from '../../../contract/localized.js';
import { PublishedService } from '../../catalog/published.service.js';
import { escapeHtml } from '../escape.js';
import { stems, words } from './api.words.js';
import { described } from './described.js';
import { publicGroups, type Said } from './public.texts.table.js';
import { addressOf, idOf, type Sample, sayer, sectionOf, type Told } from './route.section.js';
import { anchorOf, namesIn, shapeOf } from './shape.js';

/** Which addresses a page of the manual tells: those for everybody, or all the others, which the console is made of. */
export const apiParts = ['public', 'console'] as const;
export type ApiPart = (typeof apiParts)[number];

interface Group {
  id: string;
  name: Said;
  intro?: Said;
  routes: KnownRoute[];
}

const told = new Map(publicGroups.flatMap(({ routes }) => routes.map((text) => [text.key as string, text] as const)));
const probes = new Set(['/healthz', '/readyz', '/metrics']);

/** Pages to look at, and what they are made of. */
const ofPages =
  /^GET ~\/(assets|sheets|type|palettes|brand|sw\.js|favicon\.ico|robots\.txt|\.well-known|manifest\.webmanifest|apple-touch-icon\.png)/;
export const isOfPages = ({ key, spec }: KnownRoute): boolean =>
  ofPages.test(key) || (spec.produces?.includes('text/html') ?? false);

const stemOf = ({ path }: KnownRoute): string =>
  probes.has(path) ? 'probes' : (path.replace(apiPrefix, '').split('/')[1] ?? '');

export function groupsOf(part: ApiPart): Group[] {
  if (part === 'public')
    return publicGroups.map(({ routes, ...group }) => ({
      ...group,
      routes: routes.map(({ key }) => routeByKey.get(key)!),
    }));
  const rest = allRoutes.filter((route) => !told.has(route.key) && !isOfPages(route));
  return Object.entries(stems).map(([stem, name]) => ({
    id: stem,
    name,
    routes: rest.filter((route) => stemOf(route) === stem),
  }));
}

/** The description of the API for people, made of the same lines of the contract as the one for programs. */
@Injectable()
export class ApiPages {
  private readonly ofConsole = new Map<Locale, string>();

  constructor(private readonly published: PublishedService) {}

  /** `as` is what becomes of all text of this language. */
  async html(part: ApiPart, caller: Caller, origin: string, as: (html: string) => string): Promise<string> {
    if (part === 'public') return as(apiHtml(part, caller.locale, { origin, sample: await this.sample(caller) }));
    // Nothing of this site is in it, and it is long.
    const kept = this.ofConsole.get(caller.locale) ?? as(apiHtml(part, caller.locale, { origin, sample: null }));
    this.ofConsole.set(caller.locale, kept);
    return kept;
  }

  /** Something that anybody may see, if there is such a thing here: examples are to work for whoever tries them. */
  private async sample(caller: Caller): Promise<Sample | null> {
    const anybody: Caller = { ...caller, accountId: null, accountPid: null, name: '', grants: [], labels: ['public'] };
    const newest = await this.published.wanted(anybody, { pids: [], newest: {}, fewOf: [] });
    const cards = await this.published.cards(
      anybody,
      newest.map(({ pid }) => pid),
    );
    const card = cards.find(({ image }) => image?.service) ?? cards[0];
    if (!card) return null;
    const { pages, downloads } = await this.published.item(anybody, card.pid);
    const page = pages.find(({ image, hasText }) => image && hasText) ?? pages.find(({ image }) => image) ?? pages[0];
    return {
      item: card.pid,
      collection: card.collection.pid,
      page: page?.pid ?? null,
      image: page?.image?.service ? page.pid : null,
      read: page?.hasText ? page.pid : null,
      whole: downloads.text ? 'txt' : downloads.pdf ? 'pdf' : null,
      library: card.library.pid,
      slug: card.library.slug,
      word: wordOf(card.title.parts.join('')),
    };
  }
}

/** A word of a title: two characters, or a word of letters. Nothing that a shell would read in its own way. */
export const wordOf = (title: string): string =>
  /\p{Script=Han}{2}/u.exec(title)?.[0] ?? /[\p{L}\p{N}]{1,30}/u.exec(title)?.[0] ?? '西湖';

export function apiHtml(part: ApiPart, locale: Locale, here: Omit<Told, 'locale'>): string {
  const say = sayer(locale);
  const { operations, components } = described();
  const groups = groupsOf(part);
  const line = (route: KnownRoute) =>
    `<li><a href="#${idOf(route)}"><code><b>${route.method}</b> ${addressOf(route)}</code></a></li>`;
  const contents = groups.map(
    ({ id, name, routes }) =>
      `<li><a href="#g-${id}">${escapeHtml(say(name))}</a><ul>${routes.map(line).join('')}</ul></li>`,
  );
  const sections = groups.map(({ id, name, intro, routes }) => {
    const all = routes.map((route) => sectionOf(route, { locale, ...here }, told.get(route.key)));
    const first = intro ? `<p>${escapeHtml(say(intro))}</p>` : '';
    return `<h2 id="g-${id}">${escapeHtml(say(name))}</h2>${first}${all.join('\n')}`;
  });
  const shapes = namesIn(
    groups.flatMap(({ routes }) => routes.map(({ key }) => operations.get(key))),
    components,
  );
  const shown = [...shapes]
    .filter((name) => components[name])
    .sort()
    .map((name) => `<h3 id="${anchorOf(name)}">${name}</h3><pre><code>${shapeOf(components[name]!)}</code></pre>`);
  return `<div class="api"><h2>${say(words.contents)}</h2><ul class="api-list">${contents.join('')}</ul>
${sections.join('\n')}
${shown.length > 0 ? `<h2>${say(words.shapes)}</h2>${shown.join('\n')}` : ''}</div>`;
}
