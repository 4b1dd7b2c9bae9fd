import type { Browser, Request } from 'playwright-core';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { accept, answerTheRest, field, person, type Person } from './console.hands.js';

/** From a name that nobody knows yet, typed into a record, to the page on which readers find everything of that person. */
describe('a person made in place', () => {
  let platform: TestPlatform;
  let seeded: SeededCollection;
  let browser: Browser;
  let worker: Person;
  let item: string;

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    seeded = await seedCollection(platform.url, platform.databaseUrl);
    const { schema, pid } = seeded.collection;
    const values = completeValues(schema, '致陳適之論舊抄書', 'ZJ-1');
    delete values[schema.fields.find(({ key }) => key === 'sender')!.id];
    item = good(await seeded.admin.post(`/collections/${pid}/items`, { values })).pid;
    const invitation = { email: 'shen@example.org', role: 'reviewer' };
    const { link } = good(await seeded.admin.post(`/libraries/${seeded.library.pid}/invitations`, invitation));
    browser = await launchBrowser();
    worker = await person(browser);
    await accept(worker.page, link, '沈馆员');
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });
  afterEach(() => expect(worker.errors.splice(0)).toEqual([]));

  it('is offered when nobody fits, is made by keyboard, and fills the value', async () => {
    const { page, context } = worker;
    await page.clock.install();
    await page.goto(`${platform.url}/console/items/${item}`);
    const sender = field(page, 'sender');
    const box = sender.locator('.k-suggest input');
    await box.focus();
    // What an input method composes is no name yet, and its keys are its own.
    const ime = await context.newCDPSession(page);
    for (const text of ['s', 'sh', 'shen']) {
      await ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    // Whatever the page means to do after a pause in the typing is due now: there must be nothing.
    let asked = 0;
    const count = (request: Request) => void (asked += Number(request.url().includes('/authorities/suggestions')));
    page.on('request', count);
    await page.clock.fastForward(2000);
    page.off('request', count);
    expect(asked).toBe(0);
    expect(await sender.getByRole('option').count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    expect(await page.locator('.make-record').count()).toBe(0);
    await ime.send('Input.insertText', { text: '沈硯農' });
    const entry = sender.getByRole('option', { name: /新建人物或机构“沈硯農”/ });
    await entry.waitFor();
    await screenshot(page, 'make-entry');
    // Arrows reach it, Enter takes it; Escape changes one's mind.
    await page.keyboard.press('ArrowDown');
    expect(await entry.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.locator('.make-record').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.make-record').waitFor({ state: 'detached' });
    expect(await sender.getByText('已关联规范记录').count()).toBe(0);

    await box.press('ArrowDown');
    await entry.waitFor();
    await page.keyboard.press('Control+Enter');
    const form = page.locator('.make-record');
    expect(await form.locator('input[lang="zh-CN"]').first().inputValue()).toBe('沈硯農');
    await page.getByText('归之江大学图书馆所有').waitFor();
    await form.getByLabel('朝代').fill('民国');
    await form.getByLabel(/生年/).fill('9999999');
    await page.getByRole('button', { name: '新建并填入' }).click();
    expect(await form.count()).toBe(1);
    await form.getByLabel(/生年/).fill('1868');
    await screenshot(page, 'make-record');
    await form.getByLabel(/生年/).press('Enter');
    await sender.getByText('已关联规范记录').waitFor();
    expect(await box.inputValue()).toBe('沈硯農');
  });

  it('is not offered for a list that is the platform’s', async () => {
    const { page } = worker;
    const language = field(page, 'language');
    const blank = language.locator('.lf-blank button');
    if (await blank.count()) await blank.first().click();
    const box = language.locator('.k-suggest input').first();
    await box.fill('海陆丰话');
    await language.getByText('词表中没有这个词').waitFor();
    expect(await language.getByRole('option', { name: /新建词/ }).count()).toBe(0);
    await box.fill('');
    await box.press('Escape');
  });

  it('is found by readers from the record, with everything of that person', async () => {
    const { page } = worker;
    await answerTheRest(page);
    await page.locator('.bar').getByRole('button', { name: /发布/ }).click();
    await page.locator('.bar .c-tag', { hasText: '已发布' }).waitFor();
    const reader = await person(browser);
    await reader.page.goto(`${platform.url}/i/${item}`);
    await reader.page.getByRole('link', { name: '沈硯農' }).first().click();
    await reader.page.waitForURL(/\/a\/[0-9a-z]{9}$/);
    expect(await reader.page.locator('h1').innerText()).toBe('沈硯農');
    await reader.page.getByText('民国').first().waitFor();
    await reader.page.locator('.record-tiles').getByText('致陳適之論舊抄書').waitFor();
    await screenshot(reader.page, 'record-reader');
    await reader.page.setViewportSize(widths.narrow);
    await screenshot(reader.page, 'record-reader-phone');
    const wide = await reader.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    // The same without scripts.
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page2 = await plain.newPage();
    await page2.goto(reader.page.url());
    await page2.locator('.record-tiles').getByText('致陳適之論舊抄書').click();
    await page2.waitForURL(new RegExp(`/i/${item}$`));
    await plain.close();
    expect(reader.errors).toEqual([]);
    await reader.context.close();
  });
});
