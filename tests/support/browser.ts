// What runs inside the page speaks of `document`; only tests of the browser import this file.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { patienceMs } from './eventually.js';

/** Screenshots of a run are for people to look at; they are not committed. */
const shots = fileURLToPath(new URL('../../coverage/screenshots/', import.meta.url));

export const widths = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const;

export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH;
  if (!executablePath) throw new Error('CHROMIUM_PATH is not set: run the tests through "npm test".');
  const libraries = process.env.CHROMIUM_LIBRARIES;
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const browser = await chromium.launch({
    executablePath,
    // The sandbox needs rights that neither root nor a container has; what is opened here is our own.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    env: { ...Object.fromEntries(inherited), ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
    timeout: 2 * patienceMs,
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(patienceMs);
    return context;
  };
  return browser;
}

/** A page of the reader's that answers to hands: what is typed before is lost when its scripts take over. */
export const alive = (page: Page): Promise<unknown> => page.waitForSelector('html[data-hydrated]');

/** Presses what leads to another page when no script runs, and comes back when that page is there to its end. */
export async function follow(page: Page, link: string | Locator): Promise<void> {
  const target = typeof link === 'string' ? page.locator(link) : link;
  await Promise.all([page.waitForEvent('load'), target.click()]);
}

/** Waits until fonts and pictures are there, then keeps the picture under that name. */
export async function screenshot(page: Page, name: string, fullPage = false): Promise<string> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const waiting = [...document.images].filter((image) => image.loading !== 'lazy' && !image.complete);
    await Promise.all(waiting.map((image) => image.decode().catch(() => undefined)));
  });
  mkdirSync(shots, { recursive: true });
  const file = path.join(shots, `${name}.png`);
  await page.screenshot({ path: file, fullPage });
  return file;
}
