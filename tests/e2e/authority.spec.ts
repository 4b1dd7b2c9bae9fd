import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, screenshot } from '../support/browser.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { seedCollection, seedPassword } from '../support/seed.js';
import { person, signIn, type Person } from './console.hands.js';

/** Records of people, and lists of words, cared for by hand. */
describe('authority records in the console', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let worker: Person;
  let page: Page;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linlang-words-'));

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    await seedCollection(platform.url, platform.databaseUrl);
    browser = await launchBrowser();
    worker = await person(browser);
    page = worker.page;
    await signIn(page, platform.url, 'admin@example.org', seedPassword);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => expect(worker.errors.splice(0)).toEqual([]));

  const look = (place: string) => page.goto(`${platform.url}/console/authorities/${place}`);

  async function newPerson(name: string): Promise<string> {
    await look('agents');
    await page.getByText('新建人物或机构').click();
    await page.locator('#record-form input[lang="zh-CN"]').first().fill(name);
    await page.getByRole('button', { name: '保存' }).click();
    await page.waitForURL(/\/agents\/[0-9a-z]{9}$/);
    return page.url();
  }

  it('merges a person into another after saying what it touches, and takes them apart again', async () => {
    const kept = await newPerson('蘇軾');
    const double = await newPerson('東坡居士');
    await page.getByRole('button', { name: '并入另一条…' }).click();
    await page.locator('#merge-into').fill('蘇軾');
    await page.getByRole('option', { name: /蘇軾/ }).first().click();
    await page.getByText(/并入「蘇軾」将涉及 0 条资源/).waitFor();
    await screenshot(page, 'authority-merge');
    await page.getByRole('button', { name: '合并', exact: true }).click();
    await page.getByText('已并入「蘇軾」。').waitFor();

    await page.goto(kept);
    await page.getByText('并入这里的记录').waitFor();
    await page.getByRole('button', { name: '撤销合并' }).click();
    await page.getByText('并入这里的记录').waitFor({ state: 'detached' });
    await page.goto(double);
    await page.getByRole('button', { name: '并入另一条…' }).waitFor();
  });

  it('takes a table of words in after a trial that changes nothing', async () => {
    await look('vocabularies');
    await page.getByRole('button', { name: '新建词表' }).click();
    await page.locator('.c-dialog input[lang="zh-CN"]').fill('碑石形制');
    await page.locator('.c-dialog input[pattern]').fill('stone-shape');
    await page.getByRole('button', { name: '添加' }).click();
    await page.getByRole('button', { name: '导入表格' }).waitFor();

    const file = path.join(folder, '形制.csv');
    writeFileSync(file, 'code,parent,zh-CN,en\nstele,,碑,Stele\nhead,,碑首\n,stele,碑额,Heading\n');
    await page.getByRole('button', { name: '导入表格' }).click();
    await page.locator('.c-dialog input[type=file]').setInputFiles(file);
    await page.getByText(/第 4 行：/).waitFor();
    expect(await page.getByRole('button', { name: '导入', exact: true }).isDisabled()).toBe(true);

    writeFileSync(file, 'code,parent,zh-CN,en\nstele,,碑,Stele\nhead,stele,碑首,Head\nepitaph,,墓志,Epitaph\n');
    await page.locator('.c-dialog input[type=file]').setInputFiles([]);
    await page.locator('.c-dialog input[type=file]').setInputFiles(file);
    await page.getByText('将新增 3 个，更新 0 个，0 个不变。').waitFor();
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByRole('button', { name: /^墓志/ }).first().waitFor();

    // The keyboard moves a word among its neighbours, and the order is kept.
    await page.getByRole('button', { name: '上移墓志' }).click();
    const first = page.locator('.term-pick').first();
    await first.filter({ hasText: '墓志' }).waitFor();
    await page.reload();
    await first.filter({ hasText: '墓志' }).waitFor();
  });
});
