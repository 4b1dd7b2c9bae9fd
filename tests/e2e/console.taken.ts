import type { Page } from 'playwright-core';
import { screenshot } from '../support/browser.js';
import type { SeededCollection } from '../support/seed.js';
import { barriers } from './console.hands.js';

interface AtWork {
  seeded: SeededCollection;
  atWork: () => Promise<Page>;
  url: string;
}

/** What is taken from somebody, and how it is given back. */
export function takesAndGivesBack(given: () => AtWork): void {
  it('takes a role away only after saying what that means, and gives it back from a place that stays', async () => {
    const { seeded, atWork, url } = given();
    const page = await atWork();
    await page.goto(`${url}/console/libraries/${seeded.library.pid}/people`);
    const here = page.locator('.people li', { has: page.getByRole('button', { name: '收回 陈编目 的编目员' }) });
    const dialog = page.getByRole('dialog');
    const ask = () => here.getByRole('button', { name: '收回 陈编目 的编目员' }).click();
    await ask();
    await dialog.getByText('手头没有未完的事').waitFor();
    await screenshot(page, 'console-take-role');
    expect(await barriers(page, '.c-dialog')).toEqual([]);
    await dialog.getByRole('button', { name: '收回', exact: true }).click();
    await here.waitFor({ state: 'detached' });
    await page.locator('.k-toast').getByRole('button', { name: '撤销' }).click();
    await here.waitFor();
    await ask();
    await dialog.getByRole('button', { name: '收回', exact: true }).click();
    await here.waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('[data-taken] li', { hasText: '陈编目' }).getByRole('button', { name: '还回' }).click();
    await here.waitFor();
  });
}
