import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
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
    await page.getByText(/并入“蘇軾”将涉及 0 条资源/).waitFor();
    await screenshot(page, 'authority-merge');
    await page.getByRole('button', { name: '合并', exact: true }).click();
    await page.getByText('已并入“蘇軾”。').waitFor();

    await page.goto(kept);
    await page.getByText('并入这里的记录').waitFor();
    await page.getByRole('button', { name: '撤销合并' }).click();
    await page.getByText('并入这里的记录').waitFor({ state: 'detached' });
    await page.goto(double);
    await page.getByRole('button', { name: '并入另一条…' }).waitFor();

    // Deleting says first what it does; to close the question is to leave it, and what was deleted is had back.
    const remove = page.locator('.authority-use').getByRole('button', { name: '删除' });
    await remove.click();
    const asked = page.getByRole('dialog', { name: '要删除“東坡居士”吗？' });
    await asked.getByText('最近操作').waitFor();
    await screenshot(page, 'authority-remove');
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    await page.locator('.authority-use :focus').waitFor();
    await remove.click();
    await asked.getByRole('button', { name: '删除' }).click();
    await page.waitForURL(/\/agents$/);
    await page.getByRole('button', { name: '撤销' }).click();
    await page.waitForURL(double);
    await page.getByRole('button', { name: '并入另一条…' }).waitFor();
  });

  const chosen = async (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    await page.locator('.c-dialog input[type=file]').setInputFiles(file);
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const close = () => page.keyboard.press('Escape');
  const word = (name: string) => page.locator('.term-pick').filter({ hasText: name });
  async function pictures(name: string): Promise<void> {
    await screenshot(page, name);
    await page.setViewportSize(widths.narrow);
    await screenshot(page, `${name}-narrow`);
    await page.setViewportSize(widths.wide);
  }

  it('takes a table of words in without its bad rows, and takes that back', async () => {
    await page.setViewportSize(widths.wide);
    await look('vocabularies');
    await page.getByRole('button', { name: '新建词表' }).click();
    await page.locator('.c-dialog input[lang="zh-CN"]').fill('碑石形制');
    await page.locator('.c-dialog input[pattern]').fill('stone-shape');
    await page.getByRole('button', { name: '添加' }).click();

    await press('导入…');
    await chosen('形制.csv', 'code,parent,zh-CN,en\nstele,,碑,Stele\nhead,stele,碑首,Head\n,stele,碑额,Heading\n');
    await page.getByText('将新增 2 条，更新 0 条，0 条不变，1 条有问题。').waitFor();
    const bad = page.locator('.import-line');
    await bad.filter({ hasText: '第 4 行' }).getByText('没有代码。').waitFor();
    expect(await bad.count()).toBe(1);
    const [table] = await Promise.all([page.waitForEvent('download'), press('下载有问题的行（CSV）')]);
    const told = readFileSync(await table.path(), 'utf8');
    expect([table.suggestedFilename(), told]).toEqual([
      '问题清单-形制.csv',
      '\uFEFF行,名称,问题\r\n4,碑额,没有代码。\r\n',
    ]);
    const go = page.getByRole('button', { name: '导入', exact: true });
    expect(await go.isDisabled()).toBe(true);
    await pictures('authority-import-bad');

    await page.getByLabel('跳过有问题的 1 行，导入其余的').check();
    await go.click();
    await page.getByText('已导入：写入 2 条。').waitFor();
    await page.locator('.import-filters').getByRole('button', { name: '新增 2' }).click();
    await bad.filter({ hasText: '第 3 行' }).waitFor();
    await pictures('authority-import-done');
    await close();
    await word('碑').first().waitFor();
    expect(await word('碑额').count()).toBe(0);

    // The file is still known when one comes back to it.
    await press('导入…');
    await press('形制.csv');
    await press('撤销这次导入');
    await page.getByText('已撤销 2 条。').waitFor();
    await close();
    await page.getByText('这个词表还没有词。').waitFor();
  });

  it('takes a vocabulary in from SKOS, and gives it out again', async () => {
    await press('导入…');
    await page.getByText('最近的导入').waitFor();
    await pictures('authority-import-latest');
    await chosen(
      'shapes.ttl',
      `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://example.org/shapes/> .
ex:stele a skos:Concept ; skos:notation "stele" ; skos:prefLabel "碑"@zh-CN, "Stele"@en .
ex:epitaph a skos:Concept ; skos:notation "epitaph" ; skos:prefLabel "墓志"@zh-CN, "Epitaph"@en .
`,
    );
    await page.getByText('将新增 2 条，更新 0 条，0 条不变，0 条有问题。').waitFor();
    await press('导入');
    await page.getByText('已导入：写入 2 条。').waitFor();
    await close();
    await word('墓志').waitFor();

    // The keyboard moves a word among its neighbours, and the order is kept.
    const first = page.locator('.term-pick').first();
    const last = (await first.innerText()).includes('碑') ? '墓志' : '碑';
    await page.getByRole('button', { name: `上移${last}` }).click();
    await first.filter({ hasText: last }).waitFor();
    await page.reload();
    await first.filter({ hasText: last }).waitFor();

    for (const [format, ending, part] of [
      ['表格（CSV）', '.csv', '墓志'],
      ['SKOS（Turtle）', '.ttl', 'skos:prefLabel'],
      ['SKOS（JSON-LD）', '.jsonld', '墓志'],
    ] as const) {
      await press('导出');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: format }).click(),
      ]);
      expect(download.suggestedFilename()).toContain(ending);
      expect(readFileSync(await download.path(), 'utf8')).toContain(part);
    }
  });
});
