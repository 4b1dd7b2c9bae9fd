// What runs inside the page speaks of `document`.
/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, seedPassword, type SeededCollection } from '../support/seed.js';
import { accept, barriers, comers, field, newDraft, openItems, pick, rail, tooWide } from './console.hands.js';
import { takesAndGivesBack } from './console.taken.js';
import { form } from './console.form.js';

/** What makes a day's work bearable: nothing typed is lost, and everything can be reached. */
describe('the console in daily use', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let seeded: SeededCollection;
  let title = '';
  let note = '';
  let date = '';
  const { atWork, visit } = comers(() => ({ browser, url: platform.url }));

  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    seeded = await seedCollection(platform.url, platform.databaseUrl);
    const { fields } = seeded.collection.schema;
    title = fields.find((one) => one.core === 'title')!.id;
    date = fields.find((one) => one.core === 'date')!.id;
    note = fields.find((one) => one.core === 'abstract')!.id;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  const newItem = (text: string) => newDraft(seeded, text);
  const edit = async (page: Page, item: string) => {
    await page.goto(`${platform.url}/console/items/${item}`);
    await field(page, 'title').locator('input').first().waitFor();
  };
  const titleBox = (page: Page) => field(page, 'title').locator('input').first();
  const stored = async (item: string) => good(await seeded.admin.get(`/items/${item}`));

  it('keeps what is typed while the connection is gone, and saves it when it is back', async () => {
    const page = await atWork();
    const item = await newItem('王蘭生家書');
    await edit(page, item);
    await page.context().setOffline(true);
    await titleBox(page).fill('王蘭生致子書');
    await page.locator('.foot-offline').waitFor();
    await page.context().setOffline(false);
    await page.locator('.foot-kept').waitFor();
    expect((await stored(item)).draft.values[title][0].value.text).toBe('王蘭生致子書');
  });

  it('asks to sign in again over the work at hand when the session has ended, and goes on', async () => {
    const page = await atWork();
    const item = await newItem('沈硯農致陳適之');
    await edit(page, item);
    await page.context().clearCookies();
    await titleBox(page).fill('沈硯農致陳適之論舊抄書');
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=password]').fill(seedPassword);
    await dialog.getByRole('button', { name: '登录' }).click();
    await page.locator('.foot-kept').waitFor();
    expect(await titleBox(page).inputValue()).toBe('沈硯農致陳適之論舊抄書');
    expect((await stored(item)).draft.values[title][0].value.text).toBe('沈硯農致陳適之論舊抄書');
  });

  it('puts together what two people changed, and asks only where both changed the same', async () => {
    const page = await atWork();
    const item = await newItem('陳適之復沈硯農');
    await edit(page, item);
    // Somebody else writes the abstract: both changes stand.
    const head = await stored(item);
    const theirs = { ...head.values, [note]: [{ value: { text: '論抄本源流' } }] };
    good(await seeded.admin.put(`/items/${item}`, { version: head.version, values: theirs }));
    await titleBox(page).fill('陳適之復沈硯農書');
    await page.locator('.foot-kept').waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.foot-clean').waitFor();
    const both = await stored(item);
    expect(both.values[title][0].value.text).toBe('陳適之復沈硯農書');
    expect(both.values[note][0].value.text).toBe('論抄本源流');

    // Now both change the title: both are shown, and the one that is chosen stands.
    const again = { ...both.values, [title]: [{ value: { text: '復沈硯農書' } }] };
    good(await seeded.admin.put(`/items/${item}`, { version: both.version, values: again }));
    await titleBox(page).fill('陳適之復沈硯農書一通');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (const text of ['復沈硯農書', '陳適之復沈硯農書一通']) await dialog.filter({ hasText: text }).waitFor();
    await screenshot(page, 'console-conflict');
    await dialog.getByRole('button', { name: '按所选继续' }).click();
    await page.keyboard.press('Control+s');
    await page.locator('.foot-clean').waitFor();
    expect((await stored(item)).values[title][0].value.text).toBe('陳適之復沈硯農書一通');
  });

  it('says whose work is not saved: a colleague reads it, takes it over and saves it; what is given up can be had back', async () => {
    const item = await newItem('林泉老人尺牘');
    const { link } = good(
      await seeded.admin.post(`/libraries/${seeded.library.pid}/invitations`, {
        email: 'chen@example.org',
        role: 'cataloger',
      }),
    );
    const chen = await visit('/');
    await accept(chen, link as string, '陈编目');
    await edit(chen, item);
    await titleBox(chen).fill('林泉老人致硯農尺牘');
    await chen.locator('.foot-kept', { hasText: '未保存' }).waitFor();

    // Given up and had back, by the word that offers it.
    await chen.getByRole('button', { name: '放弃草稿' }).click();
    await chen.locator('.foot-clean').waitFor();
    expect(await titleBox(chen).inputValue()).toBe('林泉老人尺牘');
    await chen.locator('.k-toast').getByRole('button', { name: '撤销' }).click();
    await chen.locator('.foot-kept').waitFor();
    expect(await titleBox(chen).inputValue()).toBe('林泉老人致硯農尺牘');

    const lin = await atWork();
    await edit(lin, item);
    const note = lin.locator('.editor-note-unsaved', { hasText: '陈编目' });
    await note.getByRole('button', { name: '查看' }).click();
    const dialog = lin.getByRole('dialog');
    await dialog.locator('ins', { hasText: '致硯農' }).waitFor();
    await screenshot(lin, 'console-unsaved');
    expect(await barriers(lin, '.c-dialog')).toEqual([]);
    await dialog.getByRole('button', { name: '接手修改' }).click();
    await lin.locator('.foot-kept').waitFor();
    await note.waitFor({ state: 'detached' });
    await lin.locator('.foot').getByRole('button', { name: '保存', exact: false }).last().click();
    await lin.locator('.foot-clean', { hasText: '已保存' }).waitFor();
    expect((await stored(item)).values[title][0].value.text).toBe('林泉老人致硯農尺牘');

    await chen.reload();
    await chen.locator('.editor-note-unsaved', { hasText: '接手了您没保存的修改' }).waitFor();
    expect(await titleBox(chen).inputValue()).toBe('林泉老人致硯農尺牘');
  });

  takesAndGivesBack(() => ({ seeded, atWork, url: platform.url }));

  describe('the form', () => form(() => ({ seeded, atWork, edit, newItem, url: platform.url })));

  it('shows history, what changed, and goes back', async () => {
    const page = await atWork();
    const item = await newItem('杭州驛遞家書');
    const { version } = await stored(item);
    const pages = [{ label: '葉一' }, { label: '葉二' }];
    good(await seeded.admin.put(`/items/${item}/pages`, { version, pages }));
    const first = await stored(item);
    good(
      await seeded.admin.put(`/items/${item}`, {
        version: first.version,
        values: {
          ...first.values,
          [title]: [{ value: { text: '杭州驛遞平安家書' } }],
          [date]: [{ value: '光緒三年' }],
        },
      }),
    );
    await edit(page, item);
    await page.locator('.editor-history').click();
    const inserted = page.locator('.history-changes ins').first();
    await comesTrue(async () => (await inserted.innerText()) === '平安');
    // A date is shown as a date, by the view of its type.
    const dated = page.locator('.history-changes dd').nth(1);
    await dated.getByText('光緒三年').waitFor();
    await dated.filter({ hasText: '1877' }).waitFor();
    expect(await dated.innerText()).not.toContain('edtf');
    await screenshot(page, 'console-history');
    // What became of pages is said beside the revision, and where it is looked at.
    await page.locator('.history-row').nth(1).filter({ hasText: '新增 2 页' }).click();
    await page.locator('.history-detail').getByText('新增 2 页').waitFor();
    await screenshot(page, 'console-history-pages');
    await page.locator('.history-row').nth(2).click();
    await page.getByRole('button', { name: '回到第 1 版' }).click();
    // What would be undone is said first.
    await page.locator('.history-asking', { hasText: '新增 2 页' }).filter({ hasText: '改动 2 个字段' }).waitFor();
    await screenshot(page, 'console-history-back');
    await page.getByRole('button', { name: '改回第 1 版' }).click();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-key="title"] input')?.value === '杭州驛遞家書',
    );
  });

  it('previews a batch, says why some cannot, and undoes a removal', async () => {
    const page = await atWork();
    const item = await newItem('待刪之札');
    await openItems(page, platform.url, seeded.collection, '待刪');
    await page.locator('.items-table tbody input[type=checkbox]').first().check();
    await page.getByRole('button', { name: '发布…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.batch-bad').waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '删除…' }).click();
    await dialog.getByRole('button', { name: '删除 1 件' }).click();
    await dialog.getByText('已删除 1 件').waitFor();
    expect((await stored(item)).state).toBe('removed');
    await dialog.getByRole('button', { name: '撤销' }).click();
    await dialog.getByText('已撤销 1 件').waitFor();
    expect((await stored(item)).state).toBe('draft');
  });

  it('publishes in one go, says what was left out and why, and takes it back from readers', async () => {
    const page = await atWork();
    const { admin, collection } = seeded;
    const begin = async (text: string, number: string): Promise<string> =>
      good(
        await admin.post(`/collections/${collection.pid}/items`, {
          values: completeValues(collection.schema, text, number),
        }),
      ).pid as string;
    const fresh = await begin('批量甲札', 'B-1');
    const known = await begin('批量乙札', 'B-2');
    await newItem('批量丙札');
    good(await admin.post(`/items/${known}/publish`, { version: (await stored(known)).version }));
    const values = completeValues(collection.schema, '批量乙札改', 'B-2');
    good(await admin.put(`/items/${known}`, { version: (await stored(known)).version, values }));
    const shown = async (item: string) => (await fetch(`${platform.url}/i/${item}`)).text();

    await openItems(page, platform.url, collection, '批量');
    await page.locator('.items-table tbody tr').nth(2).waitFor();
    await page.locator('.items-table thead input[type=checkbox]').check();
    await page.getByRole('button', { name: '发布…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.batch-bad', { hasText: '批量丙札' }).waitFor();
    await screenshot(page, 'console-batch');
    await dialog.getByRole('button', { name: '发布 2 件' }).click();
    await dialog.getByText('已发布 2 件').waitFor();
    expect(await shown(known)).toContain('批量乙札改');
    await page.goto(`${platform.url}/console/recent`);
    const act = page.locator('.recent-line', { hasText: '批量发布' }).first();
    await act.getByRole('button', { name: '撤销' }).click();
    await dialog.getByRole('button', { name: '撤销' }).click();
    await act.getByText('已撤销').waitFor();
    expect(await stored(fresh)).toMatchObject({ state: 'draft', public: false });
    // Readers see what they saw; the cataloger has what was being worked on.
    expect(await stored(known)).toMatchObject({ public: true, title: '批量乙札改' });
    expect(await shown(known)).not.toContain('批量乙札改');
  });

  it('filters a list by a Chinese value, keeps it in the address, and lets go of it', async () => {
    const { admin, collection } = seeded;
    const { fields } = collection.schema;
    const sender = fields.find(({ key }) => key === 'sender')!.id;
    const letters: [string, string][] = [
      ['篩選札卷十', '張元濟'],
      ['篩選札卷二', '張元濟'],
      ['篩選札別人', '傅增湘'],
    ];
    for (const [text, name] of letters)
      good(
        await admin.post(`/collections/${collection.pid}/items`, {
          values: {
            [title]: [{ value: { text } }],
            [sender]: [{ value: { name } }],
            [date]: [{ value: name === '傅增湘' ? '民國十年' : '宣統元年' }],
          },
        }),
      );
    const page = await atWork();
    const rows = page.locator('.items-title a');
    const shown = async (...titles: string[]) => {
      await comesTrue(async () => (await rows.allInnerTexts()).join() === titles.join(), {
        tell: async () => (await rows.allInnerTexts()).join(),
      });
    };
    await openItems(page, platform.url, collection, '筛选札', '&sort=title');
    await shown('篩選札別人', '篩選札卷二', '篩選札卷十');
    // By keyboard alone, in simplified characters.
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog');
    const by = dialog.locator('.filter-field');
    await pick(by, sender);
    // Escape closes the list and not the dialog; letters go to the next by its pinyin; Tab takes it and goes on.
    await by.press('Enter');
    await page.locator('.k-select-list').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.k-select-list').waitFor({ state: 'detached' });
    expect(await by.evaluate((one) => document.activeElement === one)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await page.keyboard.type('fxr');
    await page.keyboard.press('Tab');
    await comesTrue(() => by.evaluate((one, id) => (one as HTMLButtonElement).value === id, sender));
    expect(await by.evaluate((one) => one.closest('[role=dialog]')?.contains(document.activeElement))).toBe(true);
    expect(await by.evaluate((one) => document.activeElement !== one)).toBe(true);
    await dialog.getByRole('combobox', { name: '发信人' }).fill('张');
    // Not before what was typed has its answer: until then the list may be that of all.
    const offered = () => dialog.getByRole('listbox').getByRole('option').allInnerTexts();
    await comesTrue(async () => (await offered()).length === 1 && (await offered()).join().includes('張元濟'), {
      tell: async () => (await offered()).join(),
    });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByText('符合的有 2 件').waitFor();
    await screenshot(page, 'console-filter');
    await dialog.getByRole('button', { name: '用这个条件' }).click();
    await shown('篩選札卷二', '篩選札卷十');
    await page.getByText('发信人：張元濟').waitFor();
    await page.reload();
    await shown('篩選札卷二', '篩選札卷十');
    await screenshot(page, 'console-list-filtered');
    await page.goBack();
    await shown('篩選札別人', '篩選札卷二', '篩選札卷十');
    await page.goForward();
    await shown('篩選札卷二', '篩選札卷十');
    // The other way round, from the menu.
    await page.locator('.items-tools button', { hasText: '排序' }).click();
    await page.getByRole('menuitemradio', { name: '降序' }).click();
    await page.keyboard.press('Escape');
    await shown('篩選札卷十', '篩選札卷二');
    // A span of dates that leaves nothing; one that cannot be read is told at once.
    await page.getByRole('button', { name: '筛选' }).click();
    await pick(dialog.locator('.filter-field'), fields.find((one) => one.core === 'date')!.id);
    await dialog.getByText('范围', { exact: true }).click();
    await dialog.getByLabel('从').fill('何年');
    await dialog.getByText('无法识别“何年”', { exact: false }).waitFor();
    await dialog.getByLabel('从').fill('民国元年');
    await dialog.getByText('符合的有', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: '用这个条件' }).click();
    await page.getByText('没有符合全部条件的资源').waitFor();
    await page.locator('.nothing-fits button', { hasText: '張元濟' }).click();
    await shown('篩選札別人');
  }, 120_000);

  it('jumps anywhere by keyboard, finding traditional titles by simplified words', async () => {
    const page = await atWork();
    const item = await newItem('錢塘江觀潮記');
    await page.keyboard.press('Control+k');
    await page.locator('[role=dialog] input:focus').waitFor();
    await page.keyboard.type('钱塘');
    await page.locator('.palette-goal', { hasText: '錢塘江觀潮記' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/items/${item}$`));
    await page.locator('.bar-last', { hasText: '錢塘江觀潮記' }).waitFor();
    await page.locator('.editor-form').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('键盘快捷键').first().waitFor();
  });

  it.each(['wide', 'narrow'] as const)('is whole and readable at every page, %s', async (width) => {
    const page = await atWork(widths[width]);
    const item = await newItem('一葉知秋');
    const { library, collection } = seeded;
    const pages = {
      today: '/',
      libraries: '/libraries',
      library: `/libraries/${library.pid}`,
      collections: `/libraries/${library.pid}/collections`,
      'new-collection': `/libraries/${library.pid}/collections/new`,
      collection: `/collections/${collection.pid}`,
      items: `/collections/${collection.pid}/items`,
      batches: `/collections/${collection.pid}/batches`,
      editor: `/items/${item}`,
      pages: `/items/${item}/pages`,
      review: '/review',
      recent: '/recent',
      jobs: '/jobs',
      people: `/libraries/${library.pid}/people`,
      audit: `/libraries/${library.pid}/audit`,
      account: '/account',
    };
    const wrong: string[] = [];
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(`${platform.url}/console${address}`);
      await page.waitForLoadState('networkidle');
      await page.waitForFunction(() => !document.querySelector('.c-state-skeleton'));
      await screenshot(page, `console-${name}-${width}`);
      const wide = await tooWide(page);
      if (wide > 0) wrong.push(`${name}: ${wide} px wider than the window`);
      const left = await page.evaluate(
        () => /(console|forms|common|problems)\.[a-z]+\.?[a-zA-Z.]*/.exec(document.body.innerText)?.[0],
      );
      if (left) wrong.push(`${name}: no words for ${left}`);
      wrong.push(...(await barriers(page)).map((one) => `${name}: ${one}`));
    }
    expect(wrong).toEqual([]);
  });

  it('speaks English throughout when asked to', async () => {
    const page = await atWork();
    await page.goto(`${platform.url}/console/account`);
    await pick(page.locator('.k-select').first(), 'en');
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.rail-title', { hasText: 'Console' }).waitFor();
    await rail(page, 'Cataloging');
    await page.locator('.items-table').waitFor();
    const chrome = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.rail-list, .items-filters, .items-table th, .bar-actions')]
        .map((part) => part.innerText)
        .join(' '),
    );
    expect(chrome).not.toMatch(/\p{Script=Han}/u);
  });
});
