// What runs inside the page speaks of `document`; only tests of the browser import this file.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { good, makePlatformAdmin, seedPassword } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';
import { shapesTheHome } from './designer.home.js';
import { accept, choices, field, person, pick, type Person, saved, signIn } from './console.hands.js';

type Loose = ReturnType<typeof JSON.parse>;

const owners = ['陸心源', '繆荃孫', '端方'];

/** From nothing to a collection of one's own design, and back to an earlier one, with every value found again. */
describe('a librarian designs a collection', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let admin: Visitor;
  let librarian: Person;
  let second: Person;
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
    second = await person(browser);
    await signIn(second.page, platform.url, 'admin@example.org', seedPassword);
    await accept(page, link, '陸存齋');
  });

  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  const design = async (query = '') => {
    await page.goto(`${platform.url}/console/collections/${collection}/design${query}`);
    await page.waitForSelector('.tree, .order');
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
    // A new field is named first, and its code follows its name until somebody writes another.
    await page.waitForFunction(() => document.activeElement?.matches('.panel input[lang="zh-CN"]'));
    await page.keyboard.type('遞藏');
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('.panel input[name=key]')?.value === 'diCang',
    );
    await page.fill('.panel input[name=key]', 'custody');
    await page.getByRole('button', { name: '加一部分' }).click();
    await page.locator('[name=part-zh]').nth(0).fill('藏家');
    await page.getByRole('button', { name: '加一部分' }).click();
    await page.locator('[name=part-zh]').nth(1).fill('印式');
    await pick(page.locator('[name=part-type]').nth(1), 'term');
    await page.getByRole('button', { name: '新建词表' }).click();
    await dialog().locator('input[lang="zh-CN"]').fill('印章形式');
    await dialog().locator('[name=vocabulary-key]').fill('seal-forms');
    await dialog().locator('[name=terms]').fill('陽文 | Relief\n陰文 | Intaglio\n  滿白文');
    await page.getByRole('button', { name: '建立', exact: true }).click();
    await page.locator('.parts [name=vocabulary]').waitFor();
    await page.waitForFunction(
      () => (document.querySelector('.parts [name=vocabulary]') as HTMLButtonElement | null)?.value === 'seal-forms',
    );
    // What it means: said in a sentence, not to be chosen where one field has it already and no other may.
    const meaning = page.locator('.panel [name=core]');
    await pick(meaning, 'provenance');
    await page.locator('.panel .c-field-hint', { hasText: '不带到另一个复本' }).waitFor();
    await meaning.scrollIntoViewIfNeeded();
    const meanings = await choices(meaning);
    const title = meanings.and(page.locator('[data-value=title]'));
    expect(await title.getAttribute('aria-disabled')).toBe('true');
    expect(await title.textContent()).toContain('已是“');
    // Only what it can mean is offered: no days stand in it.
    expect(await meanings.and(page.locator('[data-value=rubbed]')).count()).toBe(0);
    await screenshot(page, 'designer-meaning');
    await page.keyboard.press('Escape');
    await meanings.first().waitFor({ state: 'detached' });
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
    expect(made.core).toBe('provenance');
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
    await pick(page.locator('.panel [name=required]'), 'publish');
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
    await page.locator('.design-menu').click();
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

  it('sees card, facets and page of real records as readers will, before anything is published', async () => {
    await design('?tab=page');
    const page1 = page.locator('.preview-page');
    await page1.locator('.item-title', { hasText: '越州石氏帖' }).waitFor();
    await pick(page.locator('.preview-of .k-select'), items[1]!.pid);
    const custody = page1.locator('.field-row', { hasText: owners[1]! });
    await custody.waitFor();
    await page.getByRole('button', { name: '移出：遞藏' }).click();
    await custody.waitFor({ state: 'detached' });
    await pick(page.locator('.order').first().locator('.order-add'), { label: '遞藏' });
    await page1.locator('.field-group').first().locator('.field-row', { hasText: owners[1]! }).waitFor();
    await page.getByRole('tab', { name: '结果卡片' }).click();
    await pick(page.locator('.order-add'), { label: '遞藏' });
    await page.locator('.preview-reader .hit', { hasText: owners[1]! }).waitFor();
    await page.getByRole('tab', { name: '检索与分面' }).click();
    await pick(page.locator('.order').first().locator('.order-add'), { label: '遞藏' });
    await page.locator('.preview-reader .facet', { hasText: '遞藏' }).locator('.facet-count').first().waitFor();
    await page.locator('.preview', { hasText: '按全部 5 件统计' }).waitFor();
    // What the search box passes over is said and switched here, and on the field's own panel.
    const reach = (key: string) => page.locator(`input[name=reach][value=${key}]`);
    expect([
      await reach('title').isDisabled(),
      await reach('rights').isChecked(),
      await reach('custody').isChecked(),
    ]).toEqual([true, false, true]);
    await reach('custody').uncheck();
    expect(await reach('custody').isChecked()).toBe(false);
    await page.getByRole('button', { name: '撤销' }).click();
    expect(await reach('custody').isChecked()).toBe(true);
    // A link in it leads nowhere: what is being designed stays.
    await page.locator('.preview-reader .facet a').first().click();
    await page.waitForURL(/design\?tab=find/);
    await screenshot(page, 'designer-preview');
    for (let n = 0; n < 4; n++) await page.getByRole('button', { name: '撤销' }).click();
    await page.locator('[data-keeping=kept]').waitFor();
  }, 120_000);

  it('names a new group once, and finds it on the page by that name, to be called otherwise or taken off', async () => {
    await design();
    const call = async (name: string) => {
      await dialog().locator('input[lang="zh-CN"]').fill(name);
      await page.getByRole('button', { name: '好', exact: true }).click();
    };
    await page.locator('.tree-more').click();
    await call('修復與保護');
    await chooseField('custody');
    // Over the edges of its group and of those that follow, into the new one.
    const home = () => page.locator('.tree-group').last().locator('[data-key=custody]').count();
    for (let n = 0; n < 60 && (await home()) === 0; n++) await page.keyboard.press('Alt+ArrowDown');
    await page.locator('.design-tabs').getByRole('tab', { name: '详情页' }).click();
    const section = page.locator('.order').last();
    await section.locator('h2', { hasText: '修復與保護' }).waitFor();
    await section.locator('.order-row', { hasText: '遞藏' }).waitFor();
    const menu = async (name: string) => {
      await section.locator('[data-group]').click();
      await page.getByRole('menuitem', { name }).click();
    };
    await menu('分组名称');
    await call('修復');
    await section.locator('h2', { hasText: /^修復$/ }).waitFor();
    await screenshot(page, 'designer-page-group');
    await menu('删去分组');
    await page.locator('.order h2', { hasText: '修復' }).waitFor({ state: 'detached' });
    await drafted();
    await page.locator('.design-menu').click();
    await page.getByRole('menuitem', { name: '放弃草稿' }).click();
    await page.locator('[data-keeping=kept]').waitFor();
  }, 60_000);

  it('carries the design elsewhere: as a file, as a copy here and in another library, as a template', async () => {
    await design();
    await page.locator('.design-menu').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: '导出为文件' }).click(),
    ]);
    const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as Loose;
    const broken = structuredClone(file);
    delete broken.schema.fields.find((one: Loose) => one.key === 'custody').key;
    const other = good(await admin.post('/libraries', { slug: 'liangzhu', name: { 'zh-CN': '良渚圖書館' } })).pid;
    const choose = (one: Loose) =>
      second.page.setInputFiles('input[name=config]', {
        name: 'jinshi.linlang.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(one)),
      });
    await second.page.goto(`${platform.url}/console/libraries/${other}/collections/new`);
    await second.page.waitForSelector('.template');
    await choose(broken);
    await second.page.fill('.new-form input[name=slug]', 'carried');
    await second.page.getByRole('button', { name: '建立' }).click();
    await second.page.locator('.import-wrong', { hasText: '字段“遞藏”的代号：没有填，请补上。' }).waitFor();
    await screenshot(second.page, 'designer-import');
    await choose(file);
    await second.page.getByRole('button', { name: '建立' }).click();
    await second.page.waitForURL(/\/collections\/[^/]+\/items/);
    const keysOf = async (pid: string): Promise<string[]> =>
      good(await admin.get(`/collections/${pid}`)).schema.fields.map((one: Loose) => one.key);
    const pidOf = (one: Page) => /collections\/([^/?]+)/.exec(one.url())![1]!;
    expect(await keysOf(pidOf(second.page))).toContain('custody');

    const copy = async (one: Page, slug: string, into: string) => {
      await one.goto(`${platform.url}/console/collections/${collection}/design`);
      await one.locator('.design-menu').click();
      await one.getByRole('menuitem', { name: '复制到另一个库' }).click();
      await one.locator('.c-dialog input[name=slug]').fill(slug);
      await pick(one.locator('.c-dialog [name=library]'), into);
      await one.getByRole('button', { name: '复制', exact: true }).click();
      await one.waitForURL((url) => !url.pathname.includes(collection));
      const made = good(await admin.get(`/collections/${pidOf(one)}`));
      expect([made.slug, made.library.pid]).toEqual([slug, into]);
      expect(await keysOf(made.pid)).toContain('custody');
    };
    await copy(page, 'beside', library);
    await copy(second.page, 'yonder', other);

    await design();
    await page.locator('.design-menu').click();
    await page.getByRole('menuitem', { name: '作为模板提供' }).click();
    await dialog().locator('input[lang="zh-CN"]').first().fill('本館石刻');
    await page.getByRole('button', { name: '提供', exact: true }).click();
    await page.goto(`${platform.url}/console/libraries/${library}/collections/new`);
    await page.locator('.template', { hasText: '本館石刻' }).click();
    await page.locator('.new-form input[lang="zh-CN"]').first().fill('石刻二輯');
    await page.fill('.new-form input[name=slug]', 'second-series');
    await page.getByRole('button', { name: '建立' }).click();
    await page.waitForURL(/\/collections\/[^/]+\/items/);
    expect(await keysOf(pidOf(page))).toContain('custody');
  }, 180_000);

  it('is shown both sides when somebody else designs at the same time, and loses neither', async () => {
    const name = (one: Page, language: string) => one.locator(`.panel input[lang="${language}"]`).first();
    const custody = (one: Page, label: string) => one.locator('.tree-field[data-key=custody]', { hasText: label });
    await design();
    await chooseField('custody');
    await name(page, 'en').fill('Custody');
    await drafted();
    await second.page.goto(`${platform.url}/console/collections/${collection}/design`);
    await second.page.locator('.tree-field[data-key=custody]').click();
    await name(second.page, 'zh-CN').fill('流傳');
    await second.page.locator('[data-keeping=kept]').waitFor();
    await name(page, 'en').fill('Custody history');
    await page.locator('.c-dialog', { hasText: 'admin在你之后也保存了草稿' }).waitFor();
    await page.locator('[data-side=theirs]', { hasText: '“遞藏”改名为“流傳”' }).waitFor();
    await page.locator('[data-side=mine]', { hasText: 'Custody history' }).waitFor();
    await screenshot(page, 'designer-conflict');
    await page.getByRole('button', { name: '用我的' }).click();
    await custody(page, '遞藏').waitFor();
    await drafted();
    expect(await name(page, 'en').inputValue()).toBe('Custody history');
    // Theirs is one step back; and whoever takes the other's finds their own there.
    await page.getByRole('button', { name: '撤销' }).click();
    await custody(page, '流傳').waitFor();
    await drafted();
    await name(second.page, 'zh-CN').fill('藏家');
    await second.page.getByRole('button', { name: '用对方的' }).click();
    await custody(second.page, '流傳').waitFor();
    await second.page.getByRole('button', { name: '撤销' }).click();
    await custody(second.page, '藏家').waitFor();
    await second.page.locator('[data-keeping=kept]').waitFor();
    expect(second.errors).toEqual([]);
  }, 120_000);

  shapesTheHome(() => ({ page, url: platform.url, collection, admin }));

  it('can be done by keyboard, and fits a phone', async () => {
    await design();
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
