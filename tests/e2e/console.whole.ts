// What runs inside the page speaks of `document`.
/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { good, type SeededCollection } from '../support/seed.js';
import { answerTheRest, field } from './console.hands.js';

interface AtWork {
  seeded: SeededCollection;
  atWork: () => Promise<Page>;
  edit: (page: Page, item: string) => Promise<void>;
  newItem: (text: string) => Promise<string>;
}

const titleBox = (page: Page) => field(page, 'title').locator('input').first();

/** When a record is whole, and what is said of one that is not. */
export function asksForWhole(given: () => AtWork): void {
  it('asks a value for the parts that make it one, and is never whole where saving would fail', async () => {
    const { seeded, atWork, edit, newItem } = given();
    const other = await newItem('周啟明致江紹原');
    const { version, values } = good(await seeded.admin.get(`/items/${other}`));
    const number = seeded.collection.schema.fields.find((one) => one.core === 'identifier')!.id;
    const numbered = { ...values, [number]: [{ value: '信-0042' }] };
    good(await seeded.admin.put(`/items/${other}`, { version, values: numbered }));
    const page = await atWork();
    await edit(page, await newItem('周啟明致俞平伯'));
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
}
