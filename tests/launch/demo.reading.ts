/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import type { ItemCard, SearchView } from '../../server/contract/reader.js';
import { axeTroubles } from '../support/axe.js';
import { alive, follow, launchBrowser, widths } from '../support/browser.js';
import { comesTrue } from '../support/eventually.js';
import { strayIn } from '../support/scripts.js';
import { whatIsTyped } from './demo.asked.js';
import { amid, type Demo } from './demo.js';
import { whatIsTold } from './demo.told.js';

const locales = new URL('../../web/src/locales/zh-CN/', import.meta.url);
/** The first words of all message keys: what begins with one and goes on with a dot was not translated. */
const roots = readdirSync(locales).flatMap((name) =>
  Object.keys(JSON.parse(readFileSync(new URL(name, locales), 'utf8')) as Record<string, unknown>),
);
const rawKey = new RegExp(`(?<![\\w./@-])(?:${[...new Set(roots)].join('|')})\\.[a-z][\\w-]*(?:\\.[\\w-]+)*(?![\\w/])`);
const leftOver = /\{\w+\}|\bundefined\b|\[object |\bNaN\b|(?<![\w-])null(?![\w-])|[，。；、][，；、]|。，/;
const han = /\p{Script=Han}/u;
const languages = { 'zh-CN': '', 'zh-TW': '/zh-TW', en: '/en' } as const;

/** What somebody reads on a page: neither markup nor scripts. */
const readable = (html: string): string =>
  html
    .slice(html.indexOf('<body'))
    .replace(/<(script|style|template)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&[a-z#\d]+;/gi, ' ')
    .replace(/\s*\n\s*/g, '\n');

/** Labels: the words that the page itself says, not those of records. */
const labels = (html: string): string[] =>
  [...html.matchAll(/<(dt|h2|button|summary)\b([^>]*)>([\s\S]*?)<\/\1>/g)]
    .filter(([, , attributes]) => !/lang="zh/.test(attributes!))
    .map(([, , , inner]) =>
      inner!
        .replace(/<(\w+)[^>]*lang="zh[^>]*>[\s\S]*?<\/\1>/g, '')
        .replace(/<[^>]+>/g, '')
        .trim(),
    )
    .filter((text) => text !== '');

/** The demo as readers see it: on a platform that has been started already, with the whole of it. */
export function readersSeeTheDemo(home: () => string): void {
  let browser: Browser;
  const works: ItemCard[] = [];
  const byKind = new Map<string, ItemCard>();

  const asked = new Map<string, ReturnType<Demo['get']>>();
  const get: Demo['get'] = (place) => {
    const answer =
      asked.get(place) ??
      fetch(home() + place).then(async (response) => ({ status: response.status, text: await response.text() }));
    asked.set(place, answer);
    return answer;
  };

  beforeAll(async () => {
    for (let page = 1, pages = 1; page <= pages; page++) {
      const answer = JSON.parse((await get(`/api/v1/search?size=100&page=${page}`)).text) as SearchView;
      pages = answer.pages;
      works.push(...answer.items);
    }
    // Of each kind the one with the most to show: it has whatever can go wrong.
    for (const work of [...works].sort((a, b) => b.pageCount - a.pageCount)) {
      if (work.image && !byKind.has(work.collection.kind)) byKind.set(work.collection.kind, work);
    }
    browser = await launchBrowser();
  }, 1_200_000);
  afterAll(async () => {
    await browser?.close();
  });

  describe('what is typed', () => whatIsTyped({ home, works, get }));
  describe('what is told', () => whatIsTold({ home, works, get }));

  it('says everything in the language of the page, and nothing in the language of programs', async () => {
    expect(works.length).toBeGreaterThan(150);
    expect(byKind.size).toBeGreaterThanOrEqual(8);
    const collections = [...new Set(works.map((work) => work.collection.pid))];
    const libraries = [...new Set(works.map((work) => work.library.slug))];
    const places = [
      ...['/', '/collections', '/libraries', '/docs', '/about', '/search'],
      ...collections.flatMap((pid) => [
        `/c/${pid}`,
        `/search?collection=${pid}`,
        `/search?collection=${pid}&view=grid`,
      ]),
      ...libraries.map((slug) => `/l/${slug}`),
    ];
    const troubles: string[] = [];
    for (const [locale, prefix] of Object.entries(languages)) {
      // All records in their own language; in the others as many as have each kind of field in them.
      const read = works.filter((_, at) => prefix === '' || at % 3 === 0).map((work) => `/i/${work.pid}`);
      await amid([...places, ...read], async (place) => {
        const { status, text } = await get(place === '/' ? prefix || '/' : prefix + place);
        if (status !== 200) troubles.push(`${locale} ${place}: ${status}`);
        troubles.push(...strayIn(text).map((stray) => `${locale} ${place}: ${stray}`));
        const words = readable(text);
        for (const wrong of [rawKey, leftOver]) {
          const found = wrong.exec(words);
          if (found)
            troubles.push(
              `${locale} ${place}: “${words.slice(found.index - 15, found.index + 40).replace(/\n/g, ' ')}”`,
            );
        }
        if (place.startsWith('/docs') || place === '/about') return;
        const foreign = labels(text).find((label) =>
          locale === 'en' ? han.test(label) : /^[a-z][a-zA-Z]+$/.test(label),
        );
        if (foreign) troubles.push(`${locale} ${place}: the label “${foreign}”`);
      });
    }
    expect(troubles).toEqual([]);
  });

  async function troublesOf(page: Page): Promise<string[]> {
    await alive(page);
    await page.evaluate(async () => {
      for (const image of document.images) image.loading = 'eager';
      await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    });
    const own = await page.evaluate(() => {
      const wider = document.documentElement.scrollWidth - innerWidth;
      return [
        ...(wider > 0 ? [`${wider} px too wide`] : []),
        ...[...document.images]
          .filter((image) => image.complete && image.naturalWidth === 0)
          .map((image) => `broken picture ${image.currentSrc || image.src}`),
      ];
    });
    return [...own, ...(await axeTroubles(page))];
  }

  it('shows every kind of work on a phone and on a desk, whole, unbroken and to everyone', async () => {
    const troubles: string[] = [];
    for (const [locale, prefix, size] of [
      ['zh-CN', '', 'narrow'],
      ['en', '/en', 'narrow'],
      ['zh-CN', '', 'wide'],
    ] as const) {
      const context = await browser.newContext({ viewport: widths[size], reducedMotion: 'reduce' });
      for (const [kind, work] of byKind) {
        const page = await context.newPage();
        const said: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
        });
        page.on('pageerror', (error) => said.push(error.message));
        await page.goto(`${home()}${prefix}/i/${work.pid}`, { waitUntil: 'load' });
        const found = [...(await troublesOf(page)), ...said];
        troubles.push(...found.map((one) => `${kind} ${work.pid} ${locale} ${size}: ${one}`));
        await page.close();
      }
      await context.close();
    }
    expect(troubles).toEqual([]);
  });

  it('has nothing in the way on its other kinds of page either, on a desk and on a phone', async () => {
    const led = (html: string, what: RegExp) => what.exec(html)?.[1];
    const all = await Promise.all(works.map(({ pid }) => get(`/i/${pid}`)));
    const pages = all.map(({ text }) => text).join('\n');
    const records = [...new Set([...pages.matchAll(/href="(\/a\/\w+)/g)].map(([, place]) => place!))];
    const kinds = new Map<string, string>();
    for (const place of records.slice(0, 60)) {
      const type = led((await get(place)).text, /<script type="application\/ld\+json">[^<]*?"@type":"(\w+)"/) ?? '';
      if (!kinds.has(type)) kinds.set(type, place);
    }
    expect([...kinds.keys()]).toEqual(expect.arrayContaining(['Person', 'Place', 'DefinedTerm']));
    const closed = works.find(({ image, restricted }) => !image && restricted?.part === 'image');
    const help = led((await get('/docs')).text, /href="(\/docs\/[^"#]+)"/);
    const places = [
      ...['Person', 'Place', 'DefinedTerm'].map((type) => kinds.get(type)),
      `/i/${works[all.findIndex(({ text }) => text.includes('"workExample":'))]?.pid}/family`,
      led(pages, /href="(\/i\/\w+\/p\/\w+)"/),
      closed && `/i/${closed.pid}`,
      help,
      '/about',
      `/search?view=grid&q=${encodeURIComponent('湖')}`,
      '/search/facets/class?order=pinyin',
      `/search?q=${encodeURIComponent('無此書名')}`,
    ];
    expect(places.every((place) => place && !place.includes('undefined'))).toBe(true);
    const troubles: string[] = [];
    const context = await browser.newContext({ viewport: widths.wide, reducedMotion: 'reduce' });
    const page = await context.newPage();
    for (const place of places) {
      await page.setViewportSize(widths.wide);
      await page.goto(home() + place!, { waitUntil: 'load' });
      troubles.push(...(await troublesOf(page)).map((one) => `${place} wide: ${one}`));
      await page.setViewportSize(widths.narrow);
      troubles.push(...(await troublesOf(page)).map((one) => `${place} narrow: ${one}`));
    }
    await context.close();
    expect(troubles).toEqual([]);
  });

  it('hangs its walls without holes and heads of pages, and has nothing painted behind small words', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const troubles: string[] = [];
    const homes = ['book', 'painting', 'letter', 'object'].map((kind) => `/c/${byKind.get(kind)!.collection.pid}`);
    for (const place of ['/', ...homes]) {
      await page.goto(home() + place, { waitUntil: 'load' });
      await alive(page);
      const found = await page.evaluate(() =>
        [...document.querySelectorAll('.wall')].flatMap((wall) => {
          const { left, right, bottom } = wall.getBoundingClientRect();
          const tiles = [...wall.children].map((one) => one.getBoundingClientRect());
          // What lies between two tiles is no wider than between any others.
          let empty = 0;
          let hole = 0;
          for (let x = left + 4; x < right - 4; x += 4) {
            empty = tiles.some((one) => one.left <= x && x <= one.right && one.bottom > bottom - 8) ? 0 : empty + 4;
            hole = Math.max(hole, empty);
          }
          const cut = [...wall.querySelectorAll('img')].filter((image) => {
            const { objectFit, objectPosition } = getComputedStyle(image);
            const upright = image.naturalHeight > image.naturalWidth;
            return upright && objectFit === 'cover' && !/ 0(px|%)?$/.test(objectPosition);
          });
          return [
            ...(hole > 40 && tiles.length > 1 ? [`a hole of ${hole}`] : []),
            ...cut.map(({ alt }) => `${alt} without its head`),
          ];
        }),
      );
      troubles.push(...found.map((one) => `${place}: ${one}`));
      if (place !== '/') continue;
      await page.evaluate(() => {
        for (const one of document.querySelectorAll<HTMLElement>('.site-tools *')) one.style.color = 'transparent';
      });
      const clip = (await page.locator('.site-tools .languages').boundingBox())!;
      const { channels } = await sharp(await page.screenshot({ clip })).stats();
      // Paper has its grain; a bird has an outline.
      const spread = Math.max(...channels.map(({ stdev }) => stdev));
      if (spread > 12) troubles.push(`${place}: something is painted behind the languages, ${spread.toFixed(1)}`);
    }
    await context.close();
    expect(troubles).toEqual([]);
  });

  it('leads from the contents of a book to its pages, with scripts switched off', async () => {
    const context = await browser.newContext({ viewport: widths.wide, javaScriptEnabled: false });
    const page = await context.newPage();
    const book = byKind.get('book')!;
    await page.goto(`${home()}/i/${book.pid}`);
    const volume = page.locator('.item-contents details').first();
    const chapter = volume.locator('.toc a').first();
    expect(await chapter.isVisible()).toBe(false);
    await volume.locator('summary').click();
    await chapter.waitFor({ state: 'visible' });
    const title = await chapter.textContent();
    await follow(page, chapter);
    expect(page.url()).toMatch(/\/i\/\w+\/p\/\w+$/);
    const current = page.locator('.book-contents a[aria-current]');
    expect(await current.isVisible()).toBe(true);
    expect(await current.locator('span').first().textContent()).toBe(title);
    await context.close();
  });

  it('marks the chapter that is being read, and goes from chapter to chapter by keys', async () => {
    const context = await browser.newContext({ viewport: widths.wide, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const book = byKind.get('book')!;
    await page.goto(`${home()}/i/${book.pid}`);
    await alive(page);
    await page.click('.stage-bar .k-button');
    await page.waitForURL(/\/p\/\w+$/);
    await alive(page);
    const links = page.locator('.book-contents a');
    await links.nth(0).focus();
    for (let down = 0; down < 8; down++) await page.keyboard.press('ArrowDown');
    const target = links.nth(8);
    const address = (await target.getAttribute('href'))!;
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${address}`);
    const current = page.locator('.book-contents a[aria-current]');
    await comesTrue(async () => (await current.getAttribute('href')) === address);
    const chapter = await current.locator('span').first().textContent();
    await comesTrue(async () => (await page.textContent('.reading-chapter')) === chapter);
    // The list is put away and brought back by its key.
    await page.keyboard.press('c');
    await page.locator('.book-contents').waitFor({ state: 'hidden' });
    await page.keyboard.press('c');
    await page.locator('.book-contents').waitFor({ state: 'visible' });
    await context.close();
  });
}
