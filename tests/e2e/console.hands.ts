// What runs inside the page speaks of `document`; only tests of the browser import this file.
/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { widths } from '../support/browser.js';
import { good, seedPassword, type SeededCollection } from '../support/seed.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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

/** People who come and go: each is gone after its test, which fails where something went wrong in their pages. */
export function comers(of: () => { browser: Browser; url: string }) {
  const here: Person[] = [];
  afterEach(async () => {
    const errors = here.flatMap((one) => one.errors);
    await Promise.all(here.splice(0).map((one) => one.context.close()));
    expect(errors).toEqual([]);
  });

  async function come(size: { width: number; height: number }): Promise<Page> {
    const one = await person(of().browser, size);
    here.push(one);
    return one.page;
  }
  return {
    /** Somebody whom the platform does not know. */
    async visit(path: string, size: { width: number; height: number } = widths.wide): Promise<Page> {
      const page = await come(size);
      await page.goto(of().url + path);
      return page;
    },
    /** Whoever runs the platform, signed in. */
    async atWork(size: { width: number; height: number } = widths.wide): Promise<Page> {
      const page = await come(size);
      await signIn(page, of().url, 'admin@example.org', seedPassword);
      return page;
    },
  };
}

/** Opens the list of a collection's items, at what is asked for in any characters. */
export async function openItems(
  page: Page,
  url: string,
  { pid }: { pid: string },
  q: string,
  more = '',
): Promise<void> {
  await page.goto(`${url}/console/collections/${pid}/items?q=${encodeURIComponent(q)}${more}`);
  await page.locator('.items-table tbody tr').first().waitFor();
}

/** A record of which nothing is known but its title. */
export async function newDraft({ admin, collection }: SeededCollection, title: string): Promise<string> {
  const field = collection.schema.fields.find((one) => one.core === 'title')!.id;
  const values = { [field]: [{ value: { text: title } }] };
  return good(await admin.post(`/collections/${collection.pid}/items`, { values })).pid as string;
}

/** What stands in somebody's way: of a part all that can be found, of a whole page what WCAG asks of it. */
export async function barriers(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (place) => {
    interface Found {
      violations: { id: string; nodes: { target: string[] }[] }[];
    }
    const { axe: tool } = window as unknown as { axe: { run(at: object | string, how: object): Promise<Found> } };
    const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
    const { violations } = await tool.run(place ?? document, place === undefined ? rules : {});
    return violations.map(({ id, nodes }) => {
      const places = nodes.slice(0, 3).map((node) => node.target.join(' '));
      return `${id} ${places.join(' | ')}`;
    });
  }, within);
}

/** How well words are read on their ground while the pointer rests there; axe passes over what cannot be pressed. */
export async function contrastUnderPointer(page: Page, on: Locator): Promise<number> {
  await on.hover({ force: true });
  return on.evaluate((one) => {
    const light = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = colour.match(/[\d.]+/g)!.map((part) => {
        const share = Number(part) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const { color, backgroundColor } = getComputedStyle(one);
    const [dark = 0, bright = 0] = [light(color), light(backgroundColor)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  });
}

/** By how many pixels the page is wider than its window. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

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
  for (; await page.locator('.foot-lacks .foot-lack').first().isVisible(); answered++) {
    const before = await page.locator('.foot-lacks').innerText();
    await page.locator('.foot-lacks .foot-lack').first().click();
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

/** The choices of a select, open below it. */
export async function choices(box: Locator): Promise<Locator> {
  await box.click();
  const list = box.page().locator('.k-select-list');
  await list.waitFor();
  return list.getByRole('option');
}

/** One of the choices of a select, by its value or by what it is called. */
export async function pick(box: Locator, wanted: string | { label: string }): Promise<void> {
  const all = await choices(box);
  const value = typeof wanted === 'string' ? box.page().locator(`[data-value="${wanted}"]`) : undefined;
  await (value ? all.and(value) : all.filter({ hasText: (wanted as { label: string }).label }).first()).click();
  await all.first().waitFor({ state: 'detached' });
}
