// What runs inside the page speaks of `document`; only tests of the browser import this file.
/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { widths } from '../support/browser.js';

export const goodPassword = '湖山一角 correct staple';

export interface Person {
  context: BrowserContext;
  page: Page;
  /** What went wrong in the page's own scripts. */
  errors: string[];
}

/** A person at a browser of their own. */
export async function person(
  browser: Browser,
  viewport: { width: number; height: number } = widths.wide,
): Promise<Person> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  return { context, page, errors };
}

export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/console/sign-in`);
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForSelector('.shell');
}

/** Follows an invitation's link and becomes somebody with an account. */
export async function accept(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.fill('input[name=name]', name);
  await page.fill('input[type=password]', goodPassword);
  await page.getByRole('button', { name: '接受邀请' }).click();
  await page.waitForSelector('.shell');
}

/** Invites from the people page, and takes the link that is told where no mail goes out. */
export async function invite(page: Page, email: string, role: string): Promise<string> {
  await rail(page, '人员');
  await page.getByRole('button', { name: '邀请同事' }).click();
  await page.fill('.c-dialog input[name=email]', email);
  await page.locator('.c-dialog .role', { hasText: role }).first().click();
  await page.getByRole('button', { name: '寄出邀请' }).click();
  const link = await page.inputValue('[data-link]');
  await page.getByRole('button', { name: '完成' }).click();
  return link;
}

/** To an entry of the rail: what the page itself calls by the same name is not meant, nor what the page before has on it. */
export async function rail(page: Page, name: string): Promise<void> {
  await page.locator('.rail-entry', { hasText: name }).first().click();
  await page.locator('.rail-here', { hasText: name }).waitFor();
}

export const field = (page: Page, key: string) => page.locator(`.lf-field[data-key="${key}"]`);

/** Says of every field that publication still asks for that it cannot be known; each is an answer. */
export async function answerTheRest(page: Page): Promise<number> {
  let answered = 0;
  await page.locator('.foot-complete').waitFor();
  for (; await page.locator('.foot-lack').first().isVisible(); answered++) {
    const before = await page.locator('.foot-lacks').innerText();
    await page.locator('.foot-lack').first().click();
    const row = page.locator('.lf-field', { has: page.locator(':focus') });
    await row.locator('.lf-menu-button').first().click();
    await page.getByRole('menuitem', { name: '不详' }).click();
    await page.waitForFunction(
      (was) => (document.querySelector('.foot-lacks') as HTMLElement | null)?.innerText !== was,
      before,
    );
  }
  return answered;
}

export const saved = (page: Page) => page.locator('.foot-kept, .foot-clean').waitFor();
