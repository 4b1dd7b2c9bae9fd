/// <reference lib="dom" />
import type { Browser, Request } from 'playwright-core';
import { alive, widths } from './browser.js';

/** What the first view of a page costs a reader who comes with nothing kept. */
export interface PageWeight {
  requests: number;
  /** Style sheets: nothing is painted before they are there. */
  sheets: number;
  /** As sent, by kind. */
  scripts: number;
  fonts: number;
  all: number;
  /** How far things moved while it came: cumulative layout shift. */
  shift: number;
  /** Addresses of texts that were sent as they are, though they are worth squeezing. */
  plain: string[];
  /** What the browser's console complained of. */
  said: string[];
}

const texts = /^(text\/|application\/(.*\+)?(json|xml|javascript)|image\/svg)/;
const worthBytes = 1400;

/** Opens a page on a phone that has seen nothing yet, until it answers and nothing more is fetched. */
export async function weigh(browser: Browser, url: string, without?: RegExp): Promise<PageWeight> {
  const context = await browser.newContext({ viewport: widths.narrow, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const weight: PageWeight = { requests: 0, sheets: 0, scripts: 0, fonts: 0, all: 0, shift: 0, plain: [], said: [] };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') weight.said.push(message.text());
  });
  page.on('pageerror', (error) => weight.said.push(error.message));
  const counted: Promise<void>[] = [];
  const count = async (request: Request) => {
    const { responseBodySize: size } = await request.sizes();
    const headers = (await request.response())?.headers() ?? {};
    weight.requests++;
    weight.all += size;
    if (request.resourceType() === 'stylesheet') weight.sheets++;
    if (request.resourceType() === 'script') weight.scripts += size;
    if (request.resourceType() === 'font') weight.fonts += size;
    const text = texts.test(headers['content-type'] ?? '');
    if (text && size > worthBytes && !headers['content-encoding']) weight.plain.push(request.url());
  };
  page.on('requestfinished', (request) => {
    if (/^https?:/.test(request.url()) && !without?.test(request.url())) counted.push(count(request));
  });
  try {
    await page.addInitScript(() => {
      const moved = window as unknown as { shift: number };
      moved.shift = 0;
      new PerformanceObserver((list) => {
        for (const one of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
          if (!one.hadRecentInput) moved.shift += one.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    await alive(page);
    await Promise.all(counted);
    weight.shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
    return weight;
  } finally {
    await context.close();
  }
}
