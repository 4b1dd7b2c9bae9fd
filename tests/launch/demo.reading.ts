/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { ItemCard, SearchView } from '../../server/contract/reader.js';
import { axeTroubles } from '../support/axe.js';
import { alive, follow, launchBrowser, widths } from '../support/browser.js';
import { comesTrue } from '../support/eventually.js';
import { strayIn } from '../support/scripts.js';

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

/** Several at a time, as readers come. */
async function amid<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all([one(), one(), one(), one()]);
}

/** The demo as readers see it: on a platform that has been started already, with the whole of it. */
export function readersSeeTheDemo(home: () => string): void {
  let browser: Browser;
  const works: ItemCard[] = [];
  const byKind = new Map<string, ItemCard>();

  const get = async (place: string) => {
    const response = await fetch(home() + place);
    return { status: response.status, text: await response.text() };
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
      ...works.map((work) => `/i/${work.pid}`),
    ];
    const troubles: string[] = [];
    for (const [locale, prefix] of Object.entries(languages)) {
      await amid(places, async (place) => {
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
