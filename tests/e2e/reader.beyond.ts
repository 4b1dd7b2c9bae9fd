/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { alive } from '../support/browser.js';
import type { SeededCollection } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';

interface World {
  url: string;
  seeded: SeededCollection;
  book: { pid: string; pages: string[] };
  open: (path: string, options?: Parameters<Browser['newContext']>[0]) => Promise<[Page, BrowserContext]>;
}

/** What programs are told of a page, and what stands on paper. */
export function beyondTheScreen(of: () => World): void {
  it('describes its API to people, in three languages and by the old address, with lines that work here', async () => {
    const visitor = new Visitor(of().url);
    for (const [language, prefix, said] of [
      ['zh-CN', '', '供程序使用'],
      ['zh-TW', '/zh-TW', '供程式使用'],
      ['en', '/en', 'For programs'],
    ] as const) {
      const former = await visitor.get('!/api/docs', { headers: { 'accept-language': language } });
      expect([former.status, former.headers['location']]).toEqual([302, `${prefix}/docs/api`]);
      const { text } = await visitor.get(`!${prefix}/docs/api`);
      expect(text).toContain(`${said}`);
      const lines = [...text.matchAll(/curl (?:-OJ )?'(http[^'{]+)'(?! --)/g)].map(([, address]) => address!);
      expect(lines.length).toBeGreaterThan(20);
      // Of the page itself; what stands there as data says the same.
      for (const address of language === 'en' ? new Set(lines) : []) {
        expect(address.startsWith(of().url)).toBe(true);
        const path = new URL(address).pathname;
        expect([path, [200, 303].includes((await visitor.get(`!${path}`)).status)]).toEqual([path, true]);
      }
      expect((await visitor.get(`!${prefix}/docs/api-console`)).text).toContain('item.visibility');
    }
    const [page, context] = await of().open('/docs/api-console', {
      viewport: { width: 360, height: 780 },
      javaScriptEnabled: false,
    });
    const [wide, levels] = await page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      [...document.querySelectorAll('h1, h2, h3, h4')].map((one) => Number(one.tagName[1])),
    ]);
    expect(wide).toBeLessThanOrEqual(0);
    expect((levels as number[]).filter((level, at, all) => at > 0 && level > all[at - 1]! + 1)).toEqual([]);
    await context.close();
  });

  it('names itself to machines, in every language', async () => {
    const visitor = new Visitor(of().url);
    const { text, headers } = await visitor.get(`!/en/i/${of().book.pid}`);
    expect(text).toContain('<html lang="en"');
    expect(text).toContain(`<link rel="canonical" href="${of().url}/en/i/${of().book.pid}">`);
    for (const [tag, prefix] of [
      ['zh-Hans', ''],
      ['zh-Hant', '/zh-TW'],
      ['en', '/en'],
    ]) {
      expect(text).toContain(`hreflang="${tag}" href="${of().url}${prefix}/i/${of().book.pid}"`);
    }
    expect(text).toContain('property="og:image"');
    expect(text).toContain('<meta name="citation_title" content="錢塘縣志">');
    expect(text).toContain('<meta name="citation_publication_date" content="1931">');
    const ld = /<script type="application\/ld\+json">(.+?)<\/script>/s.exec(text)![1]!;
    expect(JSON.parse(ld)).toMatchObject({
      name: { '@value': '錢塘縣志' },
      '@id': `${of().url}/en/i/${of().book.pid}`,
    });
    expect(headers['cache-control']).toBe('public, no-cache');
    const again = await visitor.get(`!/en/i/${of().book.pid}`, {
      headers: { 'if-none-match': String(headers['etag']) },
    });
    expect(again.status).toBe(304);

    // A home has one address in each language, wherever it is named.
    expect((await visitor.get('!/en')).text).toContain(`<link rel="canonical" href="${of().url}/en">`);
    const named = [await visitor.get('!/sitemap/0.xml'), await visitor.get('!/en/feed.xml')].map(({ text }) => text);
    for (const text of named) expect([text.includes(`${of().url}/en<`), text.includes('/en/<')]).toEqual([true, false]);
    expect((await visitor.get('!/en/manifest.webmanifest')).body.start_url).toBe('/en');
    expect((await visitor.get('!/sitemap/1.xml')).text).toContain(`${of().url}/i/${of().book.pid}`);
    expect((await visitor.get('!/sitemap/1.xml')).text).toContain(
      `<xhtml:link rel="alternate" hreflang="en" href="${of().url}/en/i/${of().book.pid}"/>`,
    );
    expect(text).toMatch(/og:image:width" content="\d+"/);
    expect(JSON.parse(ld)).toMatchObject({
      image: expect.stringContaining('/iiif/image/3/'),
      provider: { '@type': 'Library' },
    });
    for (const path of ['/', '/search', `/l/${of().seeded.library.slug}`, `/c/${of().seeded.collection.pid}`])
      expect((await visitor.get(`!${path}`)).text).toContain('property="og:image"');
    const preflight = { origin: 'https://viewer.example', 'access-control-request-method': 'GET' };
    const allowed = await visitor.send('OPTIONS', `!/iiif/${of().book.pid}/manifest`, { headers: preflight });
    expect([allowed.status, allowed.headers['access-control-allow-origin']]).toEqual([204, '*']);
    const top = (await visitor.get('!/iiif/collection/top')).body as { items: { id: string }[] };
    expect(top.items.map(({ id }) => id)).toEqual([`${of().url}/iiif/collection/${of().seeded.collection.pid}`]);
    const iiif = (await visitor.get(`!/iiif/${of().book.pid}/manifest`)).body as {
      seeAlso: { id: string; format: string }[];
    };
    expect(iiif.seeAlso.map(({ format }) => format)).toContain('application/mods+xml');
    for (const { id } of iiif.seeAlso) expect((await visitor.get(`!${id.slice(of().url.length)}`)).status).toBe(200);
    const feed = await visitor.get(`!/en/c/${of().seeded.collection.pid}/feed.xml`);
    expect(feed.headers['content-type']).toContain('application/rss+xml');
    expect(feed.text).toContain(`<link>${of().url}/en/i/${of().book.pid}</link>`);
    expect(feed.headers['cache-control']).toBe('public, no-cache');
    const { total } = (await visitor.get(`/search?collection=${of().seeded.collection.pid}`)).body as { total: number };
    expect(feed.text.match(/<item>/g)).toHaveLength(total);
    const manifest = (await visitor.get('!/manifest.webmanifest')).body as { icons: { src: string }[] };
    for (const { src } of manifest.icons) expect((await visitor.get(`!${src}`)).status).toBe(200);
    expect((await visitor.get('!/robots.txt')).text).toContain(`Sitemap: ${of().url}/sitemap.xml`);
    expect((await visitor.get(`!/i/${of().book.pid}/cite/ris`)).text).toContain('TI  - 錢塘縣志');
    expect((await visitor.get(`!/i/${of().book.pid}/cite/bib`)).text).toContain(
      `url = {${of().url}/i/${of().book.pid}}`,
    );
    expect((await visitor.get(`!/i/${of().book.pid}/qr.svg`)).text).toContain('<svg');
    for (const place of [`/i/${of().book.pid}/qr.svg`, `/iiif/${of().book.pid}/manifest`, '/api/openapi.json', '/']) {
      const sent = (await fetch(of().url + place, { headers: { 'accept-encoding': 'br' } })).headers;
      expect([place, sent.get('content-encoding')]).toEqual([place, 'br']);
      expect(sent.get('vary')).toContain('Accept-Encoding');
    }
  });

  it('cites the page that is shown, with scripts off too, and as files for reference managers', async () => {
    const { book, url } = of();
    const [pid, page] = [book.pid, book.pages[1]!];
    const [plain, context] = await of().open(`/en/i/${pid}/p/${page}`, { javaScriptEnabled: false });
    await plain.locator('.reading-cite summary').click();
    const sheet = plain.locator('.reading-cite .item-sheet');
    // Its pages have no labels of their own.
    expect(await sheet.locator('.cite-text').innerText()).toContain('1931(民國二十年): [2]. ');
    const hrefs = await sheet.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const [text, bib, ris] = await Promise.all(hrefs.map((href) => new Visitor(url).get(`!${href}`)));
    expect(text!.text).toMatch(/錢塘縣志.*: \[2\]\[20\d\d-\d\d-\d\d\]\. /);
    expect(text!.text.endsWith(`${url}/i/${pid}/p/${page}.\n`)).toBe(true);
    expect(text!.headers['content-disposition']).toContain(`${pid}-${page}.txt`);
    expect(bib!.text).toContain(`{linlang_${pid}_${page},`);
    expect(bib!.text).toContain('pages = {[2]}');
    expect(bib!.text).toContain(`url = {${url}/i/${pid}/p/${page}}`);
    expect(ris!.text).toContain('SP  - [2]\r\n');
    expect(await plain.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await context.close();
    // A page of something else is none of this.
    const stray = await new Visitor(url).get(`!/i/${pid}/cite/ris?page=${pid}`);
    expect([stray.status, stray.body.code]).toEqual([404, 'page.not-found']);
  });

  it('turns pages with scripts off on a phone, where the text lies over the page', async () => {
    const { book } = of();
    const [page, context] = await of().open(`/i/${book.pid}/p/${book.pages[0]}`, {
      viewport: { width: 390, height: 800 },
      javaScriptEnabled: false,
    });
    await page.locator(`.reading-turn[href*="${book.pages[1]}"]`).click();
    await page.waitForURL(new RegExp(`/p/${book.pages[1]}`));
    expect(await page.locator('.reading-tools button, .reading-choice').filter({ visible: true }).count()).toBe(0);
    await context.close();
  });

  it('prints a record with its picture and how it is cited, and the page that is shown', async () => {
    for (const path of [`/i/${of().book.pid}`, `/i/${of().book.pid}/p/${of().book.pages[1]}`]) {
      // About as wide as a sheet, where the text is closed until it is asked for.
      const [page, context] = await of().open(path, { viewport: { width: 800, height: 900 } });
      await alive(page);
      // In the reader a page is drawn deep at once: what is printed is the plain picture under it.
      if (path.includes('/p/')) await page.locator('.deep[data-drawn]').first().waitFor();
      await page.emulateMedia({ media: 'print' });
      const picture = page.locator('.plain-image img').first();
      expect(await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
      const box = (await picture.boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThan(40);
      expect(
        await page
          .locator('.deep-place, .item-actions, .reading-foot, .stage-bar, .stage-tools, .site-menu')
          .filter({ visible: true })
          .count(),
      ).toBe(0);
      // Black on white, whatever the room looks like on a screen; and nothing of the text is cut at the edge of a box.
      const ink = await page.evaluate(() => {
        const frame = document.querySelector('.reading, .item-page')!;
        const text = document.querySelector('.page-text');
        const { backgroundColor, color } = getComputedStyle(frame);
        return {
          ground: backgroundColor,
          color,
          cut: text ? text.scrollHeight > text.clientHeight || text.scrollWidth > text.clientWidth : false,
          shown: text ? text.checkVisibility() : true,
        };
      });
      expect(ink).toEqual({ ground: 'rgba(0, 0, 0, 0)', color: 'rgb(0, 0, 0)', cut: false, shown: true });
      const cited = await page.locator('.printed').filter({ visible: true }).innerText();
      expect(cited).toMatch(/錢塘縣志\[Z\/OL\]\. 1931\(民國二十年\).*\[20\d\d-\d\d-\d\d\]/);
      expect(cited).toContain(of().url + path);
      await context.close();
    }
  });
}
