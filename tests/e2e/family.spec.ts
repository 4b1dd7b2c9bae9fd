// What runs inside the page speaks of `document`.
/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import type { Values } from '../../server/contract/values.js';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { answerTheRest, barriers, comers, field, pick, saved, tooWide } from './console.hands.js';

/** A stone and what was taken from it: begun, linked and ordered by a cataloger, walked by a reader. */
describe('a family of items', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let seeded: SeededCollection;
  const { atWork, visit } = comers(() => ({ browser, url: platform.url }));
  const id = (key: string) => seeded.collection.schema.fields.find((one) => one.key === key)!.id;

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    seeded = await seedCollection(platform.url, platform.databaseUrl, 'rubbing');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  async function make(title: string, identifier: string, more: Values = {}): Promise<string> {
    const values = { ...completeValues(seeded.collection.schema, title, identifier), ...more };
    const { pid, version } = good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values }));
    good(await seeded.admin.post(`/items/${pid}/publish`, { version }));
    return pid as string;
  }

  async function working(path: string): Promise<Page> {
    const page = await atWork();
    await page.goto(platform.url + path);
    return page;
  }

  const inputs = (page: Page, key: string) =>
    field(page, key)
      .locator('input')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));

  it('gains an impression that a cataloger begins from the stone, and one that was there already', async () => {
    const stone = await make('越州刺史德政碑', 'S-1', {
      [id('erected')]: [{ value: { raw: '開元十二年' } }],
      [id('stoneAgent')]: [{ value: { name: '賀知章', dynasty: '唐', role: '撰' } }],
    });
    await make('德政碑舊拓', 'S-2', { [id('rubbed')]: [{ value: { raw: '道光八年' } }] });
    const page = await working(`/console/items/${stone}`);
    await page.getByRole('button', { name: '更多', exact: true }).click();
    await page.getByRole('menuitem', { name: '源流与关联' }).click();
    await page.getByRole('button', { name: '新建相关记录' }).click();
    await pick(page.locator('.c-dialog [data-role]'), { label: '拓本' });
    await page.getByRole('button', { name: '新建并打开' }).click();
    await page.waitForURL((url) => /\/console\/items\/[^/]+$/.test(url.pathname) && !url.pathname.endsWith(stone));
    // What the two share is there; what is its own is not.
    await field(page, 'stoneAgent').waitFor();
    expect(await inputs(page, 'stoneAgent')).toContain('賀知章');
    expect(await inputs(page, 'erected')).toContain('開元十二年');
    expect(await inputs(page, 'stone')).toContain(stone);
    await field(page, 'title').locator('input, textarea').first().fill('德政碑民國拓');
    await field(page, 'rubbed').locator('input').first().fill('民國十年');
    await saved(page);
    await answerTheRest(page);
    await page.getByRole('button', { name: /^发布/ }).click();
    await page.locator('.c-tag-jade').first().waitFor();

    await page.goto(`${platform.url}/console/items/${stone}/links`);
    const impressions = page.locator('[data-role="has-impression"] .links-row');
    await impressions.first().waitFor();
    expect(await impressions.allInnerTexts()).toMatchObject([expect.stringContaining('德政碑民國拓')]);
    await page.getByRole('button', { name: '关联已有记录' }).click();
    await pick(page.locator('.c-dialog [data-role]'), { label: '拓本' });
    await page.getByRole('searchbox', { name: '查找' }).fill('旧拓');
    await page.locator('.links-choice', { hasText: '德政碑舊拓' }).click();
    await impressions.nth(1).waitFor();
    await page.getByText('读者看到的仍是上次发布时的关联').waitFor();
    expect(await barriers(page)).toEqual([]);
    await screenshot(page, 'family-console');
    await page.setViewportSize(widths.narrow);
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await screenshot(page, 'family-console-phone');
    const { version } = good(await seeded.admin.get(`/items/${stone}`));
    good(await seeded.admin.post(`/items/${stone}/publish`, { version }));

    // A reader walks it, from the stone to an impression and on.
    const reader = await visit(`/i/${stone}`);
    const titles = () => reader.locator('#family .family-title').allInnerTexts();
    expect(await titles()).toEqual(['越州刺史德政碑', '德政碑舊拓', '德政碑民國拓']);
    expect(await reader.locator('#family .family-head').innerText()).toContain('賀知章');
    await reader.locator('#family .family-leaf a', { hasText: '德政碑舊拓' }).click();
    await reader.waitForURL((url) => !url.pathname.endsWith(stone));
    expect(await titles()).toEqual(['越州刺史德政碑', '德政碑舊拓', '德政碑民國拓']);
    expect(await reader.locator('#family [data-current] .family-title').innerText()).toBe('德政碑舊拓');
    expect(await barriers(reader)).toEqual([]);
    const { pathname } = new URL(reader.url());
    await reader.goto(`${platform.url}/en${pathname}/family`);
    await reader.getByRole('heading', { name: 'Family', level: 1 }).waitFor();
    expect(await barriers(reader)).toEqual([]);
    await screenshot(reader, 'family-reader');
    await reader.setViewportSize(widths.narrow);
    expect(await tooWide(reader)).toBeLessThanOrEqual(0);
    await screenshot(reader, 'family-reader-phone');

    // The order that its keepers set is the readers' with the next publication.
    await page.setViewportSize(widths.wide);
    await page.reload();
    await page
      .getByRole('button', { name: /^上移 / })
      .nth(1)
      .click();
    await page.getByText('次序已改').waitFor();
    const ordered = good(await seeded.admin.get(`/items/${stone}`));
    good(await seeded.admin.post(`/items/${stone}/publish`, { version: ordered.version }));
    await reader.goto(`${platform.url}/i/${stone}`);
    expect(await titles()).toEqual(['越州刺史德政碑', '德政碑民國拓', '德政碑舊拓']);
  });
});
