// What runs inside the page speaks of `document`; only tests of the browser import this file.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { good, makePlatformAdmin, seedPassword } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';
import { accept, field, person, type Person, saved } from './console.hands.js';

type Loose = ReturnType<typeof JSON.parse>;

const owners = ['陸心源', '繆荃孫', '端方'];

/** From nothing to a collection of one's own design, and back to an earlier one, with every value found again. */
describe('a librarian designs a collection', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let admin: Visitor;
  let librarian: Person;
  let page: Page;
  let library: string;
  let collection: string;
  const items: { pid: string; values: Loose }[] = [];

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    browser = await launchBrowser();
    admin = new Visitor(platform.url);
    good(await admin.signIn(await makePlatformAdmin(platform.databaseUrl), seedPassword));
    library = good(await admin.post('/libraries', { slug: 'yuezhong', name: { 'zh-CN': '越中圖書館' } })).pid;
    const { link } = good(
      await admin.post(`/libraries/${library}/invitations`, { email: 'lu@example.org', role: 'library-admin' }),
    );
    librarian = await person(browser);
    page = librarian.page;
    await accept(page, link, '陸存齋');
  });

  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  const design = async (query = '') => {
    await page.goto(`${platform.url}/console/collections/${collection}/design${query}`);
    await page.waitForSelector('.tree');
  };
  const chooseField = (key: string) => page.locator(`.tree-field[data-key="${key}"]`).click();
  const drafted = () => page.locator('[data-keeping=kept]').waitFor();
  const dialog = () => page.locator('.c-dialog').last();

  /** Publishes what is drafted and waits until the job that follows has come to its end. */
  async function publish(look: () => Promise<void> = async () => undefined): Promise<void> {
    await page.getByRole('button', { name: '发布…' }).click();
    await page.waitForSelector('.c-dialog .impact, .c-dialog h3 + .c-muted');
    await look();
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.locator('.job-strip .job-done').waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: '关闭' }).first().click();
  }

  it('makes one from the template for rubbings', async () => {
    await page.goto(`${platform.url}/console/libraries/${library}/collections/new`);
    await page.locator('.template', { hasText: '拓片' }).click();
    await page.locator('.new-form input[lang="zh-CN"]').fill('越中金石');
    await page.fill('.new-form input[name=slug]', 'jinshi');
    await page.getByRole('button', { name: '建立' }).click();
    await page.waitForURL(/\/collections\/[^/]+\/items/);
    collection = /collections\/([^/]+)\/items/.exec(page.url())![1]!;
  });

  it('adds a compound field with a vocabulary of its own, and publishes', async () => {
    await design();
    await page.locator('[data-add]').nth(2).click();
    await page.fill('.c-dialog input[name=type]', '组合');
    await page.keyboard.press('Enter');
    await page.locator('.panel input[lang="zh-CN"]').first().fill('遞藏');
    await page.fill('.panel input[name=key]', 'custody');
    await page.getByRole('button', { name: '加一部分' }).click();
    await page.locator('[name=part-zh]').nth(0).fill('藏家');
    await page.getByRole('button', { name: '加一部分' }).click();
    await page.locator('[name=part-zh]').nth(1).fill('印式');
    await page.locator('[name=part-type]').nth(1).selectOption('term');
    await page.getByRole('button', { name: '新建词表' }).click();
    await dialog().locator('input[lang="zh-CN"]').fill('印章形式');
    await dialog().locator('[name=vocabulary-key]').fill('seal-forms');
    await dialog().locator('[name=terms]').fill('陽文 | Relief\n陰文 | Intaglio\n  滿白文');
    await page.getByRole('button', { name: '建立', exact: true }).click();
    await page.locator('.parts [name=vocabulary]').waitFor();
    await page.waitForFunction(
      () => (document.querySelector('.parts [name=vocabulary]') as HTMLSelectElement | null)?.value === 'seal-forms',
    );
    // The form beside it has the field before anything is published.
    await page.locator('.preview .lf-field[data-key=custody]', { hasText: '藏家' }).waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByRole('button', { name: '重做' }).click();
    await drafted();
    await screenshot(page, 'designer');
    await publish(async () => {
      await dialog().locator('.changes', { hasText: '新增字段“遞藏”（组合）' }).waitFor();
      await screenshot(page, 'designer-publish');
    });
    const { schema } = good(await admin.get(`/collections/${collection}`));
    const made = schema.fields.find((one: Loose) => one.key === 'custody');
    expect(made.options.parts).toMatchObject([
      { label: { 'zh-CN': '藏家' }, type: 'text' },
      { label: { 'zh-CN': '印式' }, type: 'term', vocabulary: 'seal-forms' },
    ]);
  });

  it('fills five items, three of them with the new field', async () => {
    for (let n = 0; n < 5; n++) {
      await page.goto(`${platform.url}/console/collections/${collection}/items`);
      await page.getByRole('button', { name: '新建' }).first().click();
      await page
        .locator('.new-item .lf-value input')
        .first()
        .fill(`越州石氏帖 ${n + 1}`);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/console\/items\/[a-z0-9]+$/);
      const pid = /items\/([a-z0-9]+)$/.exec(page.url())![1]!;
      if (n < 3) {
        await field(page, 'custody').locator('input').first().fill(owners[n]!);
        await page.keyboard.press('Control+s');
        await saved(page);
      }
      const written = n < 3 ? owners[n]! : `越州石氏帖 ${n + 1}`;
      await comesTrue(async () => {
        const { draft, values } = good(await admin.get(`/items/${pid}`));
        return draft === null && JSON.stringify(values).includes(written);
      });
      items.push({ pid, values: good(await admin.get(`/items/${pid}`)).values });
    }
    const said = items.map(({ values }) => JSON.stringify(values));
    owners.forEach((owner, n) => expect(said[n]).toContain(owner));
  });

  it('makes it required, sees in the form and in the figures what that means, and watches the job', async () => {
    await design();
    await chooseField('custody');
    await page.selectOption('.panel [name=required]', 'publish');
    await page.locator('.preview .lf-field[data-key=custody] .lf-required').waitFor();
    await page.locator('.design-foot em', { hasText: '5 件中 2 件还没有填' }).waitFor();
    await publish(async () => {
      await dialog().locator('[data-impact=required]', { hasText: '5 件中 2 件还没有填' }).waitFor();
      await page.getByRole('button', { name: '看这 2 件' }).click();
      await dialog().locator('.impact-items', { hasText: '越州石氏帖 4' }).waitFor();
      expect(await dialog().locator('.impact-items li').count()).toBe(2);
      await screenshot(page, 'designer-impact');
    });
    const troubles = good(await admin.get(`/items/${items[4]!.pid}`)).troubles as Loose[];
    const { schema } = good(await admin.get(`/collections/${collection}`));
    const custody = schema.fields.find((one: Loose) => one.key === 'custody').id;
    expect(troubles).toContainEqual(expect.objectContaining({ path: custody, code: 'value.required' }));
  });

  it('takes it out of use, rolls back, and finds every value', async () => {
    await chooseField('custody');
    await page.locator('.panel').getByRole('button', { name: '停用' }).click();
    await publish(async () => {
      await dialog().locator('[data-impact=removed]', { hasText: '5 件中 3 件有值' }).waitFor();
    });
    await page.goto(`${platform.url}/console/items/${items[0]!.pid}`);
    await page.waitForSelector('.lf-form');
    expect(await field(page, 'custody').count()).toBe(0);

    await design();
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('menuitem', { name: '版本' }).click();
    await dialog().locator('.changes', { hasText: '停用字段“遞藏”' }).waitFor();
    await screenshot(page, 'designer-versions');
    await page.locator('[data-version="2"]').getByRole('button', { name: '回到这一版' }).click();
    await page.getByRole('button', { name: '回到第 2 版' }).click();
    await page.locator('.job-strip .job-done').waitFor({ timeout: 120_000 });
    for (const { pid, values } of items) expect(good(await admin.get(`/items/${pid}`)).values).toEqual(values);
    await page.goto(`${platform.url}/console/items/${items[2]!.pid}`);
    await field(page, 'custody').waitFor();
    expect(await field(page, 'custody').locator('input').first().inputValue()).toBe(owners[2]);
  });

  it('is told when somebody else designs at the same time, and overwrites nobody', async () => {
    await design();
    await chooseField('custody');
    await page.locator('.panel input[lang="en"]').first().fill('Custody');
    await drafted();
    const drafts = good(await admin.get(`/collections/${collection}/drafts`)).rows as Loose[];
    const mine = drafts.find((one) => one.part === 'schema');
    const document = structuredClone(mine.document);
    document.fields.find((one: Loose) => one.key === 'custody').label = { 'zh-CN': '流傳' };
    good(
      await admin.put(`/collections/${collection}/drafts/schema`, {
        baseVersion: mine.baseVersion,
        revision: mine.revision,
        document,
      }),
    );
    await page.locator('.panel input[lang="en"]').first().fill('Custody history');
    await page.locator('.c-dialog', { hasText: 'admin在你之后也保存了草稿' }).waitFor();
    await screenshot(page, 'designer-conflict');
    await page.getByRole('button', { name: '用对方的' }).click();
    await page.locator('.tree-field[data-key=custody]', { hasText: '流傳' }).waitFor();
  });

  it('can be done by keyboard, and fits a phone', async () => {
    await page.locator('.tree-field').first().focus();
    const before = await page.locator('.tree-field').nth(0).getAttribute('data-key');
    await page.keyboard.press('Alt+ArrowDown');
    await page.waitForFunction(
      (key) => document.querySelectorAll<HTMLElement>('.tree-field')[1]?.dataset['key'] === key,
      before,
    );
    await page.waitForFunction((key) => (document.activeElement as HTMLElement | null)?.dataset['key'] === key, before);
    await drafted();
    await page.setViewportSize(widths.narrow);
    for (const query of ['', '?tab=find', '?tab=card', '?tab=page']) {
      await page.goto(`${platform.url}/console/collections/${collection}/design${query}`);
      await page.waitForSelector(query ? '.order' : '.tree');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect({ query, wide }).toEqual({ query, wide: 0 });
    }
    await design();
    await page.locator('.tree-field').first().click();
    await page.locator('.panel').waitFor();
    await screenshot(page, 'designer-phone');
    expect(librarian.errors).toEqual([]);
  });
});
