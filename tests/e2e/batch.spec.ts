import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { BatchDesk } from '../support/batches.js';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { comers, openItems, tooWide } from './console.hands.js';

const items = 1600;

describe('a batch in the browser', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let seeded: SeededCollection;
  let pids: string[];
  let db: pg.Client;
  const { atWork } = comers(() => ({ browser, url: platform.url }));

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    seeded = await seedCollection(platform.url, platform.databaseUrl);
    const { pid, schema } = seeded.collection;
    const title = schema.fields.find((field) => field.core === 'title')!.id;
    pids = await new BatchDesk(seeded.admin, pid).bring([
      ...Array.from({ length: items }, (_, at) => ({ values: completeValues(schema, `西泠札${at}`, `E-${at}`) })),
      ...['西泠缺項札', '西泠待刪札'].map((text) => ({ values: { [title]: [{ value: { text } }] } })),
    ]);
    db = new pg.Client({ connectionString: platform.databaseUrl });
    await db.connect();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await db?.end();
    await platform?.stop();
  });
  const list = (page: Page) => openItems(page, platform.url, seeded.collection, '西泠');
  const published = async () =>
    Number((await db.query(`SELECT count(*) AS n FROM item WHERE published_revision IS NOT NULL`)).rows[0].n);

  it('is seen before, watched, left, stopped by another, gone on with, and undone', async () => {
    const page = await atWork();
    await list(page);
    // By the keyboard: all that are shown, then all that match, with their number.
    await page.locator('.items-table thead input[type=checkbox]').focus();
    await page.keyboard.press('Space');
    await page.getByText('已选显示出来的 50 件').waitFor();
    const everything = page.getByRole('button', { name: '选择符合条件的全部 1,602 件' });
    await everything.focus();
    await page.keyboard.press('Enter');
    await page.getByText('已选符合条件的全部 1,602 件').waitFor();
    await screenshot(page, 'console-batch-all');
    const rows = page.locator('.items-table tbody tr');
    expect(await page.locator('.items-table tbody .items-chosen input:checked').count()).toBe(await rows.count());
    // Unticking one leaves all of the list, and says so; then all of it again.
    await rows.nth(1).locator('input').uncheck();
    await page.getByText('不再是全部').waitFor();
    expect(await page.locator('.items-chosen').count()).toBe((await rows.count()) - 1);
    await everything.click();
    // Another list is not what was meant: what was ticked before is chosen again.
    await page.getByRole('button', { name: '草稿 1,602' }).click();
    await page.getByText('已选符合条件的全部').waitFor({ state: 'detached' });
    await page.goBack();
    await page.locator('.items-states [aria-pressed=true]', { hasText: '全部' }).waitFor();
    await everything.click();
    good(await seeded.admin.delete(`/items/${pids.at(-1)}`));
    await page.getByRole('button', { name: '发布…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('现在共 1,601 件；选择时列表显示 1,602 件').waitFor();
    await dialog.getByText(`1,600 件将发布`).waitFor();
    await dialog.locator('.batch-bad', { hasText: '西泠缺項札' }).waitFor();
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: '下载问题清单' }).click(),
    ]);
    const [head, ...told] = readFileSync(await table.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(head).toMatch(/^\uFEFF?题名,编号,结果,原因,/);
    expect(told).toEqual([expect.stringMatching(/^西泠缺項札,,不能处理,还缺必填的内容。,[^a-z0-9]+,http/)]);
    await screenshot(page, 'console-batch-planned');
    expect(await published()).toBe(0);

    // Whoever holds an item of the second chunk holds the batch there, for as long as it is looked at.
    await db.query('BEGIN');
    await db.query('SELECT 1 FROM item WHERE pid = $1 FOR UPDATE', [pids[700]]);
    await dialog.getByRole('button', { name: '发布 1,600 件' }).click();
    await dialog.getByText('500 / 1,600').waitFor();
    await screenshot(page, 'console-batch-watched');
    // The page is left, and what goes on is found again, by another on a phone.
    await page.goto(`${platform.url}/console/`);
    const phone = await atWork(widths.narrow);
    await list(phone);
    await phone.locator('.batch-going a').click();
    await phone.getByText('500 / 1,600').waitFor();
    await phone.getByRole('button', { name: '停止' }).focus();
    await phone.keyboard.press('Enter');
    await phone.getByText('正在停止').waitFor();
    await db.query('ROLLBACK');
    await phone.locator('[data-state=stopped]').waitFor();
    await screenshot(phone, 'console-batch-stopped-narrow');
    // What is above the page is one step back there, too.
    await phone.locator('.bar-parent a').click();
    await phone.locator('.batch-history-line', { hasText: '已停止' }).waitFor();
    expect(await tooWide(phone)).toBeLessThanOrEqual(0);
    expect(await published()).toBe(1000);

    await page.goto(`${platform.url}/console/collections/${seeded.collection.pid}/batches`);
    await page.locator('.batch-history-line', { hasText: '已停止' }).click();
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByText('已发布 1,600 件').waitFor();
    expect(await published()).toBe(items);
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByText('已撤销 1,600 件').waitFor();
    expect(await published()).toBe(0);
    await screenshot(page, 'console-batch-undone');
    await page.goto(`${platform.url}/console/collections/${seeded.collection.pid}/batches`);
    await page.locator('.batch-history-line', { hasText: '已撤销' }).waitFor();
    await screenshot(page, 'console-batches');
  });

  it('leaves what somebody else changes meanwhile, and says who', async () => {
    const page = await atWork();
    await list(page);
    for (const at of [0, 1]) await page.locator('.items-table tbody input[type=checkbox]').nth(at).check();
    const changed = /items\/(.+)$/.exec((await page.locator('.items-title a').first().getAttribute('href'))!)![1]!;
    await page.getByRole('button', { name: '提交审核…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 件将提交审核').waitFor();
    const { version, values } = good(await seeded.admin.get(`/items/${changed}`));
    const note = seeded.collection.schema.fields.find((field) => field.core === 'abstract')!.id;
    const theirs = { ...values, [note]: [{ value: { text: '別人正在改' } }] };
    good(await seeded.admin.put(`/items/${changed}`, { version, values: theirs }));
    await dialog.getByRole('button', { name: '提交 2 件' }).click();
    await dialog.getByText('1 件未处理').waitFor();
    await dialog.locator('.batch-bad', { hasText: '后来admin又改过，保持不动。' }).waitFor();
    await screenshot(page, 'console-batch-left');
    expect(good(await seeded.admin.get(`/items/${changed}`)).state).toBe('draft');
    await dialog.getByRole('button', { name: '撤销' }).click();
    await dialog.getByText('已撤销 1 件').waitFor();
  });

  it('publishes again what was withdrawn, and says of the rest why it cannot', async () => {
    const desk = new BatchDesk(seeded.admin, seeded.collection.pid);
    for (const kind of ['publish', 'withdraw'])
      await desk.apply((await desk.plan({ kind, items: pids.slice(10, 12) })).pid);
    const page = await atWork();
    await openItems(page, platform.url, seeded.collection, '西泠', '&state=withdrawn');
    for (const at of [0, 1]) await page.locator('.items-table tbody input[type=checkbox]').nth(at).check();
    await page.getByRole('button', { name: '发布…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '发布 2 件' }).click();
    await dialog.getByText('已发布 2 件').waitFor();
    expect(await published()).toBe(2);
    await page.keyboard.press('Escape');
    await openItems(page, platform.url, seeded.collection, '西泠', '&state=draft');
    await page.locator('.items-table tbody input[type=checkbox]').first().check();
    await page.getByRole('button', { name: '撤下…' }).click();
    await dialog.getByText('1 件：没有发布，读者本来就看不到。').waitFor();
    await screenshot(page, 'console-batch-why');
    await desk.apply((await desk.plan({ kind: 'withdraw', items: pids.slice(10, 12) })).pid);
  });

  it('changes who may see what is chosen, and says so in English too', async () => {
    const page = await atWork();
    await list(page);
    await page.locator('.items-table tbody tr').nth(2).waitFor();
    for (const at of [0, 1]) await page.locator('.items-table tbody input[type=checkbox]').nth(at).check();
    await page.getByRole('button', { name: '可见范围…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('图像：仅本馆馆员').check();
    // The thumbnail is the image made small: it goes with it unless somebody chose otherwise, and is said to.
    expect(await dialog.getByLabel('缩略图随图像').isChecked()).toBe(true);
    await dialog.getByText('没有原件的任何内容').waitFor();
    await dialog.getByRole('button', { name: '预览' }).click();
    await dialog.getByRole('button', { name: '改 2 件' }).click();
    await dialog.getByText('已改 2 件的可见范围').waitFor();
    const closed = async () =>
      Number(
        (await db.query(`SELECT count(*) AS n FROM item WHERE NOT 'public' = ANY (image_labels || thumbnail_labels)`))
          .rows[0].n,
      );
    expect(await closed()).toBe(2);
    await page.keyboard.press('Escape');
    await comesTrue(async () => (await page.getByRole('dialog').count()) === 0);
    expect(await page.locator('.items-selected').count()).toBe(0);

    good(await seeded.admin.patch('/account', { locale: 'en' }));
    const phone = await atWork(widths.narrow);
    await list(phone);
    await phone.locator('.items-table tbody input[type=checkbox]').first().check();
    await phone.getByRole('button', { name: 'Who may see…' }).click();
    // Every column is in the window: one that is out of it is not missed by anybody.
    const table = phone.locator('.visibility-scroll');
    expect(await table.evaluate((place) => place.scrollWidth - place.clientWidth)).toBe(0);
    await screenshot(phone, 'console-batch-visibility-narrow');
  });
});
