/// <reference lib="dom" />
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { freePort } from '../../server/launch/free-port.mjs';
import { Launched, copyCheckout, discard, gone } from './launched.js';

const patience = 240_000;
let browser: Browser | undefined;

afterEach(async () => {
  await browser?.close();
  await Launched.endAll();
});

test(
  'npm run dev shows a change of either half in the browser while one works',
  async () => {
    const checkout = copyCheckout();
    const at = (file: string) => path.join(checkout, file);
    // Vite serves nothing from outside the checkout: the packages lie inside it, as with anyone who has installed.
    const packages = realpathSync(at('node_modules'));
    rmSync(at('node_modules'));
    const sameDisk = statSync(packages).dev === statSync(checkout).dev;
    execFileSync('cp', [sameDisk ? '-al' : '-a', packages, at('node_modules')]);
    rmSync(at('node_modules/.vite'), { recursive: true, force: true });

    const port = String(await freePort());
    const command = [process.execPath, at('server/launch/dev.mjs')];
    const launched = new Launched(checkout, { env: { PORT: port }, command });
    const address = (await launched.says(/(http:\/\/localhost:\d+)/, patience))[1]!;

    browser = await launchBrowser();
    const page = await browser.newPage();
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    page.on('response', (response) => {
      if (response.status() === 404) failures.push(response.url());
    });
    const rewrite = (file: string, marker: string) => {
      const source = readFileSync(at(file), 'utf8');
      writeFileSync(at(file), source.replace('<template>', `<template><i>${marker}</i>`));
    };
    const shows = (text: string) => page.getByText(text).first().waitFor({ timeout: 60_000 });

    await page.goto(`${address}/console/sign-in`);
    await page.locator('input[type=password]').waitFor({ timeout: 60_000 });
    await page.waitForLoadState('networkidle');
    // The change comes by itself: after a new load of the page this would be gone.
    await page.evaluate(() => document.documentElement.setAttribute('data-same-load', ''));
    rewrite('web/src/console/account/SignInPage.vue', 'console changed');
    await shows('console changed');
    expect(await page.locator('html[data-same-load]').count()).toBe(1);

    await page.goto(`${address}/`);
    await page.waitForSelector('html[data-hydrated]', { timeout: 60_000 });
    rewrite('web/src/reader/PageFrame.vue', 'reader changed');
    await shows('reader changed');
    expect(await (await fetch(`${address}/`)).text()).toContain('reader changed');

    const server = at('server/modules/reader/document.ts');
    writeFileSync(
      server,
      readFileSync(server, 'utf8').replace('<meta charset="utf-8">', '<meta charset="utf-8"><meta name="changed">'),
    );
    await launched.says(/built and started again/, patience);
    expect(await (await fetch(`${address}/`)).text()).toContain('<meta name="changed">');
    expect(failures).toEqual([]);

    expect(await launched.stop()).toBe(0);
    await gone(checkout);
    discard(checkout);
  },
  patience * 2,
);
