import { allRoutes } from '../../../contract/api/index.js';
import { helpIn } from '../help.service.js';
import { apiHtml, apiParts, groupsOf, isOfPages, wordOf } from './api.pages.js';
import { publicGroups, parameterTexts } from './public.texts.table.js';
import { idOf, type Sample } from './route.section.js';

const sample: Sample = {
  item: 'it3m',
  collection: 'c0ll',
  page: 'pag3',
  image: 'pag3',
  read: 'pag3',
  whole: 'txt',
  library: 'l1br',
  slug: 'zhijiang',
  word: '钱塘',
};
const origin = 'https://linlang.example.org';
const locales = ['zh-CN', 'zh-TW', 'en'] as const;
const html = (part: (typeof apiParts)[number], locale: (typeof locales)[number]) =>
  helpIn(locale, apiHtml(part, locale, { origin, sample }));

describe('the description of the API for people', () => {
  it('tells every route that is not a page, once', () => {
    const told = apiParts.flatMap((part) => groupsOf(part).flatMap(({ routes }) => routes.map(({ key }) => key)));
    const expected = allRoutes.filter((route) => !isOfPages(route)).map(({ key }) => key);
    expect(told.sort()).toEqual(expected.sort());
    // What needs no permission and is under its own roof is either told at length, or is how one signs in.
    const open = groupsOf('console').flatMap(({ routes }) => routes.filter(({ spec }) => spec.access === 'public'));
    expect(open.map(({ path }) => path).filter((path) => !/session|password|invitation|z$|metrics/.test(path))).toEqual(
      ['/api/v1/collections'],
    );
  });

  it('says in both languages what each is called and what its parameters mean', () => {
    const texts = [
      ...publicGroups.flatMap(({ name, intro, routes }) => [
        name,
        ...(intro ? [intro] : []),
        ...routes.flatMap((one) => [one.name, ...(one.note ? [one.note] : [])]),
      ]),
      ...Object.values(parameterTexts),
    ];
    for (const [zh, en] of texts) {
      expect(zh === 'IIIF' || /\p{Script=Han}/u.test(zh)).toBe(true);
      expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
    }
    const missing = groupsOf('public').flatMap(({ routes }) =>
      routes.flatMap(({ key, spec }) =>
        (['params', 'query'] as const).flatMap((part) =>
          Object.keys(spec[part]?.shape ?? {})
            .map((name) => `${part === 'params' ? 'path' : 'query'}.${name}`)
            .filter((name) => !parameterTexts[`${key} ${name}`] && !parameterTexts[name])
            .map((name) => `${key} ${name}`),
        ),
      ),
    );
    expect(missing).toEqual([]);
  });

  it.each(apiParts)('has for the %s each address in three languages, and no link into nowhere', (part) => {
    for (const locale of locales) {
      const page = html(part, locale);
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { routes } of groupsOf(part)) for (const route of routes) expect(ids).toContain(idOf(route));
      const led = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
      expect(led.filter((id) => !ids.includes(id))).toEqual([]);
      expect(page).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(html(part, 'zh-CN')).toContain('地址一览');
    expect(html(part, 'zh-TW')).toContain('一覽');
    expect(html(part, 'en')).toContain('All addresses');
  });

  it('gives a line to try for whatever this site has an example of', () => {
    const page = html('public', 'zh-TW');
    expect(page).toContain(`curl '${origin}/api/v1/published/items/it3m'`);
    expect(page).toContain(`curl -G '${origin}/api/v1/search' --data-urlencode 'q=钱塘' --data-urlencode 'size=5'`);
    expect(page).toContain('href="/api/v1/search?q=%E9%92%B1%E5%A1%98&amp;size=5"');
    expect(page.match(/curl /g)!.length).toBeGreaterThan(24);
    // Of a site where nothing is published, what needs no record.
    const empty = apiHtml('public', 'en', { origin, sample: null });
    expect(empty).toContain(`curl '${origin}/api/v1/published/collections'`);
    expect(empty).not.toContain(`${origin}/api/v1/published/items`);
  });

  it('takes a word for its examples that no shell reads in its own way', () => {
    expect([`'; rm -rf /`, '〔清〕沈湖楼', 'West Lake'].map(wordOf)).toEqual(['rm', '沈湖', 'West']);
  });
});
