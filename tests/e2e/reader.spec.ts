/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeTroubles } from '../support/axe.js';
import { alive, follow, launchBrowser } from '../support/browser.js';
import { atOnceThoughBusy, comesTrue } from '../support/eventually.js';
import { weigh } from '../support/page.weight.js';
import { fileForm, picture } from '../support/pictures.js';
import { facetPages, subjects } from './reader.facets.js';
import { finding, tryThese } from './reader.finding.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';
import { beyondTheScreen } from './reader.beyond.js';
import { advanced } from './reader.advanced.js';
import { hands } from './reader.hands.js';
import { layout } from './reader.layout.js';

/** What a first view may cost: bytes as sent, and how far things may move. */
const budget = { requests: 50, sheets: 2, scripts: 100_000, fonts: 250_000, all: 900_000, shift: 0.02 };

interface Made {
  pid: string;
  pages: string[];
}

describe('the reader’s side', () => {
  let platform: TestPlatform;
  let seeded: SeededCollection;
  let browser: Browser;
  let book: Made;
  let single: Made;

  const until = (what: string, check: () => Promise<boolean>) =>
    comesTrue(check, { withinMs: 120_000, tell: () => `${what} did not come about:\n${platform.log()}` });

  async function publish(title: string, identifier: string, date: string, texts: string[]): Promise<Made> {
    const { admin, collection } = seeded;
    const values = completeValues(collection.schema, title, identifier);
    for (const { id, type, core } of collection.schema.fields) {
      if (type === 'date') values[id] = [{ value: date }];
      if (core === 'subject') values[id] = subjects.map((name) => ({ value: { label: { 'zh-CN': name } } }));
    }
    const item = good(await admin.post(`/collections/${collection.pid}/items`, { values }));
    for (let at = 0; at < texts.length; at++) {
      good(
        await admin.send('POST', `/items/${item.pid}/files`, fileForm(`${identifier}-${at}.png`, await picture(at))),
      );
    }
    await until('derivatives', async () => {
      const { rows } = good(await admin.get(`/items/${item.pid}/files`));
      return rows.length === texts.length && rows.every((file: { state: string }) => file.state === 'ready');
    });
    const pages = (good(await admin.get(`/items/${item.pid}`)).pages as { pid: string }[]).map((page) => page.pid);
    for (const [at, page] of pages.entries()) {
      if (!texts[at]) continue;
      const lines = [{ text: texts[at], box: [30, 20, 40, 300] }];
      const { version } = good(await admin.get(`/items/${item.pid}`));
      good(await admin.put(`/items/${item.pid}/pages/${page}/text`, { version, lines }));
    }
    const head = good(await admin.get(`/items/${item.pid}`));
    good(await admin.post(`/items/${item.pid}/publish`, { version: head.version }));
    return { pid: item.pid, pages };
  }

  beforeAll(async () => {
    platform = await startPlatform();
    await tryThese(platform.databaseUrl);
    seeded = await seedCollection(platform.url, platform.databaseUrl);
    book = await publish('錢塘縣志', 'B-1', '民國二十年', ['錢塘故縣在靈隱山下', '其後徙治', '縣治在府城內']);
    single = await publish('湖上書札', 'B-2', '光緒八年', ['']);
    const visitor = new Visitor(platform.url);
    await until('indexing', async () => good(await visitor.get('/search')).total === 2);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  async function open(
    path: string,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<[Page, BrowserContext]> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
    const page = await context.newPage();
    const response = await page.goto(platform.url + path, { waitUntil: 'networkidle' });
    expect(response?.status()).toBeLessThan(500);
    return [page, context];
  }

  it('leads from a search to a page of a book with scripts switched off', async () => {
    const [page, context] = await open('/', { javaScriptEnabled: false });
    await page.fill('.hero-search input[name=q]', '钱塘');
    await follow(page, '.hero-search button[type=submit]');
    expect(await page.textContent('h1')).toContain('钱塘');
    expect(await page.locator('.hit').count()).toBe(1);
    // The record keeps its own characters, and says what matched in them.
    expect(await page.textContent('.hit-title mark')).toBe('錢塘');

    await follow(page, '.filters .facet-values a >> nth=0');
    expect(page.url()).toMatch(/library=|collection=|f=/);
    expect(await page.locator('.results-chip').count()).toBe(1);
    await follow(page, '.results-chip');
    expect(await page.locator('.results-chip').count()).toBe(0);

    await follow(page, '.hit-title a');
    expect(await page.textContent('h1')).toBe('錢塘縣志');
    expect(await page.getAttribute('h1', 'lang')).toBe('zh-Hant');
    await follow(page, '.stage-bar .k-button');
    expect(page.url()).toContain(`/i/${book.pid}/p/${book.pages[0]}`);
    expect(await page.locator('.plain-image img').getAttribute('src')).toContain(book.pages[0]);
    expect(await page.textContent('.page-text')).toContain('靈隱山下');
    await follow(page, `.reading-turn[href*="${book.pages[1]}"]`);
    expect(page.url()).toContain(`/p/${book.pages[1]}`);
    await context.close();
  });

  it('leads from the homes of portal, library and collection to what they count', async () => {
    const [page, context] = await open('/', { javaScriptEnabled: false });
    const kind = page.locator('.picture-tiles a');
    expect(await kind.count()).toBe(1);
    expect(await kind.textContent()).toContain('信札');
    expect(await kind.textContent()).toContain('2 通');
    // The picture is there, not only its place.
    expect(await kind.locator('img').evaluate((img: HTMLImageElement) => img.decode().then(() => true))).toBe(true);
    await follow(page, kind);
    expect(page.url()).toContain('f=kind%7Eletter');
    expect(await page.locator('.hit').count()).toBe(2);

    for (const home of [`/l/${seeded.library.slug}`, `/c/${seeded.collection.pid}`]) {
      await page.goto(platform.url + home);
      // What has nothing is no link, and what is one has room for a finger.
      expect(await page.locator('.time-row li').count()).toBe(6);
      expect(await page.locator('.time-row a').count()).toBe(2);
      await follow(page, '.time-row a >> nth=0');
      expect(page.url()).toMatch(/(library|collection)=.*from=/);
      expect(await page.locator('.hit').count()).toBeGreaterThan(0);
    }
    await context.close();
  });

  it('pages through results with plain links', async () => {
    const [page, context] = await open('/search?page=1', { javaScriptEnabled: false });
    expect(await page.locator('.hit').count()).toBe(2);
    await page.goto(`${platform.url}/search?view=grid&sort=newest`);
    expect(await page.locator('.results-grid .tile').count()).toBe(2);
    await context.close();
  });

  facetPages(() => platform.url, open);

  it('shows what can be looked through where a search found nothing', async () => {
    const { text } = await new Visitor(platform.url).get(`!/search?q=${encodeURIComponent('無此書名')}`);
    expect(text).toContain('没有找到');
    expect(text).toContain(`href="/c/${seeded.collection.pid}"`);
    const { text: signs } = await new Visitor(platform.url).get(`!/search?q=${encodeURIComponent('😀')}`);
    expect(signs).toContain('只有符号，没有可查的字词');
    const { text: found } = await new Visitor(platform.url).get(`!/search?q=${encodeURIComponent('钱塘')}`);
    expect(found).not.toContain('look-through');
  });

  it('turns pages in place, marks what was found, and keeps the address', async () => {
    const [page, context] = await open(`/i/${book.pid}/p/${book.pages[0]}?q=${encodeURIComponent('钱塘')}`);
    await alive(page);
    await page.waitForSelector('.deep-mark');
    expect(await page.textContent('.page-text mark')).toBe('錢塘');
    const left = (await page.getAttribute('.page-slider', 'dir')) === 'rtl';
    await page.keyboard.press(left ? 'ArrowLeft' : 'ArrowRight');
    await page.waitForFunction((pid) => location.pathname.endsWith(pid), book.pages[1]!);
    await page.waitForFunction(() => document.querySelector('.page-text')?.textContent?.includes('其後徙治'));
    await page.keyboard.press('End');
    await page.waitForFunction((pid) => location.pathname.endsWith(pid), book.pages[2]!);
    // The place is remembered where the book is opened again.
    await page.goto(`${platform.url}/i/${book.pid}`, { waitUntil: 'networkidle' });
    await page.waitForFunction(
      (pid) => document.querySelector('.stage-bar .k-button')?.getAttribute('href')?.includes(pid),
      book.pages[2]!,
    );
    await context.close();
  });

  it('has no trouble for those who cannot see or point, in two languages and on a phone', async () => {
    const paths = [
      '/',
      '/search?q=%E9%92%B1%E5%A1%98',
      '/search/facets/subject',
      '/search/advanced?row=and~date~span~%E4%B9%BE%E9%9A%86~&row=or~title~begins~%E9%92%B1%E5%A1%98&row=not~agent~blank',
      '/collections',
      '/libraries',
      `/i/${book.pid}`,
      `/c/${seeded.collection.pid}`,
      `/l/${seeded.library.slug}`,
      '/docs',
      '/docs/api',
      '/nowhere',
    ];
    const reading = `/i/${book.pid}/p/${book.pages[0]}`;
    const troubles: string[] = [];
    for (const [path, viewport] of [
      ...[...paths, reading].map((one) => [one, { width: 1280, height: 860 }] as const),
      ...paths.map((one) => [`/en${one}`, { width: 360, height: 780 }] as const),
    ]) {
      const [page, context] = await open(path, { viewport, reducedMotion: 'reduce' });
      await alive(page);
      const found = await axeTroubles(page);
      troubles.push(...found.map((one) => `${path} ${one}`));
      // What opens over the page is read as well.
      for (const sheet of await page.locator('.item-actions summary, .reading-cite summary').all()) {
        await sheet.click();
        troubles.push(...(await axeTroubles(page)).map((one) => `${path}, opened: ${one}`));
      }
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wider > 0) {
        const whose = await page.evaluate(() =>
          [...document.querySelectorAll('body *')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => `${one.tagName}.${one.className}`)
            .slice(0, 4),
        );
        troubles.push(`${path} is ${wider} px wider than ${viewport.width}: ${whose.join(', ')}`);
      }
      await context.close();
    }
    expect(troubles).toEqual([]);
  });

  it('leads from what is suggested to the thing itself, by keys and by a click, and says what else was looked for', async () => {
    const [page, context] = await open('/');
    await alive(page);
    const box = page.locator('.hero-search .search-input');
    const offered = page.locator('.hero-search [role=option]');
    await box.pressSequentially('qiantang');
    await offered.first().waitFor();
    await box.press('ArrowDown');
    await box.press('Enter');
    await page.waitForURL(new RegExp(`/i/${book.pid}$`));
    await page.goto(platform.url, { waitUntil: 'networkidle' });
    await alive(page);
    await box.pressSequentially('湖上');
    await offered.filter({ hasText: '湖上書札' }).click();
    await page.waitForURL(new RegExp(`/i/${single.pid}$`));
    // Letters that nobody wrote, as a whole question.
    await page.goto(`${platform.url}/search?q=hushangshuzha`);
    expect(await page.textContent('.hit-title')).toContain('湖上書札');
    expect(await page.textContent('.expansion')).toContain('湖上書札（拼音）');
    await follow(page, '.expansion a');
    expect(await page.locator('.hit').count()).toBe(0);
    await context.close();
  });

  it('says in its search boxes what can be looked for, and cuts nothing of it', async () => {
    for (const path of ['/', '/en', '/collections', '/en/collections']) {
      const [page, context] = await open(path, { viewport: { width: 1440, height: 900 } });
      const room = await page.evaluate(() => {
        const box = document.querySelector<HTMLInputElement>('.search-input')!;
        const { font, paddingLeft, paddingRight } = getComputedStyle(box);
        const pen = document.createElement('canvas').getContext('2d')!;
        pen.font = font;
        return (
          box.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - pen.measureText(box.placeholder).width
        );
      });
      expect({ path, cut: Math.min(0, Math.round(room)) }).toEqual({ path, cut: 0 });
      await context.close();
    }
  });

  it('hydrates what the server drew without a difference, and is light', async () => {
    const reading = `/i/${book.pid}/p/${book.pages[0]}`;
    for (const path of [
      '/',
      '/search',
      '/search/facets/subject?order=pinyin',
      `/c/${seeded.collection.pid}`,
      '/search/advanced?row=and~date~span~%E4%B9%BE%E9%9A%86~&row=or~title~begins~%E9%92%B1%E5%A1%98',
      `/i/${book.pid}`,
      `/i/${single.pid}`,
      reading,
      '/en/collections',
    ]) {
      // Who reads a book has its pages drawn deep; everywhere else that comes when somebody reaches for it.
      const deep = path === reading ? /openseadragon|DeepImage|ImageTuning|default\.jpg/ : undefined;
      const { said, plain, ...weight } = await weigh(browser, platform.url + path, deep);
      expect({ path, said, plain }).toEqual({ path, said: [], plain: [] });
      // A reader brings its lists, its slider and its keys.
      const most = path === reading ? { ...budget, scripts: 110_000 } : budget;
      const over = Object.entries(most).filter(([name, limit]) => weight[name as keyof typeof weight] > limit);
      expect({ path, over, weight }).toEqual({ path, over: [], weight });
      expect(weight.scripts).toBeGreaterThan(20_000);
      expect(weight.fonts).toBeGreaterThan(0);
    }
  });

  it('sets titles and transcriptions in their faces, with the characters that stand there and come later', async () => {
    const [page, context] = await open(`/i/${book.pid}/p/${book.pages[0]}`);
    const fonts: string[] = [];
    page.on('response', (response) => void (/\.woff2$/.test(response.url()) && fonts.push(response.url())));
    const drawn = (selector: string, family: string) =>
      page.waitForFunction(
        ([where, face]) => {
          const text = document.querySelector(where!)?.textContent?.trim() ?? '';
          const covers = [...document.fonts].filter((one) => one.family.includes(face!) && one.status === 'loaded');
          const codes = covers.flatMap((one) =>
            one.unicodeRange.split(/,\s*/).map((code) => parseInt(code.slice(2), 16)),
          );
          return text !== '' && [...text.replace(/\s/g, '')].every((one) => codes.includes(one.codePointAt(0)!));
        },
        [selector, family],
      );
    await drawn('h1', 'Noto Serif SC Variable');
    await drawn('.page-text', 'LXGW WenKai Lite');
    await alive(page);
    await page.keyboard.press('End');
    await page.waitForFunction(() => document.querySelector('.page-text')?.textContent?.includes('府城'));
    await drawn('.page-text', 'LXGW WenKai Lite');
    expect(fonts.every((url) => url.includes('/type/'))).toBe(true);
    await context.close();
  });

  it('draws an image deep when somebody reaches for it, by hand or by key', async () => {
    for (const reach of [
      (page: Page) => page.hover('.stage .island'),
      async (page: Page) => {
        await page.focus('.island-reach');
        await page.keyboard.press('Enter');
      },
    ]) {
      const [page, context] = await open(`/i/${single.pid}`);
      await alive(page);
      expect(await page.locator('.stage .deep').count()).toBe(0);
      await reach(page);
      await page.waitForSelector('.stage .deep[data-drawn]');
      await context.close();
    }
  });

  it('cannot be made to run what was typed into an address or a record', async () => {
    const visitor = new Visitor(platform.url);
    const attack = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';
    const { text } = await visitor.get(`!/search?q=${encodeURIComponent(attack)}`);
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
    const policy = String((await visitor.get('!/')).headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'self'/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(policy).toMatch(/(^|;)style-src 'self'(;|$)/);
  });

  describe('the advanced form', () => advanced(() => open));

  it('answers for what is not there, in the language asked for, and for what is gone', async () => {
    const visitor = new Visitor(platform.url);
    const missing = await visitor.get('!/en/i/zzzzzzzzz');
    expect(missing.status).toBe(404);
    expect(missing.text).toContain('<html lang="en"');
    expect(missing.headers['content-type']).toContain('text/html');
    const program = await visitor.get('!/api/v1/nowhere');
    expect(program.status).toBe(404);
    expect(program.headers['content-type']).toContain('problem+json');

    good(await seeded.admin.post(`/items/${single.pid}/withdraw`, {}));
    await atOnceThoughBusy(
      () => visitor.get(`!/i/${single.pid}`),
      ({ status }) => status === 410,
    );
    expect((await visitor.get(`!/i/${single.pid}`)).text).toContain('已经撤下');
    expect((await visitor.get(`!/i/${single.pid}/qr.svg`)).status).toBe(410);
    expect((await visitor.get('!/sitemap/1.xml')).text).not.toContain(single.pid);
  });

  it('has a page of its own for when there is no network', async () => {
    const [page, context] = await open('/en');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await context.setOffline(true);
    await page.goto(`${platform.url}/en/collections`);
    expect(await page.textContent('h1')).toBe('No network');
    // It is dressed, too: the seal has its frame.
    const frame = await page.locator('.message-mark').evaluate((mark) => getComputedStyle(mark).borderTopWidth);
    expect(frame).toBe('2px');
    expect(await page.locator('main form').count()).toBe(0);
    await context.close();
  });

  it('keeps larger text on the device, from before the first paint', async () => {
    const [page, context] = await open('/');
    await alive(page);
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
    const before = await size();
    await page.click('.site-tools .text-size');
    await comesTrue(async () => (await size()) > before * 1.2);
    await page.goto(`${platform.url}/collections`, { waitUntil: 'domcontentloaded' });
    expect(await page.getAttribute('html', 'data-text')).toBe('large');
    await context.close();
  });

  describe('apart from the screen', () => beyondTheScreen(() => ({ url: platform.url, seeded, open, book })));
  describe('by hand', () => hands(() => ({ url: platform.url, open, book })));
  describe('to whoever comes first', () => finding(() => ({ platform, seeded, open, book })));
  describe('in every window', () => layout(() => ({ url: platform.url, browser, seeded, until, open })));
});
