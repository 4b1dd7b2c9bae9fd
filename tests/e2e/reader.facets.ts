/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { alive, follow } from '../support/browser.js';
import { comesTrue } from '../support/eventually.js';

/** Of every item there. By pinyin; more than a facet shows beside results. */
export const subjects = ['北山', '茶', '方志', '孤山', '海塘', '橋樑', '書院', '水利', '塔', '亭臺', '園林', '運河'];

type Open = (path: string, options?: Parameters<Browser['newContext']>[0]) => Promise<[Page, BrowserContext]>;

/** What results are narrowed by: on wide screens, on a phone, with scripts and without. */
export function facetPages(url: () => string, open: Open): void {
  it('opens all values of a facet with scripts off, where they are looked through, ordered, chosen and dropped', async () => {
    const [page, context] = await open('/search?view=grid', { javaScriptEnabled: false });
    const facet = page.locator('.facet', { has: page.locator('h2', { hasText: '主题' }) });
    expect(await facet.locator('.facet-values a').count()).toBe(8);
    expect(await facet.locator('.facet-more').textContent()).toContain('另有 4 个');
    await follow(page, facet.locator('.facet-more'));
    expect(await page.textContent('h1')).toBe('主题');
    const labels = () => page.locator('.facet-columns .facet-label').allTextContents();
    expect(await labels()).toHaveLength(subjects.length);
    await follow(page, page.locator('.facet-orders a', { hasText: '拼音' }));
    expect(await labels()).toEqual(subjects);
    await page.fill('.facet-page-find input[name=find]', 'qiao');
    await follow(page, '.facet-page-find button');
    expect(await labels()).toEqual(['橋樑']);
    await follow(page, '.facet-columns a');
    expect(await page.textContent('.facet-see')).toContain('看 2 件');
    await follow(page, page.locator('.facet-chosen a'));
    expect(await page.locator('.facet-chosen').count()).toBe(0);
    await follow(page, '.facet-columns a');
    await follow(page, '.facet-see a');
    expect(new URL(page.url()).searchParams.getAll('f')).toHaveLength(1);
    expect(page.url()).toContain('view=grid');
    expect(await page.locator('.results-grid .tile').count()).toBe(2);

    await page.goto(`${url()}/search?page=999`);
    expect(await page.textContent('main')).toContain('没有这一页');
    await follow(page, '.results-main .k-button');
    expect(await page.locator('.hit').count()).toBe(2);
    await context.close();
  });

  it('opens filters as a drawer on a phone, scripts or not, and all values of a facet in place', async () => {
    const phone = { width: 390, height: 844 };
    const [plain, off] = await open('/search', { viewport: phone, javaScriptEnabled: false });
    expect(await plain.locator('.filters .facet').first().isVisible()).toBe(false);
    await plain.click('.filters-button');
    await plain.locator('.filters .facet').first().waitFor();
    await off.close();

    const [page, context] = await open('/search', { viewport: phone });
    await alive(page);
    await page.click('.filters-button');
    await page.locator('.facet-more').first().click();
    const panel = page.locator('.k-dialog');
    await panel
      .locator('.facet-values a')
      .nth(subjects.length - 1)
      .waitFor();
    await panel.locator('input[type=search]').fill('山');
    await comesTrue(async () => (await panel.locator('.facet-values a').count()) === 2);
    for (const at of [0, 1]) {
      await panel.locator('.facet-values a').nth(at).click();
      await comesTrue(async () => (await panel.locator('.facet-values a[aria-current]').count()) === at + 1);
    }
    await follow(page, panel.locator('.k-dialog-actions a'));
    expect(new URL(page.url()).searchParams.getAll('f')).toHaveLength(2);
    expect(await page.locator('.hit').count()).toBe(2);
    await context.close();
  });
}
