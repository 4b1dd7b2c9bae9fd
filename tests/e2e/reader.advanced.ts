/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeTroubles } from '../support/axe.js';
import { alive, follow, screenshot } from '../support/browser.js';
import { subjects } from './reader.facets.js';

type Open = (path: string, options?: Parameters<Browser['newContext']>[0]) => Promise<[Page, BrowserContext]>;

const rowsOf = (page: Page): string[] => new URL(page.url()).searchParams.getAll('row');

/** 錢塘縣志 of 1931 and 湖上書札 of 1882 are there: found by rows, with scripts and without. */
export function advanced(open: () => Open): void {
  it('is filled in while it counts, leads to results, and comes back to be changed', async () => {
    const [page, context] = await open()('/', { viewport: { width: 1440, height: 900 } });
    await follow(page, '.hero-advanced a[rel=nofollow]');
    await alive(page);
    await page.selectOption('[name=field1]', 'date');
    await page.selectOption('[name=is1]', 'span');
    await page.fill('[name=value1]', '光绪五年');
    await page.fill('[name=until1]', '十年');
    await page.getByText('读作 1879–1884 年').waitFor();
    await page.waitForFunction(() => document.querySelector('.advanced-total b')?.textContent === '1');
    await page.click('.rows-more [value="1"]');
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

  it('has brackets, each with how it is joined and what it finds', async () => {
    const [page, context] = await open()('/search/advanced?row=and~title~has~書札', {
      viewport: { width: 1440, height: 900 },
    });
    await alive(page);
    await page.getByRole('button', { name: '加括号' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('field2');
    await page.locator('[name=op2][value=or]').check({ force: true });
    await page.fill('[name=value2]', '县志');
    await page.locator('[name=op3][value=and]').check({ force: true });
    await page.selectOption('[name=field3]', 'date');
    await page.selectOption('[name=is3]', 'from');
    await page.fill('[name=value3]', '民国');
    await page.waitForFunction(() => document.querySelector('.rows-head .rows-count b')?.textContent === '1');
    await page.waitForFunction(() => document.querySelector('.advanced-total b')?.textContent === '2');
    expect(await page.textContent('.advanced-said')).toBe(
      '题名里有“書札”，或（题名里有“县志”，并且年代在 1912 年以后）',
    );
    expect(rowsOf(page)).toEqual(['and~title~has~書札', 'or.~title~has~县志', '.and~date~from~民国']);
    await page.getByRole('button', { name: '括号内加一条' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('field4');
    expect(await axeTroubles(page)).toEqual([]);
    await screenshot(page, 'advanced-bracket');
    await follow(page, '.advanced-go');
    expect(rowsOf(page)).toEqual(['and~title~has~書札', 'or.~title~has~县志', '.and~date~from~民国']);
    expect(await page.locator('.hit').count()).toBe(2);
    await follow(page, '.results-chip >> nth=1');
    expect(rowsOf(page)).toEqual(['and~title~has~書札']);
    await page.goBack({ waitUntil: 'networkidle' });
    await follow(page, '.results-advanced');
    await alive(page);
    await page.getByRole('button', { name: '去掉整个括号' }).click();
    await page.waitForFunction(() => new URL(location.href).searchParams.getAll('row').length === 1);
    await context.close();
  });

  it('picks values from a list, by keys alone, takes one out, and says them', async () => {
    const [page, context] = await open()('/search/advanced', { viewport: { width: 1440, height: 900 } });
    await alive(page);
    await page.selectOption('[name=field1]', 'subject');
    await page.selectOption('[name=is1]', 'any');
    await page.focus('.pick-open');
    await page.keyboard.press('Enter');
    await page.locator('.pick-value').first().waitFor();
    expect(await page.getAttribute('.pick-find input', 'placeholder')).toBe(`在 ${subjects.length} 个主题里找`);
    await page.keyboard.type('qiao');
    await page.waitForFunction(() => document.querySelectorAll('.pick-value').length === 1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.fill('.pick-find input', '');
    await page.waitForFunction(() => document.querySelectorAll('.pick-value').length > 1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    expect(await page.locator('.pick-value[aria-selected=true]').count()).toBe(2);
    expect(await axeTroubles(page)).toEqual([]);
    await screenshot(page, 'advanced-picking');
    await page.keyboard.press('Enter');
    expect(await page.locator('.pick-panel').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('pick-open');
    const [first, second] = await page.locator('.pick-chip').allTextContents();
    expect(first).toBe('橋樑');
    await page.waitForFunction(() => document.querySelector('.advanced-total b')?.textContent === '2');
    expect(await page.textContent('.advanced-said')).toBe(`主题是橋樑或${second}`);
    expect(rowsOf(page)).toEqual([`and~subject~any~橋樑~${second}`]);
    // Esc takes back what was picked since the list was opened.
    await page.keyboard.press('Enter');
    await page.locator('.pick-value').nth(8).click();
    expect(await page.locator('.pick-chip').count()).toBe(3);
    await page.keyboard.press('Escape');
    expect(await page.locator('.pick-chip').count()).toBe(2);
    await page.getByRole('button', { name: `去掉“${second}”` }).click();
    await page.waitForFunction(() => new URL(location.href).searchParams.get('row') === 'and~subject~any~橋樑');
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.locator('.pick-chip').allTextContents()).toEqual(['橋樑']);
    await follow(page, '.advanced-go');
    expect(await page.textContent('.results-chips')).toContain('主题是橋樑');
    expect(await page.locator('.hit').count()).toBe(2);
    await context.close();
  });

  it('picks values on a phone from below, and without scripts by their names', async () => {
    const viewport = { width: 390, height: 844 };
    const [page, context] = await open()('/search/advanced?row=and~subject~any~', { viewport });
    await alive(page);
    await page.click('.pick-open');
    await page.locator('.pick-value').nth(1).click();
    const box = (await page.locator('.pick-panel').boundingBox())!;
    expect([box.x, box.width, Math.round(box.y + box.height)]).toEqual([0, 390, 844]);
    await page.click('.pick-done');
    expect(await page.locator('.pick-chip').count()).toBe(1);
    await context.close();
    const [plain, other] = await open()('/search/advanced', { viewport, javaScriptEnabled: false });
    await plain.selectOption('[name=field1]', 'subject');
    await plain.selectOption('[name=is1]', 'any');
    expect(await plain.textContent('.rows-several')).toContain('多个值用“；”隔开');
    await plain.fill('[name=value1]', '橋樑； 茶；无此词');
    await follow(plain, '.advanced-go');
    expect(await plain.textContent('.results-trouble')).toContain('这里没有“无此词”');
    await follow(plain, '.results-advanced');
    expect(await plain.locator('.pick-chip').allTextContents()).toEqual(['橋樑', '茶']);
    expect(await plain.inputValue('[name=value1]')).toBe('无此词');
    await plain.locator('[name=pick1]').nth(1).uncheck();
    await plain.fill('[name=value1]', '');
    await follow(plain, '.advanced-go');
    expect(rowsOf(plain)).toEqual(['and~subject~any~橋樑']);
    expect(await plain.locator('.hit').count()).toBe(2);
    await other.close();
  });

  it('does the same without scripts, on a phone', async () => {
    const phone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
    const [page, context] = await open()('/search/advanced', phone);
    await page.fill('[name=value1]', '書札');
    await follow(page, '.rows-more [value="1"]');
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
    // A bracket stays one, whatever is changed in it.
    await follow(page, '.rows-more [value=bracket]');
    await page.locator('[name=op2][value=or]').check({ force: true });
    await page.fill('[name=value2]', '县志');
    await page.fill('[name=value3]', '書札');
    await follow(page, '.advanced-go');
    expect(rowsOf(page)).toEqual(['not~date~from~民国', 'or.~title~has~县志', '.or~title~has~書札']);
    await context.close();
  });
}
