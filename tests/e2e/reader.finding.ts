/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeTroubles } from '../support/axe.js';
import { alive, follow } from '../support/browser.js';
import { asOwner } from '../support/database.js';
import { comesTrue } from '../support/eventually.js';
import type { TestPlatform } from '../support/platform.js';
import { good, type SeededCollection } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';

interface World {
  platform: TestPlatform;
  seeded: SeededCollection;
  book: { pid: string };
  open: (path: string, options?: Parameters<Browser['newContext']>[0]) => Promise<[Page, BrowserContext]>;
}

/** Examples under the search box: before anybody has looked, since what the platform says of itself is remembered. */
export const tryThese = (databaseUrl: string): Promise<unknown> =>
  asOwner(databaseUrl, (owner) =>
    owner.query(`INSERT INTO platform_setting (key, value) VALUES ('portal', $1)`, [
      JSON.stringify({ hot: [{ 'zh-CN': '信札', en: 'Letters' }, '钱塘'] }),
    ]),
  );

/** What a foreign visitor meets first, and how a collection looks in what it may wear. */
export function finding(of: () => World): void {
  const read = async (path: string) => (await new Visitor(of().platform.url).get(`!${path}`)).text;

  it('says in one line when a thing is of, in years that the reader counts by', async () => {
    const q = encodeURIComponent('錢塘縣志');
    for (const [language, said] of [
      ['', '民國二十年（1931）'],
      ['/zh-TW', '民國二十年（1931）'],
      ['/en', '1931 (民國二十年)'],
    ] as const) {
      for (const path of [`/search?q=${q}`, `/i/${of().book.pid}`])
        expect([language + path, (await read(language + path)).includes(said)]).toEqual([language + path, true]);
    }
    const [, told] = /<meta name="description" content="([^"]+)"/.exec(await read(`/en/i/${of().book.pid}`))!;
    expect(told).toContain('. Zhijiang University Library');
    expect(told).not.toContain('。');
  });

  it('gives examples to try in the language of the page', async () => {
    const [page, context] = await of().open('/en', { javaScriptEnabled: false });
    expect(await page.locator('.hero-hot a').allInnerTexts()).toEqual(['Letters', '钱塘']);
    await follow(page, '.hero-hot a >> nth=0');
    expect(new URL(page.url()).searchParams.get('q')).toBe('Letters');
    expect(await page.locator('.hit').count()).toBeGreaterThan(0);
    // Of its own page a library need not say in each line that it is this one.
    await page.goto(`${of().platform.url}/en/l/${of().seeded.library.slug}`);
    expect(await page.innerText('.collection-rows')).not.toContain('Zhijiang University Library');
    expect(await read('/zh-TW')).toMatch(/hero-hot[^]*信札[^]*錢塘/);
    await context.close();
  });

  it('wears every theme without holes, overlaps or words that cannot be read, on a phone and on a desk', async () => {
    const { seeded, platform } = of();
    const { admin, collection } = seeded;
    const base = `/collections/${collection.pid}`;
    const { items } = good(await new Visitor(platform.url).get(`/search?collection=${collection.pid}&size=5`));
    const featured = (items as { pid: string }[]).map(({ pid }) => pid);
    const troubles: string[] = [];
    for (const [at, theme] of ['indigo', 'white', 'night', 'paper'].entries()) {
      const now = good(await admin.get(base));
      const home = now.presentation.home.filter(({ kind }: { kind: string }) => kind !== 'featured');
      const block = { kind: 'featured', options: { items: featured.slice(0, 5 - at) }, hidden: false };
      const document = { ...now.presentation, theme: { name: theme, tokens: {} }, home: [block, ...home] };
      const draft = { baseVersion: now.presentationVersion, revision: 0, document };
      const { revision } = good(await admin.put(`${base}/drafts/presentation`, draft));
      good(await admin.post(`${base}/drafts/publish`, { presentation: revision }));
      await comesTrue(async () => (await read(`/c/${collection.pid}`)).includes(`data-theme="${theme}"`));
      const [page, context] = await of().open(`/zh-TW/c/${collection.pid}`, { reducedMotion: 'reduce' });
      await alive(page);
      for (const width of [320, 820, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const found = await page.evaluate(async () => {
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          const said: string[] = [];
          const { scrollWidth, clientWidth } = document.documentElement;
          if (scrollWidth > clientWidth) said.push(`${scrollWidth} px wide`);
          // Treasures are shown whole: a picture has its own shape, or stands within its frame.
          for (const image of document.querySelectorAll('main img'))
            if (!/^(contain|fill)$/.test(getComputedStyle(image).objectFit)) said.push(`cut: ${image.className}`);
          for (const dot of document.querySelectorAll('.languages > span'))
            if (getComputedStyle(dot).color !== getComputedStyle(dot.parentElement!).color)
              said.push('dots between languages have a colour of their own');
          const wall = document.querySelector('.wall')!.getBoundingClientRect();
          const tiles = [...document.querySelectorAll('.wall > *')].map((one) => one.getBoundingClientRect());
          for (const [at, one] of tiles.entries()) {
            if (one.left < wall.left - 1 || one.right > wall.right + 1) said.push(`tile ${at} stands out`);
            const over = tiles.findIndex(
              (two, to) =>
                to > at &&
                two.left < one.right - 1 &&
                two.right > one.left + 1 &&
                two.top < one.bottom - 1 &&
                two.bottom > one.top + 1,
            );
            if (over >= 0) said.push(`tile ${at} lies on ${over}`);
          }
          // Along a line through the middle of any picture nothing is empty that a tile could fill.
          for (const [at, picture] of [...document.querySelectorAll('.wall .tile-picture')].entries()) {
            const { top, height } = picture.getBoundingClientRect();
            const line = top + height / 2;
            const covered = tiles
              .filter((one) => one.top <= line && one.bottom >= line)
              .reduce((sum, one) => sum + one.width, 0);
            const least = Math.min(...tiles.map((one) => one.width));
            if (wall.width - covered > least) said.push(`a hole beside tile ${at}`);
          }
          return said;
        });
        troubles.push(...found.map((one) => `${theme}, ${featured.length - at} featured, ${width}: ${one}`));
      }
      for (const path of [`/c/${collection.pid}`, `/search?collection=${collection.pid}`, `/i/${of().book.pid}`]) {
        await page.goto(platform.url + path);
        await alive(page);
        troubles.push(...(await axeTroubles(page)).map((one) => `${theme} ${path} ${one}`));
      }
      await context.close();
    }
    expect(troubles).toEqual([]);
  });
}
