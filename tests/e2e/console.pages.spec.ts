// What runs inside the page speaks of `document`.
/// <reference lib="dom" />
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { alive, launchBrowser, screenshot, widths } from '../support/browser.js';
import { bytesOf, formOf } from '../support/bytes.js';
import { chart, tone } from '../support/media-samples.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, seedPassword, type SeededCollection } from '../support/seed.js';
import { newDraft, person, pick, signIn, type Person } from './console.hands.js';

/** From the scanner to pages in order, with their labels, text and readers. */
describe('the pages of an item in the console', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let seeded: SeededCollection;
  let worker: Person;
  let page: Page;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linlang-scans-'));

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    seeded = await seedCollection(platform.url, platform.databaseUrl);
    browser = await launchBrowser();
    worker = await person(browser);
    page = worker.page;
    await signIn(page, platform.url, 'admin@example.org', seedPassword);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => expect(worker.errors.splice(0)).toEqual([]));

  const newItem = (title: string) => newDraft(seeded, title);
  async function withLeaves(title: string, count: number): Promise<string> {
    const item = await newItem(title);
    const leaves = Array.from({ length: count }, async (_, at) => ({
      name: `${at + 1}.png`,
      bytes: await chart(300, 400, at).png().toBuffer(),
    }));
    const form = formOf(await Promise.all(leaves));
    good(await seeded.admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers }));
    return item;
  }
  const stored = async (item: string) =>
    good(await seeded.admin.get(`/items/${item}`)) as {
      pages: {
        pid: string;
        hasText: boolean;
        file: { pid: string; name: string };
        visibility: { image: string[] | null };
      }[];
    };
  const names = async (item: string) => (await stored(item)).pages.map((one) => one.file.name).join(' ');
  const look = (item: string) => page.goto(`${platform.url}/console/items/${item}/pages`);
  async function choose(button: Locator, file: string): Promise<void> {
    const [picker] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
    await picker.setFiles(file);
  }

  it('pauses a large file, and goes on after a reload from where it stopped', async () => {
    const item = await newItem('大幅輿圖');
    const noise = sharp(randomBytes(2400 * 2400 * 3), { raw: { width: 2400, height: 2400, channels: 3 } });
    const bytes = await noise.png({ compressionLevel: 0 }).toBuffer();
    const file = path.join(folder, '輿圖.png');
    writeFileSync(file, bytes);
    await look(item);
    // A slow line, so that there is something to stop.
    const line = await worker.context.newCDPSession(page);
    const speed = (uploadThroughput: number) =>
      line.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await line.send('Network.enable');
    await speed(1_500_000);
    await choose(page.locator('.pages-drop'), file);
    await page.locator('.upload-figures', { hasText: /[1-9]\d% · .+\/s · 还需/ }).waitFor();
    // A crawl from here on: it must not be through before somebody has stopped it, however slow this machine is.
    await speed(60_000);
    await screenshot(page, 'console-upload');
    await page.getByRole('button', { name: '暂停 輿圖.png' }).click();
    await page.locator('.upload-paused', { hasText: '已暂停' }).waitFor();
    await page.getByRole('button', { name: '继续 輿圖.png' }).click();
    await page.locator('.upload-sending').waitFor();
    await page.getByRole('button', { name: '暂停 輿圖.png' }).click();

    await page.reload();
    const left = page.locator('.unfinished');
    await left.getByText('輿圖.png').waitFor();
    await screenshot(page, 'console-upload-unfinished');
    await speed(-1);
    const another = path.join(folder, '別圖.png');
    writeFileSync(another, bytes.subarray(0, 1000));
    await choose(left.getByRole('button', { name: '重选文件，接着传' }), another);
    await left.getByRole('alert').getByText('不是原来的文件').waitFor();
    const sent: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sent.push(Number(request.headers()['upload-offset']));
    });
    await choose(left.getByRole('button', { name: '重选文件，接着传' }), file);
    await page.locator('.page-card').waitFor();
    await left.waitFor({ state: 'detached' });
    expect(sent[0]).toBeGreaterThan(0);
    const [only, ...more] = (await stored(item)).pages;
    expect([more, only!.file.name]).toEqual([[], '輿圖.png']);
    const original = await bytesOf(seeded.admin, `/f/${only!.file.pid}/original`);
    expect(createHash('sha256').update(original.bytes).digest('hex')).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    );
  });

  it('says in words what went wrong with a file, and tries again', async () => {
    const item = await newItem('殘卷');
    await look(item);
    const broken = path.join(folder, '殘.png');
    writeFileSync(broken, (await chart(300, 400).png().toBuffer()).subarray(0, 60));
    await choose(page.locator('.pages-drop'), broken);
    await page.locator('.upload-why', { hasText: '损坏' }).waitFor();
    await page.getByRole('button', { name: '取消 殘.png' }).click();
    // A line that breaks: nothing is lost, and one press sends it again.
    const whole = path.join(folder, '全.png');
    writeFileSync(whole, await chart(300, 400).png().toBuffer());
    await page.route('**/api/v1/items/*/files', (route) => route.abort(), { times: 1 });
    await choose(page.locator('.pages-drop'), whole);
    await page.locator('.upload-failed .upload-why').waitFor();
    await page.getByRole('button', { name: '重试 全.png' }).click();
    await page.locator('.page-card').waitFor();
    expect(await names(item)).toBe('全.png');
  });

  /** By its handle onto the place of another, slowly as a hand does, until it stands there and the others have made room. */
  async function drag(from: number, to: number): Promise<void> {
    const card = (at: number) => page.locator('.page-card').nth(at);
    await card(Math.max(from, to)).waitFor();
    const pid = await card(from).getAttribute('data-page');
    const grip = (await card(from).locator('.page-grip').boundingBox())!;
    const goal = (await card(to).boundingBox())!;
    const places = page.locator('.page-card');
    const place = () =>
      places.evaluateAll((cards, one) => cards.findIndex((each) => (each as HTMLElement).dataset['page'] === one), pid);
    await page.mouse.move(grip.x + 8, grip.y + 8);
    await page.mouse.down();
    let part = 0.2;
    await comesTrue(
      async () => {
        part = part < 0.9 ? part + 0.1 : 0.6;
        await page.mouse.move(goal.x + goal.width * part, goal.y + 60, { steps: 6 });
        return (await place()) === to;
      },
      { everyMs: 150 },
    );
    await page.mouse.up();
  }

  it('puts pages in order by dragging and by keys, and undoes', async () => {
    const item = await withLeaves('三葉', 3);
    await look(item);
    await drag(0, 2);
    await comesTrue(async () => (await names(item)) === '2.png 3.png 1.png');
    await page.locator('.page-face').nth(2).focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await comesTrue(async () => (await names(item)) === '2.png 1.png 3.png');
    // Still at the page that was moved; it goes on.
    await page.keyboard.press('Alt+ArrowLeft');
    await comesTrue(async () => (await names(item)) === '1.png 2.png 3.png');
    await page.keyboard.press('Delete');
    await comesTrue(async () => (await names(item)) === '2.png 3.png');
    await page.getByRole('button', { name: '撤销' }).click();
    await comesTrue(async () => (await names(item)) === '1.png 2.png 3.png');
  });

  it('drops a page of a book that runs from right to left where it is let go, forwards and backwards', async () => {
    const item = await withLeaves('九葉', 9);
    await look(item);
    await page.getByLabel('从右往左排').check();
    const order = (...numbers: number[]) => numbers.map((one) => `${one}.png`).join(' ');
    await drag(8, 2);
    await comesTrue(async () => (await names(item)) === order(1, 2, 9, 3, 4, 5, 6, 7, 8));
    await drag(0, 4);
    await comesTrue(async () => (await names(item)) === order(2, 9, 3, 4, 1, 5, 6, 7, 8));
    // Shift chooses pages, and no words.
    await page.locator('.page-face').nth(1).click();
    await page
      .locator('.page-face')
      .nth(5)
      .click({ modifiers: ['Shift'] });
    expect(await page.locator('.page-chosen').count()).toBe(5);
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
    await page.getByLabel('从右往左排').uncheck();
  });

  it('points at what matters in a picture by mouse and by keys, and takes it back', async () => {
    const item = await withLeaves('題籤', 1);
    await comesTrue(async () => good(await seeded.admin.get(`/items/${item}`)).pages[0].file.state === 'ready');
    const focus = async () =>
      good(await seeded.admin.get(`/items/${item}`)).pages[0].source.focus as number[] | undefined;
    await look(item);
    await page.locator('.page-face').click();
    await page.getByRole('button', { name: '焦点…' }).click();
    const picture = page.locator('.focal-picture');
    const { x, y, width, height } = (await picture.boundingBox())!;
    await page.mouse.click(x + width * 0.2, y + height * 0.25);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.locator('.focal-told', { hasText: '横 21%，纵 35%' }).waitFor();
    await screenshot(page, 'console-focal-point');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await comesTrue(async () => (await focus())?.map((share) => Math.round(share * 100)).join() === '21,35');
    await page.locator('.page-focus').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await comesTrue(async () => (await focus()) === undefined);
    await page.locator('.page-focus').waitFor({ state: 'detached' });
  });

  it('takes the text of one page after the other, by keys alone', async () => {
    const item = await withLeaves('兩葉', 2);
    await look(item);
    await page.locator('.page-face').first().focus();
    await page.keyboard.press('Enter');
    const area = page.locator('.page-text-area');
    await area.fill('吾兄大人閣下\n久未通問');
    await page.keyboard.press('Control+Enter');
    await comesTrue(async () => (await area.inputValue()) === '');
    await area.fill('家中平安');
    // What was typed is not lost by a key: it is asked first, above the dialog that one is in.
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '还有没保存的改动' }).getByRole('button', { name: '继续编辑' }).click();
    expect(await area.inputValue()).toBe('家中平安');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await area.waitFor({ state: 'detached' });
    const { pages } = await stored(item);
    const texts = await Promise.all(
      pages.map(async (one) => good(await seeded.admin.get(`/items/${item}/pages/${one.pid}/text`)).text as string),
    );
    expect(texts).toEqual(['吾兄大人閣下\n久未通問', '家中平安']);
    await comesTrue(async () => (await page.locator('.page-has-text').count()) === 2);
  });

  it('gives a recording its captions, which readers follow as it is heard', async () => {
    const item = await newItem('王氏口述');
    const head = good(await seeded.admin.get(`/items/${item}`)) as { version: number };
    const values = completeValues(seeded.collection.schema, '王氏口述', 'K-1');
    good(await seeded.admin.put(`/items/${item}`, { version: head.version, values }));
    const form = formOf([{ name: '1.wav', bytes: tone(4) }]);
    good(await seeded.admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers }));
    await look(item);
    await page.locator('.c-icon-button[title=字幕]').click();
    const dialog = page.getByRole('dialog');
    const wrong = path.join(folder, '錯.srt');
    writeFileSync(wrong, '1\n00:00:75,000 --> 1\n開場');
    await choose(dialog.getByRole('button', { name: '选择 .vtt 或 .srt 文件' }), wrong);
    await dialog.getByRole('alert').getByText('第 2 行的时间有误').waitFor();
    const right = path.join(folder, '口述.srt');
    writeFileSync(right, '1\n00:00:00,000 --> 00:00:01,500\n開場\n\n2\n00:00:01,500 --> 00:00:04,000\n逃難到金華\n');
    await pick(dialog.locator('[name=language]'), 'zh-Hant');
    await choose(dialog.getByRole('button', { name: '选择 .vtt 或 .srt 文件' }), right);
    await dialog.locator('.captions li', { hasText: 'zh-Hant · 原语字幕 · 2 条' }).waitFor();
    await screenshot(page, 'console-captions');
    await comesTrue(async () => good(await seeded.admin.get(`/items/${item}`)).pages[0].file.state === 'ready');
    const { version } = good(await seeded.admin.get(`/items/${item}`)) as { version: number };
    good(await seeded.admin.post(`/items/${item}/publish`, { version }));

    const reader = await person(browser);
    await reader.page.goto(`${platform.url}/i/${item}`);
    await alive(reader.page);
    const lines = reader.page.locator('.k-transcript li');
    await lines.nth(1).getByText('逃難到金華').waitFor();
    expect(await reader.page.locator('track[srclang=zh-Hant]').count()).toBe(1);
    await lines.nth(1).getByRole('button').click();
    await reader.page.locator('.k-transcript [aria-current]', { hasText: '逃難到金華' }).waitFor();
    await screenshot(reader.page, 'reader-captions');
    expect(reader.errors).toEqual([]);
    await reader.context.close();
  });

  it('closes single pages to readers', async () => {
    const item = await withLeaves('家書', 2);
    await look(item);
    await page.locator('.page-face').nth(1).click();
    await page.getByRole('button', { name: '可见范围' }).click();
    const image = page.locator('.page-visibility[data-part=image]');
    await image.getByRole('checkbox').first().uncheck();
    await screenshot(page, 'console-page-visibility');
    await page.getByRole('button', { name: '立刻生效' }).click();
    await page.locator('.page-apart').waitFor();
    const { pages } = await stored(item);
    expect(pages.map((one) => one.visibility.image)).toEqual([null, ['staff']]);
    await page.setViewportSize(widths.narrow);
    await screenshot(page, 'console-pages-closed-narrow');
    await page.setViewportSize(widths.wide);
  });
});
