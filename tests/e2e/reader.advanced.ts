/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { alive, follow, screenshot } from '../support/browser.js';

type Open = (path: string, options?: Parameters<Browser['newContext']>[0]) => Promise<[Page, BrowserContext]>;

const rowsOf = (page: Page): string[] => new URL(page.url()).searchParams.getAll('row');

/** 錢塘縣志 of 1931 and 湖上書札 of 1882 are there: found by rows, with scripts and without. */
export function advanced(open: () => Open): void {
  it('is filled in while it counts, leads to results, and comes back to be changed', async () => {
    const [page, context] = await open()('/', { viewport: { width: 1440, height: 900 } });
    await follow(page, '.hero-advanced a');
    await alive(page);
    await page.selectOption('[name=field1]', 'date');
    await page.selectOption('[name=is1]', 'span');
    await page.fill('[name=value1]', '光绪五年');
    await page.fill('[name=until1]', '十年');
    await page.getByText('读作 1879–1884 年').waitFor();
    await page.waitForFunction(() => document.querySelector('.advanced-total b')?.textContent === '1');
    await page.click('.rows-add');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('field2');
    await page.locator('[name=op2][value=or]').check({ force: true });
    await page.fill('[name=value2]', '县志');
    await page.waitForFunction(() => document.querySelector('.advanced-total b')?.textContent === '2');
    expect(await page.textContent('.advanced-said')).toBe('年代在 1879–1884 年，或题名里有“县志”');
    const rows = ['and~date~span~光绪五年~十年', 'or~title~has~县志'];
    expect(rowsOf(page)).toEqual(rows);
    await screenshot(page, 'advanced-wide', true);
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.inputValue('[name=value2]')).toBe('县志');
    await page.focus('[name=value2]');
    await Promise.all([page.waitForURL(/\/search\?/), page.keyboard.press('Enter')]);
    expect(rowsOf(page)).toEqual(rows);
    expect(await page.locator('.hit').count()).toBe(2);
    await screenshot(page, 'advanced-results');
    await follow(page, '.results-chip >> nth=0');
    expect(rowsOf(page)).toEqual(['and~title~has~县志']);
    expect(await page.textContent('.hit-title mark')).toBe('縣志');
    await follow(page, '.results-advanced');
    expect(await page.inputValue('[name=value1]')).toBe('县志');
    await context.close();
  });

  it('does the same without scripts, on a phone', async () => {
    const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
    const [page, context] = await open()('/search/advanced', phone);
    await page.fill('[name=value1]', '書札');
    await follow(page, '.rows-add');
    await page.locator('[name=op2][value=not]').check({ force: true });
    await page.selectOption('[name=field2]', 'date');
    await page.selectOption('[name=is2]', 'from');
    await page.fill('[name=value2]', '民国');
    await screenshot(page, 'advanced-phone', true);
    await follow(page, '.advanced-go');
    expect(rowsOf(page)).toEqual(['and~title~has~書札', 'not~date~from~民国']);
    expect(await page.locator('.hit').count()).toBe(1);
    await follow(page, '.results-advanced');
    await follow(page, '.rows-drop >> nth=0');
    expect(rowsOf(page)).toEqual(['not~date~from~民国']);
    await context.close();
  });
}
