// What runs inside the page speaks of `document`.
/// <reference lib="dom" />
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { barriers, comers, field, saved, tooWide } from './console.hands.js';

/** Dates as catalogers write them, with the input method they have. */
describe('writing dates', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let seeded: SeededCollection;
  let date = '';
  let agent = '';
  const { atWork, visit } = comers(() => ({ browser, url: platform.url }));

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    seeded = await seedCollection(platform.url, platform.databaseUrl, 'ancient-book');
    const { fields } = seeded.collection.schema;
    date = fields.find((one) => one.core === 'date')!.id;
    agent = fields.find((one) => one.core === 'agent')!.id;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  async function newItem(title: string, author?: Record<string, string>): Promise<string> {
    const values = completeValues(seeded.collection.schema, title);
    delete values[date];
    if (author) values[agent] = [{ value: author }];
    return good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
  }

  async function editing(item: string, size: { width: number; height: number } = widths.wide): Promise<Page> {
    const page = await atWork(size);
    await page.goto(`${platform.url}/console/items/${item}`);
    await box(page).waitFor();
    return page;
  }

  const row = (page: Page) => field(page, 'date');
  const box = (page: Page) => row(page).locator('input.k-input').first();
  const meaning = (page: Page) => row(page).locator('.fe-hint').first();
  const draft = async (item: string) => good(await seeded.admin.get(`/items/${item}`)).draft?.values[date]?.[0]?.value;

  /** As an input method does it: letters under the cursor, then the characters that were chosen. */
  async function compose(ime: CDPSession, letters: string, characters: string): Promise<void> {
    for (let at = 1; at <= letters.length; at++) {
      const text = letters.slice(0, at);
      await ime.send('Input.imeSetComposition', { text, selectionStart: at, selectionEnd: at });
    }
    await ime.send('Input.insertText', { text: characters });
  }

  it('understands characters when the input method has made them, and no letters on the way', async () => {
    const item = await newItem('月輪書目');
    const page = await editing(item);
    const ime = await page.context().newCDPSession(page);
    await box(page).focus();
    await ime.send('Input.imeSetComposition', { text: '1693', selectionStart: 4, selectionEnd: 4 });
    expect(await box(page).inputValue()).toBe('1693');
    expect((await meaning(page).innerText()).trim()).toBe('');
    await ime.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
    await compose(ime, 'kangxi', '康熙');
    await meaning(page).getByText('EDTF 1662/1722').waitFor();
    await compose(ime, 'sanshiernian', '三十二年');
    await meaning(page).getByText('EDTF 1693-02-05/1694-01-24').waitFor();
    expect(await box(page).inputValue()).toBe('康熙三十二年');
    expect(await meaning(page).innerText()).toMatch(/1693\s+1693年2月5日—1694年1月24日/);
    // In the middle of what is there: the cursor stays where it was.
    await box(page).evaluate((input) => (input as HTMLInputElement).setSelectionRange(0, 0));
    await compose(ime, 'qing', '清');
    expect(await box(page).inputValue()).toBe('清康熙三十二年');
    expect(await box(page).evaluate((input) => (input as HTMLInputElement).selectionStart)).toBe(1);
    await saved(page);
    expect(await draft(item)).toMatchObject({ raw: '清康熙三十二年' });
  });

  it('offers what it may be, by keyboard too, and keeps what was chosen', async () => {
    const item = await newItem('貞觀政要殘卷');
    const page = await editing(item);
    await box(page).fill('貞觀三年');
    const choices = row(page).locator('.date-choices');
    await choices.waitFor();
    expect(await choices.locator('label').allInnerTexts()).toEqual([
      expect.stringMatching(/唐 貞觀三年\s+629/),
      expect.stringMatching(/西夏 貞觀三年\s+1103/),
    ]);
    await screenshot(page, 'date-choices');
    await choices.locator('input').first().focus();
    await page.keyboard.press('ArrowDown');
    await meaning(page).getByText('EDTF 1103-~02-~16/1104-~02-~05').waitFor();
    await saved(page);
    expect(await draft(item)).toMatchObject({ raw: '貞觀三年', edtf: '1103-~02-~16/1104-~02-~05' });
    await page.reload();
    await choices.waitFor();
    expect(await choices.locator('input').nth(1).isChecked()).toBe(true);
    await choices.getByText('暂不选定').click();
    await meaning(page).getByText('请选定').waitFor();
  });

  it('narrows by the author, and lets the rest be seen', async () => {
    const page = await editing(await newItem('閱微草堂筆記稿', { name: '紀昀', dynasty: '清', dates: '1724–1805' }));
    await box(page).fill('甲戌');
    await meaning(page).getByText('EDTF 1754').waitFor();
    const choices = row(page).locator('.date-choices');
    expect(await choices.locator('label').count()).toBe(1);
    await choices.getByText('另有 5 种').click();
    await choices.getByText('民国二十三年').click();
    await meaning(page).getByText('EDTF 1934').waitFor();
  });

  it('takes EDTF by hand, says what is not EDTF yet, and has a way back', async () => {
    const item = await newItem('刻年待考');
    const page = await editing(item);
    await box(page).fill('康熙三十二年');
    await row(page).getByText('手写 EDTF').click();
    const edtf = row(page).getByLabel('EDTF（公历）');
    await edtf.fill('1693-');
    await row(page).getByText('还不是 EDTF').waitFor();
    await edtf.fill('1690/1693');
    await meaning(page).getByText('EDTF 1690/1693').waitFor();
    await saved(page);
    expect(await draft(item)).toMatchObject({ raw: '康熙三十二年', edtf: '1690/1693' });
    await row(page).getByText('按原文改为').click();
    await meaning(page).getByText('EDTF 1693-02-05/1694-01-24').waitFor();
    await box(page).fill('不知何年');
    await meaning(page).getByText('未能识别为年月').waitFor();
    await box(page).fill('無年月');
    await meaning(page).getByText('选“无年月”').waitFor();
  });

  it('fits a narrow screen and can be used by everybody', async () => {
    const page = await editing(await newItem('太和造像記'), widths.narrow);
    await box(page).fill('太和三年');
    await row(page).locator('.date-choices').waitFor();
    await screenshot(page, 'date-choices-narrow');
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    expect(await barriers(page, '.lf-field[data-key="date"]')).toEqual([]);
  });

  it('tells readers the Julian day before the reform, in both languages', async () => {
    const values = { ...completeValues(seeded.collection.schema, '洪武元年刻本'), [date]: [{ value: '洪武元年' }] };
    const made = good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values }));
    good(await seeded.admin.post(`/items/${made.pid}/publish`, { version: made.version }));
    const page = await visit(`/i/${made.pid}`);
    await page.getByText('1368 · 1368年1月23日—1369年2月6日（儒略历）', { exact: true }).waitFor();
    expect(await page.getByText('EDTF').isVisible()).toBe(false);
    await page.locator('.field-row', { hasText: '洪武元年' }).locator('.value-code summary').click();
    await page.getByText('EDTF 1368-01-31/1369-02-14').waitFor();
    await page.goto(`${platform.url}/en/i/${made.pid}`);
    await page.getByText('1368 · 23 Jan 1368 – 6 Feb 1369 (Julian calendar)', { exact: true }).waitFor();
  });
});
