// What runs inside the page speaks of `document`.
/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { screenshot } from '../support/browser.js';
import { good, type SeededCollection } from '../support/seed.js';
import { answerTheRest, contrastUnderPointer, field, newDraft } from './console.hands.js';

interface AtWork {
  seeded: SeededCollection;
  atWork: () => Promise<Page>;
  edit: (page: Page, item: string) => Promise<void>;
  newItem: (text: string) => Promise<string>;
  url: string;
}

const titleBox = (page: Page) => field(page, 'title').locator('input').first();

/** The form of a record: when it is whole, what is said of one that is not, and how short its ways are. */
export function form(given: () => AtWork): void {
  it('asks a value for the parts that make it one, and is never whole where saving would fail', async () => {
    const { seeded, atWork, edit, newItem } = given();
    const other = await newItem('周啟明致江紹原');
    const { version, values } = good(await seeded.admin.get(`/items/${other}`));
    const number = seeded.collection.schema.fields.find((one) => one.core === 'identifier')!.id;
    const numbered = { ...values, [number]: [{ value: '信-0042' }] };
    good(await seeded.admin.put(`/items/${other}`, { version, values: numbered }));
    const page = await atWork();
    await edit(page, await newItem('周啟明致俞平伯'));
    expect(await contrastUnderPointer(page, page.getByRole('button', { name: /^发布/ }))).toBeGreaterThan(4.5);
    const said = (key: string, text: string) => field(page, key).locator('.lf-problem', { hasText: text });
    const whole = page.locator('.foot-complete', { hasText: '100%' });

    await field(page, 'callNo').getByLabel('馆藏地').fill('特藏部');
    await titleBox(page).focus();
    await said('callNo', '还缺“索书号”').waitFor();
    await field(page, 'callNo').locator('[aria-invalid=true]').fill('信 42');
    await said('callNo', '索书号').waitFor({ state: 'detached' });
    await answerTheRest(page);
    await whole.waitFor();

    // A word outside the vocabulary is named, and led to.
    const language = field(page, 'language');
    await language.locator('.lf-blank button').click();
    await language.locator('input').fill('火星語');
    await titleBox(page).focus();
    await said('language', '词表里没有“火星語”').waitFor();
    expect(await whole.count()).toBe(0);
    await page.keyboard.press('Control+s');
    const toast = page.locator('.k-toast[data-kind=problem]');
    await toast.getByRole('button', { name: '去改' }).click();
    expect(await language.locator('input').evaluate((box) => box === document.activeElement)).toBe(true);
    await language.locator('input').fill('汉语');
    await whole.waitFor();

    // A number that another record bears leads to that record.
    const identifier = field(page, 'identifier');
    await identifier.locator('.lf-blank button').click();
    await identifier.locator('input').fill('信-0042');
    await titleBox(page).focus();
    const link = said('identifier', '信-0042').getByRole('link', { name: '周啟明致江紹原' });
    expect(await link.getAttribute('href')).toContain(other);
    await identifier.locator('input').fill('信-0043');
    await whole.waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.foot-clean').waitFor();
    expect(await toast.count()).toBe(0);
  });

  it('is a short form for many fields: one stop of Tab each, values carried on, and seen as readers would', async () => {
    const { seeded, atWork, edit, url } = given();
    const collection = good(
      await seeded.admin.post(`/libraries/${seeded.library.pid}/collections`, {
        template: 'ancient-book',
        slug: 'guji',
        name: { 'zh-CN': '古籍善本' },
      }),
    );
    const page = await atWork();
    const first = await newDraft({ ...seeded, collection }, '玉臺新詠');
    await edit(page, first);
    await field(page, 'source').locator('input').first().waitFor();
    expect(await page.locator('.editor-form').evaluate((form) => form.scrollHeight)).toBeLessThan(2_900);
    // What is said unseen lengthens nothing: the page is as long as its window.
    expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);

    const keys = await page.locator('.lf-field').evaluateAll((all) => all.map((one) => one.getAttribute('data-key')));
    const here = () =>
      page.evaluate(() => document.activeElement?.closest('.lf-field')?.getAttribute('data-key') ?? null);
    const passed: (string | null)[] = [];
    await titleBox(page).focus();
    for (let at = await here(); at !== null && passed.length < 100; at = await here()) {
      passed.push(at);
      await page.keyboard.press('Tab');
    }
    expect(passed).toEqual(keys);

    const agency = (at: Page) => field(at, 'source').locator('input').first();
    await agency(page).fill('之江大学图书馆');
    await page.keyboard.press('Alt+KeyP');
    await page.locator('.foot-kept').waitFor();
    await page.goto(`${url}/console/items/${first}/preview`);
    await page.locator('.as-read-mark').waitFor();
    await page.locator('.preview-page', { hasText: '玉臺新詠' }).waitFor();
    await screenshot(page, 'console-preview');
    expect((await page.context().request.get(`${url}/i/${first}`)).status()).toBe(404);

    await edit(page, first);
    await page.keyboard.press('Control+Shift+Enter');
    await page.locator('.new-item input').first().fill('文選');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.endsWith(first) && url.pathname.includes('/items/'));
    await field(page, 'source').locator('.lf-carried').waitFor();
    expect(await agency(page).inputValue()).toBe('之江大学图书馆');
  });
}
