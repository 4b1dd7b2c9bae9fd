// What runs inside the page speaks of `document` and `location`.
/// <reference lib="dom" />
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { alive, launchBrowser, screenshot } from '../support/browser.js';
import { atOnceThoughBusy, comesTrue } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { makePlatformAdmin, seedPassword } from '../support/seed.js';
import { accept, answerTheRest, field, invite, person, rail, saved, signIn, type Person } from './console.hands.js';

/**
 * The one thread through every layer, as people would walk it: a library is taken in, a collection made, an item
 * cataloged, its pages uploaded, reviewed, published, found and read, changed, and withdrawn.
 */
describe('from an empty platform to a reader and back', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let admin: Person;
  let librarian: Person;
  let cataloger: Person;
  let reviewer: Person;
  let reader: Person;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linlang-thread-'));
  const links: Record<string, string> = {};
  const uploads = { form: 0, tus: 0 };
  let item = '';
  let tile = '';

  const everybody = () => [admin, librarian, cataloger, reviewer, reader].filter(Boolean);

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    await makePlatformAdmin(platform.databaseUrl);
    browser = await launchBrowser();
    admin = await person(browser);
    librarian = await person(browser);
    cataloger = await person(browser);
    reviewer = await person(browser);
    reader = await person(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  // Each step stands on the one before: after a broken one there is nothing to try.
  let walked = 0;
  let planned = 0;
  const step = (name: string, walk: () => Promise<void>) => {
    const mine = ++planned;
    it(name, async () => {
      expect(walked).toBe(mine - 1);
      try {
        await walk();
      } catch (error) {
        for (const [at, one] of everybody().entries()) await screenshot(one.page, `thread-broken-${at + 1}`);
        throw error;
      }
      walked = mine;
    });
  };

  afterEach(() => {
    const errors = everybody().flatMap((one) => one.errors.splice(0));
    if (errors.length) throw new Error(`the page broke: ${errors.join('\n')}\n${platform.log(15)}`);
  });

  step('a platform admin takes in a library and invites its admin', async () => {
    const { page } = admin;
    await signIn(page, platform.url, 'admin@example.org', seedPassword);
    await rail(page, '成员馆');
    await page.getByRole('button', { name: '新建成员馆' }).first().click();
    await page.fill('.c-dialog .c-localized input[lang="zh-CN"]', '之江大学图书馆');
    await page.fill('.c-dialog input[name=slug]', 'zhijiang');
    await page.fill('.c-dialog input[name=email]', 'chen@example.org');
    await page.getByRole('button', { name: '建立并邀请' }).click();
    links['librarian'] = await page.inputValue('[data-link]');
    expect(links['librarian']).toContain('/console/invitation#token=');
  });

  step('the library admin accepts, makes a collection from a template and invites colleagues', async () => {
    const { page } = librarian;
    await accept(page, links['librarian']!, '陈静之');
    // Their first day begins with what makes a library one, each step leading there.
    const steps = page.locator('.first-steps');
    await steps.getByRole('link', { name: '建第一个特藏库' }).click();
    await page.locator('.template', { hasText: '古籍' }).click();
    await page.locator('.field-list li').nth(15).waitFor();
    await page.fill('.new-form .c-localized input[lang="zh-CN"]', '浙江方志');
    await page.fill('.new-form input[name=slug]', 'fangzhi');
    await page.getByRole('button', { name: '建立特藏库' }).click();
    await page.waitForURL(/\/collections\/[^/]+\/items$/);
    links['cataloger'] = await invite(page, 'shen@example.org', '编目员');
    links['reviewer'] = await invite(page, 'xu@example.org', '审核员');
    await rail(page, '今日');
    for (const done of ['建第一个特藏库', '请一位同事来'])
      await steps.locator('li[data-done]', { hasText: done }).waitFor();
    expect(await steps.locator('li:not([data-done])').count()).toBe(2);
    await screenshot(page, 'first-steps');
    await page.getByRole('button', { name: '收起' }).click();
    await page.reload();
    await page.getByText('没有待办的事').waitFor();
    expect(await steps.count()).toBe(0);
  });

  step('a cataloger catalogs in the generated form, which saves by itself', async () => {
    const { page } = cataloger;
    await accept(page, links['cataloger']!, '沈知远');
    await rail(page, '著录');
    await page.getByRole('button', { name: '新建资源' }).first().click();
    // The first time its editor is fetched only now, and gets the focus all the same.
    const first = page.locator('.c-dialog .lf-field[data-key="title"] input').first();
    await first.waitFor();
    await comesTrue(() => first.evaluate((box) => box === document.activeElement));
    await first.fill('錢塘縣志');
    await page.getByRole('button', { name: '开始著录' }).click();
    await page.waitForURL(/\/items\/[^/]+$/);
    item = page.url().split('/').pop()!;
    // One writes on in the first field that the record still lacks, without a hand on the mouse.
    await comesTrue(() => page.evaluate(() => Boolean(document.activeElement?.closest('.lf-form [data-field]'))));
    await field(page, 'title').locator('input').first().fill('錢塘縣志三十六卷');
    await field(page, 'identifier').locator('input').first().fill('方 0718');
    await page.locator('.foot-kept').waitFor();
    // What was typed is there again after the page was lost.
    await page.reload();
    const box = field(page, 'title').locator('input').first();
    await comesTrue(async () => (await box.inputValue()) === '錢塘縣志三十六卷');
    expect(await answerTheRest(page)).toBeGreaterThan(0);
    await page.locator('.foot-complete', { hasText: '100%' }).waitFor();
    await saved(page);
  });

  step('uploads page images, small ones by form and a large one resumably, and derivatives are made', async () => {
    const { page } = cataloger;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/files')) uploads.form += 1;
      if (request.method() === 'PATCH' && request.url().includes('/api/v1/uploads/')) uploads.tus += 1;
    });
    await page.getByRole('link', { name: '上传图像' }).click();
    const small = await Promise.all(
      ['#efe7d4', '#e6dcc4', '#ddd2bb'].map((background, at) =>
        sharp({ create: { width: 900, height: 1200, channels: 3, background } })
          .composite([
            {
              input: Buffer.from(
                `<svg width="900" height="1200"><text x="380" y="500" font-size="300">${at + 1}</text></svg>`,
              ),
            },
          ])
          .jpeg()
          .toBuffer(),
      ),
    );
    // Noise does not compress: more than the size from which files are sent in parts.
    const [width, height] = [2600, 2600];
    const large = await sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
      .tiff({ compression: 'none' })
      .toBuffer();
    // By path: the browser reads them itself, as it would from somebody's disk.
    const named = [...small.map((bytes, at) => [`00${at + 1}.jpg`, bytes] as const), ['004.tif', large] as const];
    const paths = named.map(([name, bytes]) => {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      return file;
    });
    await page.setInputFiles('input[type=file]', paths);
    await page.locator('.page-card').nth(3).waitFor();
    await page.waitForFunction(() => !document.querySelector('.page-wait, .page-fail'), undefined, {
      timeout: 180_000,
    });
    expect(uploads.form).toBe(3);
    expect(uploads.tus).toBeGreaterThan(1);

    await page.getByRole('button', { name: '全选' }).click();
    await page.getByRole('button', { name: '批量编号' }).click();
    await page.fill('.c-dialog input[name=pattern]', '卷一·葉{一}{a|b}');
    await page.getByRole('button', { name: '给 4 页编号' }).click();
    await page.getByText('已给 4 页编号').waitFor();
    const labels = () =>
      page.locator('.page-label').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    await comesTrue(async () => (await labels()).join() === '卷一·葉一a,卷一·葉一b,卷一·葉二a,卷一·葉二b');
    await rail(page, '任务');
    await page.locator('.job-line', { hasText: '制作浏览图' }).first().waitFor();
    await screenshot(page, 'thread-jobs');
  });

  step('submits, and a reviewer approves', async () => {
    const { page } = cataloger;
    await page.goto(`${platform.url}/console/items/${item}`);
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.locator('.bar .c-tag', { hasText: '待审核' }).waitFor();
    await screenshot(page, 'thread-editor');

    await accept(reviewer.page, links['reviewer']!, '许审');
    await rail(reviewer.page, '审核');
    await reviewer.page.getByRole('link', { name: /錢塘縣志/ }).click();
    await reviewer.page.getByRole('button', { name: '通过并发布' }).click();
    await reviewer.page.locator('.bar .c-tag', { hasText: '已发布' }).waitFor();
  });

  step('a reader finds it by two simplified characters, opens it, turns its pages and zooms by tiles', async () => {
    const { page } = reader;
    await page.goto(platform.url);
    await alive(page);
    const box = page.locator('input[name=q]').first();
    await box.fill('钱塘');
    await box.press('Enter');
    await page.waitForURL(/\/search\?.*q=/);
    const hit = page.locator(`main a[href*="/i/${item}"]`).first();
    await comesTrue(
      async () => {
        if ((await hit.count()) > 0) return true;
        await page.reload();
        return false;
      },
      { everyMs: 500 },
    );
    await page.locator('main', { hasText: '錢塘縣志三十六卷' }).waitFor();
    await screenshot(page, 'thread-results');
    await hit.click();
    await page.waitForURL(new RegExp(`/i/${item}`));
    await page.locator('h1', { hasText: '錢塘縣志三十六卷' }).waitFor();

    await page.locator(`a[href*="/i/${item}/p/"]`).first().click();
    await page.waitForURL(/\/p\//);
    const position = page.locator('.reading-position');
    await page.locator('[data-reading] canvas').first().waitFor();
    const before = await position.innerText();
    await page.keyboard.press('PageDown');
    await page.waitForFunction(
      (was) => document.querySelector<HTMLElement>('.reading-position')?.innerText !== was,
      before,
    );
    await page.keyboard.press('End');
    await page.waitForFunction(() =>
      document.querySelector<HTMLElement>('.reading-position')?.innerText.includes('葉二b'),
    );

    // The last one is the large image: zooming in asks for tiles of it.
    const asked = page.waitForResponse(
      (response) => /\/iiif\/image\/3\/[^/]+\/\d+,\d+,\d+,\d+\//.test(response.url()) && response.ok(),
    );
    for (let at = 0; at < 4; at++) await page.getByRole('button', { name: '放大' }).first().click();
    tile = (await asked).url();
    await screenshot(page, 'thread-reading');
  });

  step('goes on seeing the published version until the new one passes', async () => {
    const { page } = cataloger;
    await page.goto(`${platform.url}/console/items/${item}`);
    await field(page, 'title').locator('input').first().fill('錢塘縣志三十六卷首一卷');
    await page.locator('.foot-kept').waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.foot-clean').waitFor();
    await page.locator('.bar .c-tag', { hasText: '草稿' }).waitFor();

    await reader.page.goto(`${platform.url}/i/${item}`);
    expect(await reader.page.locator('h1').first().innerText()).toBe('錢塘縣志三十六卷');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.locator('.bar .c-tag', { hasText: '待审核' }).waitFor();
    await reader.page.reload();
    expect(await reader.page.locator('h1').first().innerText()).toBe('錢塘縣志三十六卷');

    await reviewer.page.goto(`${platform.url}/console/items/${item}`);
    await reviewer.page.getByRole('button', { name: '通过并发布' }).click();
    await reviewer.page.locator('.bar .c-tag', { hasText: '已发布' }).waitFor();
    await reader.page.reload();
    expect(await reader.page.locator('h1').first().innerText()).toBe('錢塘縣志三十六卷首一卷');
  });

  step('is gone from search, pages and tiles within a second of being withdrawn', async () => {
    const look = async () => {
      const get = (address: string) =>
        reader.context.request.get(address, { headers: { 'cache-control': 'no-cache' } });
      const [found, opened, cut] = await Promise.all([
        get(`${platform.url}/search?q=${encodeURIComponent('钱塘')}`),
        get(`${platform.url}/i/${item}`),
        get(tile),
      ]);
      return { found: (await found.text()).includes(`/i/${item}`), page: opened.status(), tile: cut.status() };
    };
    expect(await look()).toEqual({ found: true, page: 200, tile: 200 });

    const { page } = reviewer;
    await page.getByRole('button', { name: '更多', exact: true }).click();
    await page.getByRole('menuitem', { name: '撤下' }).click();
    await page.fill('.c-dialog textarea', '影像须重拍');
    const answered = page.waitForResponse((response) => response.url().endsWith('/withdraw'));
    await page.locator('.c-dialog .c-button-main').click();
    expect((await answered).status()).toBe(200);
    const now = await atOnceThoughBusy(look, ({ found, page, tile }) => !found && page !== 200 && tile !== 200);
    expect(now).toEqual({ found: false, page: 410, tile: 410 });
    await page.locator('.bar .c-tag', { hasText: '已撤下' }).waitFor();
  });
});
