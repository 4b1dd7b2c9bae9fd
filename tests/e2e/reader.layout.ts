/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { alive } from '../support/browser.js';
import { formOf } from '../support/bytes.js';
import { tone, triangle } from '../support/media-samples.js';
import { weigh } from '../support/page.weight.js';
import { picture } from '../support/pictures.js';
import { completeValues, good, type SeededCollection } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';

interface World {
  url: string;
  browser: Browser;
  seeded: SeededCollection;
  until: (what: string, check: () => Promise<boolean>) => Promise<unknown>;
  open: (path: string, options?: Parameters<Browser['newContext']>[0]) => Promise<[Page, BrowserContext]>;
}

const widths = [320, 390, 820, 1024, 1440] as const;
const sizeOf = (width: number) => ({ width, height: width < 800 ? 800 : 900 });
const line = (at: number) => `第${at}行天無以清將恐裂地無以寧將恐發神無以靈`;

/** What stands where, at every width: nothing hides, nothing is cut off, and keys do what the page says. */
export function layout(of: () => World): void {
  let book: { pid: string; pages: string[] };
  let sound: string;
  let model: string;

  async function draft(collection: SeededCollection['collection'], title: string, identifier: string): Promise<string> {
    const values = completeValues(collection.schema, title, identifier);
    return good(await of().seeded.admin.post(`/collections/${collection.pid}/items`, { values })).pid;
  }
  async function send(
    item: string,
    files: { name: string; bytes: Buffer }[],
    page = 'append',
  ): Promise<{ file: string }> {
    const { admin } = of().seeded;
    const { raw, headers } = formOf(files);
    const sent = good(await admin.send('POST', `/items/${item}/files?page=${page}`, { raw, headers }));
    await of().until('derivatives', async () =>
      good(await admin.get(`/items/${item}/files`)).rows.every((file: { state: string }) => file.state === 'ready'),
    );
    return { file: sent.files[0].file.pid };
  }
  async function publish(item: string): Promise<void> {
    const { admin } = of().seeded;
    const { version } = good(await admin.get(`/items/${item}`));
    good(await admin.post(`/items/${item}/publish`, { version }));
  }

  beforeAll(async () => {
    const { admin, library, collection } = of().seeded;
    const name = { 'zh-CN': '古籍善本', en: 'Rare books' };
    const books = good(
      await admin.post(`/libraries/${library.pid}/collections`, { template: 'ancient-book', slug: 'guji', name }),
    );
    const item = await draft(books, '老子道德經', 'L-1');
    const images = await Promise.all([1, 2, 3, 4].map(async (at) => ({ name: `${at}.png`, bytes: await picture(at) })));
    await send(item, images);
    const pages = (good(await admin.get(`/items/${item}`)).pages as { pid: string }[]).map(({ pid }) => pid);
    for (const page of pages) {
      const { version } = good(await admin.get(`/items/${item}`));
      const lines = Array.from({ length: 14 }, (_, at) => ({ text: line(at + 1), box: [300 - at * 20, 20, 18, 400] }));
      good(await admin.put(`/items/${item}/pages/${page}/text`, { version, lines }));
    }
    await publish(item);
    book = { pid: item, pages };

    sound = await draft(collection, '王氏口述', 'L-2');
    const { file } = await send(sound, [{ name: '1.wav', bytes: tone(14) }]);
    const said = Array.from({ length: 14 }, (_, at) => {
      const time = (second: number) => `00:00:${String(second).padStart(2, '0')},000`;
      return `${at + 1}\n${time(at)} --> ${time(at + 1)}\n${line(at + 1)}\n`;
    });
    const captions = formOf([{ name: '口述.srt', bytes: Buffer.from(said.join('\n')) }]);
    const asked = new URLSearchParams({ language: 'zh-Hans', label: '简体中文' });
    good(
      await admin.send('POST', `/files/${file}/captions?${asked}`, { raw: captions.raw, headers: captions.headers }),
    );
    await publish(sound);
    model = await draft(collection, '青瓷罐', 'L-3');
    const { file: vessel } = await send(model, [{ name: '1.glb', bytes: triangle() }]);
    const { file: poster } = await send(model, [{ name: '1.png', bytes: await picture(5) }], 'none');
    good(await admin.put(`/files/${vessel}/poster`, { file: poster }));
    await publish(model);
    for (let at = 1; at <= 8; at++) await publish(await draft(collection, `西泠藏札第${at}通`, `L-4-${at}`));
    await of().until('suggestions', async () => {
      const { rows } = good(await new Visitor(of().url).get(`/search/suggestions?q=${encodeURIComponent('西泠')}`));
      return rows.length >= 6;
    });
  });

  /** One window, whose pages answer to hands before anything is done in them. */
  async function inWindow(width: number, act: (page: Page, go: (path: string) => Promise<void>) => Promise<void>) {
    const context = await of().browser.newContext({ viewport: sizeOf(width), reducedMotion: 'reduce' });
    const page = await context.newPage();
    await act(page, async (path) => {
      await page.goto(of().url + path, { waitUntil: 'load' });
      await alive(page);
    });
    await context.close();
  }

  it('shows suggestions whole and above everything, on every page and at both widths', async () => {
    const { seeded } = of();
    const places = ['/', `/c/${seeded.collection.pid}`, `/l/${seeded.library.slug}`, `/i/${book.pid}`];
    for (const width of [1440, 390]) {
      await inWindow(width, async (page, go) => {
        for (const place of places) {
          await go(place);
          await page.locator('main .search-input, .site-header .search-input').last().pressSequentially('西泠');
          await page.waitForSelector('.search-suggestions li');
          const covered = await page.evaluate(() =>
            [...document.querySelectorAll<HTMLElement>('.search-suggestions li')]
              .filter((one) => one.checkVisibility())
              .flatMap((one) => {
                one.scrollIntoView({ block: 'center' });
                const { left, right, top, bottom, width: wide } = one.getBoundingClientRect();
                const points = [left + 6, left + wide / 2, right - 6].map((x) => [x, (top + bottom) / 2] as const);
                return points
                  .filter(([x, y]) => !one.contains(document.elementFromPoint(x, y)))
                  .map(() => one.innerText);
              }),
          );
          expect({ place, width, covered }).toEqual({ place, width, covered: [] });
        }
      });
    }
  });

  it('is nowhere wider than the screen, in the larger text too, and has room for a finger', async () => {
    const { seeded } = of();
    const places = [
      '/',
      '/search?view=grid',
      '/search/advanced',
      `/c/${seeded.collection.pid}`,
      `/l/${seeded.library.slug}`,
      `/i/${book.pid}`,
      `/i/${sound}`,
      `/i/${model}`,
      `/i/${book.pid}/p/${book.pages[1]}`,
      `/en/i/${book.pid}/p/${book.pages[1]}?q=${encodeURIComponent('天無以清')}`,
      '/docs',
      '/nowhere',
      '/en',
    ];
    const troubles: string[] = [];
    await inWindow(1440, async (page, go) => {
      for (const place of places) {
        await page.setViewportSize(sizeOf(390));
        await go(place);
        const small = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('a, button, summary, select, input')]
            // Links in running text are excused, a box is as large as its label, and bars of years look to themselves.
            .filter((one) => one.checkVisibility() && !one.closest('label, .time-row, .unseen'))
            .filter((one) => getComputedStyle(one).display !== 'inline')
            .map((one) => ({ one, ...one.getBoundingClientRect().toJSON() }) as { one: HTMLElement } & DOMRect)
            .filter(({ width, height }) => width > 0 && Math.min(width, height) < 23.5)
            .map(({ one, width, height }) => `${one.tagName}.${one.className} ${one.innerText} ${width}×${height}`),
        );
        if (small.length) troubles.push(`${place}: ${small.slice(0, 4).join(', ')}`);
        for (const text of ['normal', 'large']) {
          for (const width of widths) {
            await page.setViewportSize(sizeOf(width));
            const wider = await page.evaluate(async (size) => {
              const root = document.documentElement;
              root.dataset['text'] = size;
              const fits = () => root.scrollWidth <= root.clientWidth;
              // On a busy machine a new width reaches the sheets some pictures late: what is wider is looked at again.
              for (let pictures = 0; pictures < 2 || (pictures < 90 && !fits()); pictures++)
                await new Promise((drawn) => requestAnimationFrame(drawn));
              if (fits()) return [];
              const over = [...document.querySelectorAll('body *')].filter(
                (one) => one.getBoundingClientRect().right > root.clientWidth + 1,
              );
              return [`${root.scrollWidth} px`, ...over.slice(0, 4).map((one) => `${one.tagName}.${one.className}`)];
            }, text);
            if (wider.length) troubles.push(`${place} at ${width} (${text}): ${wider.join(' ')}`);
          }
        }
      }
    });
    expect(troubles).toEqual([]);
  });

  it('turns pages from below what is read on a narrow screen, beside the tools', async () => {
    await inWindow(320, async (page, go) => {
      await go(`/i/${book.pid}/p/${book.pages[1]}`);
      await page.waitForSelector('.deep-tools');
      const boxes = await page.evaluate(() =>
        [...document.querySelectorAll('.reading-turn, .deep-tools')].map((one) => one.getBoundingClientRect().toJSON()),
      );
      const [first, second, third] = (boxes as DOMRect[]).sort((a, b) => a.left - b.left);
      expect([first!.right <= second!.left, second!.right <= third!.left]).toEqual([true, true]);
      expect(Math.min(...boxes.map(({ top }) => top as number))).toBeGreaterThan(550);
    });
  });

  it('begins an upright transcription at its first column, within its panel, for both pages of an opening', async () => {
    for (const width of [320, 1024, 1440]) {
      const wide = width > 1024;
      await inWindow(width, async (page, go) => {
        await go(`/i/${book.pid}/p/${book.pages[1]}`);
        if (!wide) await page.click('.reading-tools [aria-label="录文"][aria-pressed="false"]');
        const panel = page.locator('.page-text');
        await page.waitForFunction((n) => document.querySelectorAll('.page-text p').length === n, wide ? 28 : 14);
        const seen = await panel.evaluate((box) => {
          const { left, right } = box.getBoundingClientRect();
          const first = box.querySelector('p')!.getBoundingClientRect();
          const at = document.elementFromPoint((first.left + first.right) / 2, first.top + 20);
          return {
            firstIsSeen: first.left >= left && first.right <= right + 1 && box.contains(at),
            scrolls: box.scrollWidth > box.clientWidth,
            inWindow: left >= 0 && right <= innerWidth,
            pages: [...box.querySelectorAll('section')].map((one) => one.dataset['page']),
          };
        });
        const pages = wide ? [book.pages[1], book.pages[2]] : [book.pages[1]];
        expect({ width, ...seen }).toEqual({ width, firstIsSeen: true, scrolls: true, inWindow: true, pages });
        // The last column is a matter of scrolling, by wheel too.
        await panel.hover();
        await page.mouse.wheel(0, 5000);
        await page.waitForFunction(() => {
          const box = document.querySelector('.page-text')!;
          const last = [...box.querySelectorAll('p')].at(-1)!.getBoundingClientRect();
          return last.left >= box.getBoundingClientRect().left - 1;
        });
      });
    }
  });

  it('finds inside a book what runs over the end of a page, and marks it on both', async () => {
    const q = '無以靈第1行天無';
    const address = `/i/${book.pid}/p/${book.pages[1]}?q=${encodeURIComponent(q)}`;
    const [page, context] = await of().open(address, { viewport: sizeOf(1440) });
    await page.waitForFunction(() => document.querySelectorAll('.page-text mark').length >= 3);
    const marks = await page
      .locator('.page-text section')
      .evaluateAll((sections) =>
        sections.map((one) => [...one.querySelectorAll('mark')].map((mark) => mark.textContent)),
      );
    // The page before ends in it as well.
    expect(marks).toEqual([
      ['第1行天無', '無以靈'],
      ['第1行天無', '無以靈'],
    ]);
    expect(await page.textContent('.found-count')).toContain('3');
    await context.close();
  });

  it('fills the screen by F, and no key does what the page does not tell of', async () => {
    const reading = `/i/${book.pid}/p/${book.pages[1]}?q=${encodeURIComponent('天無以清')}`;
    const [page, context] = await of().open(reading, { viewport: sizeOf(1440) });
    await alive(page);
    await page.waitForSelector('.deep-mark');
    const stage = page.getByRole('application', { name: '老子道德經' });
    await stage.click();
    expect(await stage.evaluate((one) => one === document.activeElement)).toBe(true);
    const place = () => page.locator('.deep-mark').first().boundingBox();
    const before = await place();
    for (const key of ['r', 'R', 'w', 's', 'j', 'k']) await page.keyboard.press(key);
    // A turn or a flip would show in the next pictures that are drawn.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame);
    });
    expect(await place()).toEqual(before);
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.fullscreenElement?.classList.contains('reading'));
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.fullscreenElement === null);
    await page.keyboard.press('?');
    expect(await page.locator('dialog.keys').innerText()).toMatch(/快捷键[^]*F\s+全屏/u);
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog.keys').isVisible()).toBe(false);
    // Contents and pages come after what turns the page.
    expect(
      await page.evaluate(() => {
        const [turn, list] = [document.querySelector('.page-slider input')!, document.querySelector('.reading-pages')!];
        return Boolean(turn.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING);
      }),
    ).toBe(true);
    await page.keyboard.press('p');
    await page.keyboard.press('p');
    await page.waitForFunction(() => document.activeElement?.closest('.reading-pages'));
    await context.close();

    const [item, other] = await of().open(`/en/i/${book.pid}`, { viewport: sizeOf(1440) });
    await alive(item);
    await item.keyboard.press('?');
    expect(await item.locator('dialog.keys').innerText()).toMatch(/F\s+Full screen[^]*Zoom/u);
    await item.keyboard.press('Escape');
    // What is told of works at once, wherever one has clicked before.
    await item.keyboard.press('f');
    await item.waitForFunction(() => document.fullscreenElement?.classList.contains('stage-frame'));
    await item.keyboard.press('f');
    await item.waitForFunction(() => document.fullscreenElement === null);
    // It is drawn deep when somebody reaches for it.
    await item.hover('.stage .island');
    await item.getByRole('application').click();
    await item.keyboard.press('f');
    await item.waitForFunction(() => document.fullscreenElement?.classList.contains('stage-frame'));
    await other.close();
  });

  it('is light with its player as well', async () => {
    const { said, scripts } = await weigh(of().browser, `${of().url}/i/${sound}`);
    expect({ said, heavy: scripts > 95_000 && scripts }).toEqual({ said: [], heavy: false });
  });

  it('keeps what is said within the stage on a phone, and says on tiles what is sound and how long', async () => {
    const [page, context] = await of().open(`/i/${sound}`, { viewport: sizeOf(390) });
    await page.waitForSelector('.audio-transcript li >> nth=13');
    const boxes = await page.evaluate(() => {
      const of = (one: string) => document.querySelector(one)!.getBoundingClientRect();
      const [stage, said] = [of('.stage'), of('.audio-transcript')];
      return { below: Math.max(0, said.bottom - stage.bottom), room: said.height };
    });
    expect(boxes.below).toBeLessThan(1);
    expect(boxes.room).toBeGreaterThan(120);
    // In its own language, beside an English page too.
    await page.goto(`${of().url}/en/i/${sound}`);
    expect(await page.locator('.audio-transcript li >> nth=3').locator('span[lang]').getAttribute('lang')).toBe(
      'zh-Hans',
    );
    await page.goto(`${of().url}/search?view=grid&q=${encodeURIComponent('王氏口述')}`);
    expect(await page.locator('.tile .size-mark').innerText()).toMatch(/录音\s*0:14/u);
    await context.close();
  });

  it('prints of a model that turns on the screen its poster, and how it is cited', async () => {
    const [page, context] = await of().open(`/i/${model}`, { viewport: sizeOf(1440) });
    await alive(page);
    const poster = page.locator('.island-poster img').filter({ visible: true });
    await page.locator('.island-ask button').click();
    await page.waitForSelector('.island[data-loaded]');
    expect(await poster.count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.model').filter({ visible: true }).count()).toBe(0);
    expect(await poster.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
    expect((await poster.boundingBox())!.height).toBeGreaterThan(100);
    expect(await page.locator('.printed').filter({ visible: true }).innerText()).toContain(`/i/${model}`);
    await context.close();
  });

  it('says that the address of a page was copied, without what was looked for', async () => {
    const [page, context] = await of().open(`/i/${book.pid}/p/${book.pages[1]}?q=${encodeURIComponent('天無')}`, {
      viewport: sizeOf(1440),
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await alive(page);
    await page.getByRole('button', { name: '分享' }).click();
    await page.waitForSelector('.k-toast');
    expect(await page.textContent('.k-toasts')).toContain('已复制');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${of().url}/i/${book.pid}/p/${book.pages[1]}`,
    );
    await context.close();
  });
}
