/* global document, scrollTo */
// node tests/e2e/screens.mjs URL [FOLDER]: pictures of the main pages of a running platform with its demo, at 1440 and
// 390 px, in Chinese and English. They are looked at beside what was meant, and the README shows some of them.
// The console is shown when LINLANG_EMAIL and LINLANG_PASSWORD say who signs in.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { prepareChromium } from '../support/tools/chromium.mjs';

const [url = 'http://localhost:3000', folder = 'coverage/screens'] = process.argv.slice(2);
const { LINLANG_EMAIL: email, LINLANG_PASSWORD: password } = process.env;
const widths = { 1440: 900, 390: 844 };
const languages = { zh: '', en: '/en' };

const get = async (place) => (await fetch(`${url}/api/v1${place}`)).json();

/** The book with the most pages and words to look for: found, not written down, because ids differ everywhere. */
async function places() {
  const { items } = await get('/search?f=kind~book&size=60');
  const book = items.sort((a, b) => b.pageCount - a.pageCount)[0];
  const manifest = await (await fetch(`${url}/iiif/${book.pid}/manifest`)).json();
  const page = manifest.items[Math.min(5, manifest.items.length - 1)].id.split('/').at(-1);
  return {
    portal: '/',
    results: `/search?q=${encodeURIComponent('钱塘')}`,
    item: `/i/${book.pid}`,
    reading: `/i/${book.pid}/p/${page}`,
    collections: '/collections',
  };
}

async function settle(page) {
  await page.evaluate(async () => {
    // Pictures below the fold are fetched when they are seen.
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    scrollTo(0, 0);
    await document.fonts.ready;
  });
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(400);
}

mkdirSync(folder, { recursive: true });
const { CHROMIUM_PATH: executablePath, CHROMIUM_LIBRARIES: libraries } = await prepareChromium();
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
  env: { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
});
try {
  const pages = await places();
  for (const [width, height] of Object.entries(widths)) {
    for (const [language, prefix] of Object.entries(languages)) {
      const context = await browser.newContext({
        viewport: { width: Number(width), height },
        locale: language === 'zh' ? 'zh-CN' : 'en-GB',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      const shoot = async (name, fullPage) => {
        await settle(page);
        await page.screenshot({ path: path.join(folder, `${name}-${width}-${language}.png`), fullPage });
      };
      for (const [name, place] of Object.entries(pages)) {
        await page.goto(url + (place === '/' && prefix ? prefix : prefix + place), { waitUntil: 'networkidle' });
        await shoot(name, name !== 'reading');
      }
      await page.goto(`${url}/console/sign-in`, { waitUntil: 'networkidle' });
      await shoot('sign-in', false);
      if (email && password) {
        await page.fill('input[type=email], input[name=email]', email);
        await page.fill('input[type=password]', password);
        await page.click('button[type=submit]');
        await page.waitForURL((address) => !address.pathname.endsWith('/sign-in'));
        await page.waitForLoadState('networkidle');
        await shoot('console', false);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`pictures are in ${folder}`);
