// What runs inside the page speaks of `document`.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import type { FieldDefinition } from '../../server/contract/collection.js';
import { newPid } from '../../server/contract/pid.js';
import type { Json, Values } from '../../server/contract/values.js';
import { PluginHost } from '../../server/platform/plugins/plugin.host.js';
import { launchBrowser, screenshot, widths } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { samples } from '../contracts/field-type.samples.js';
import { barriers, comers, field, saved, tooWide } from './console.hands.js';

const pid = newPid();
const part = (key: string, label: string, en: string, type: string) => ({
  key,
  label: { 'zh-CN': label, en },
  type,
  options: {},
});
/** What a type needs to be set, or to hold, before all of its boxes are there to be typed in. */
const options: Record<string, Record<string, Json>> = {
  term: { open: true, vocabulary: 'siku' },
  compound: {
    parts: [
      part('text', '印文', 'Legend', 'text'),
      part('owner', '藏家', 'Owner', 'agent'),
      part('size', '尺寸', 'Size', 'measurement'),
      part('kind', '印式', 'Form', 'term'),
    ],
  },
};
const held: Record<string, Json> = {
  point: { lat: 30.25, lon: 120.16 },
  file: { file: pid },
  region: { page: pid, label: '葉一a', box: [10, 10, 20, 20] },
  segments: { from: 0, title: '開場' },
  url: { href: 'https://example.org/' },
  link: { title: '題' },
  place: { name: '地' },
  agent: { name: '人' },
  number: { number: 3 },
  measurement: { height: 3, unit: 'cm' },
};
/** A rich value of each type, pointing to no record that is not there. */
function sampleOf(type: string): Json {
  if (type === 'compound') {
    return {
      text: { text: '清白堂印' },
      owner: { name: '沈氏' },
      size: { height: 3, width: 2, unit: 'cm', what: '边框' },
    };
  }
  const given = samples[type]!.good[0]!;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const { ref: _gone, heading: _old, ...rest } = given;
  return rest;
}

describe('every field type in the hands of a cataloger', () => {
  let platform: TestPlatform;
  let browser: Browser;
  let seeded: SeededCollection;
  let fields: FieldDefinition[];
  let item: string;
  const { atWork, visit } = comers(() => ({ browser, url: platform.url }));
  const idOf = (type: string) => fields.find((one) => one.key === keyOf(type))!.id;
  const keyOf = (type: string) => `t${type.replace(/-./g, (found) => found[1]!.toUpperCase())}`;

  beforeAll(async () => {
    const types = [...(await PluginHost.load()).fieldTypes.keys()];
    platform = await startPlatform({ servers: 1, workers: 1 });
    seeded = await seedCollection(platform.url, platform.databaseUrl, 'dublin-core');
    const { admin, collection } = seeded;
    const base = `/collections/${collection.pid}`;
    const now = good(await admin.get(base));
    fields = types.map((type, at) => ({
      id: `every${String(at).padStart(3, '0')}`,
      key: keyOf(type),
      label: { 'zh-CN': type, en: type },
      type,
      options: options[type] ?? {},
      repeatable: true,
      required: 'no',
      internal: false,
      mapping: {},
      removed: false,
    }));
    const group = {
      key: 'every',
      label: { 'zh-CN': '各类字段', en: 'Every type' },
      fields: fields.map(({ id }) => id),
    };
    const schema = { ...now.schema, fields: [...now.schema.fields, ...fields], groups: [...now.schema.groups, group] };
    const presentation = { ...now.presentation, page: { ...now.presentation.page, groups: [group] } };
    const put = async (name: string, document: object) =>
      good(await admin.put(`${base}/drafts/${name}`, { baseVersion: now[`${name}Version`], revision: 0, document }))
        .revision;
    good(await admin.post(`${base}/drafts/publish`, { schema: await put('schema', schema) }));
    good(await admin.post(`${base}/drafts/publish`, { presentation: await put('presentation', presentation) }));
    const values: Values = completeValues(collection.schema, '各類字段一覽', 'T-1');
    for (const [type, value] of Object.entries(held)) values[idOf(type)] = [{ value }];
    item = good(await admin.post(`${base}/items`, { values })).pid as string;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  async function editing(size: { width: number; height: number } = widths.wide): Promise<Page> {
    const page = await atWork(size);
    await page.goto(`${platform.url}/console/items/${item}`);
    await ready(page);
    return page;
  }

  /** Each editor is fetched when it is first needed. */
  async function ready(page: Page): Promise<void> {
    for (const { type } of fields) {
      await field(page, keyOf(type))
        .locator('input, textarea, [role=combobox], [contenteditable=true]')
        .first()
        .waitFor();
    }
  }
  const boxesOf = (page: Page, type: string): Promise<Locator[]> =>
    field(page, keyOf(type))
      .locator(
        'input:not([type=number]):not([type=checkbox]):not([type=radio]):enabled, textarea:enabled, [contenteditable=true]',
      )
      .all();
  const said = (box: Locator): Promise<string> =>
    box.evaluate((element) =>
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? element.value
        : (element as HTMLElement).innerText.trim(),
    );
  const caret = (box: Locator, at: number): Promise<void> =>
    box.evaluate((element, where) => {
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
        element.setSelectionRange(where, where);
        return;
      }
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      getSelection()!.collapse(text, where);
    }, at);

  /** Letters one by one under the cursor, and the keys that an input method takes for itself on the way. */
  async function compose(ime: CDPSession, letters: string, keys: string[] = []): Promise<void> {
    for (let at = 1; at <= letters.length; at++) {
      const text = letters.slice(0, at);
      await ime.send('Input.imeSetComposition', { text, selectionStart: at, selectionEnd: at });
    }
    for (const key of keys) {
      // As browsers report a key that the input method has taken: with the key's own name, or as "process".
      for (const windowsVirtualKeyCode of [229, key === 'Enter' ? 13 : key === 'Escape' ? 27 : 40]) {
        await ime.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode });
        await ime.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode });
      }
    }
  }

  it('takes what an input method makes in every box of every type, and nothing that it only thinks of', async () => {
    const page = await editing();
    const ime = await page.context().newCDPSession(page);
    await page.evaluate(() => {
      const seen = { enters: 0, composed: 0, submits: 0 };
      Object.assign(window, { seen });
      window.addEventListener('keydown', (event) => event.isComposing && event.key === 'Enter' && seen.enters++, true);
      window.addEventListener('compositionend', () => seen.composed++, true);
      window.addEventListener('submit', () => seen.submits++, true);
    });
    const seen = () => page.evaluate(() => ({ ...(window as unknown as { seen: Record<string, number> }).seen }));
    const address = page.url();
    let tried = 0;
    for (const { type } of fields) {
      const count = (await boxesOf(page, type)).length;
      if (type !== 'boolean') expect([type, count > 0]).toEqual([type, true]);
      // From the last: what stands in a first box that is no address or no place closes those behind it.
      for (let at = count - 1; at >= 0; at--) {
        const box = (await boxesOf(page, type))[at]!;
        const name = `${type} ${at}: ${(await box.getAttribute('aria-label')) ?? (await box.getAttribute('placeholder')) ?? ''}`;
        const rows = await field(page, keyOf(type)).locator('.lf-row').count();
        await box.focus();
        await page.keyboard.press('ControlOrMeta+A');
        await page.keyboard.press('Delete');
        expect([name, await said(box)]).toEqual([name, '']);
        await compose(ime, 'linlang', ['ArrowDown', 'Enter', 'Escape']);
        expect([name, await said(box)]).toEqual([name, 'linlang']);
        await ime.send('Input.insertText', { text: '琳琅' });
        expect([name, await said(box)]).toEqual([name, '琳琅']);
        // Between the two: nothing moves the caret away, and what stands there stays.
        await caret(box, 1);
        await compose(ime, "mi'ge", ['Enter']);
        await ime.send('Input.insertText', { text: '祕𠀀' });
        expect([name, await said(box)]).toEqual([name, '琳祕𠀀琅']);
        // Given up: what was there before is there again.
        await compose(ime, 'lin');
        await ime.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
        expect([name, await said(box)]).toEqual([name, '琳祕𠀀琅']);
        expect([name, await field(page, keyOf(type)).locator('.lf-row').count()]).toEqual([name, rows]);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(35);
    const { enters, composed, submits } = await seen();
    expect(submits).toBe(0);
    expect(enters).toBeGreaterThanOrEqual(tried * 2);
    expect(composed).toBeGreaterThanOrEqual(tried * 2);
    expect(page.url()).toBe(address);
    await saved(page);
    await screenshot(page, 'field-types-composed', true);
    const draft = good(await seeded.admin.get(`/items/${item}`)).draft.values as Values;
    for (const { type, id } of fields.filter((one) => one.type !== 'boolean')) {
      const words = JSON.stringify(draft[id] ?? null);
      expect([type, words.includes('琳祕𠀀琅')]).toEqual([type, true]);
      expect([type, /linlang|mi'ge/.test(words)]).toEqual([type, false]);
    }
  });

  it('chooses what is suggested when it is told to, and never while the input method has the keys', async () => {
    const { admin, library } = seeded;
    good(await admin.post('/agents', { library: library.pid, kind: 'person', name: { 'zh-Hant': '琳琅閣主' } }));
    const page = await editing();
    const ime = await page.context().newCDPSession(page);
    const row = field(page, keyOf('agent'));
    const box = row.locator('input[role=combobox]');
    await box.fill('');
    await ime.send('Input.insertText', { text: '琳琅' });
    await row.getByRole('option', { name: '琳琅閣主' }).waitFor();
    // What is typed is a name by itself: Enter takes nothing that the arrows have not come to.
    expect(await box.getAttribute('aria-activedescendant')).toBeNull();
    await page.keyboard.press('Enter');
    expect([await said(box), await row.getByText('已关联规范记录').count()]).toEqual(['琳琅', 0]);
    await page.keyboard.press('ArrowDown');
    const meant = row.getByRole('option').first();
    expect(await meant.getAttribute('aria-selected')).toBe('true');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await meant.getAttribute('id'));
    expect(await box.getAttribute('aria-controls')).toBe(await row.getByRole('listbox').getAttribute('id'));
    // A pointer that only passes over takes nothing from the keys.
    await meant.hover();
    await page.mouse.move(1, 1);
    expect(await meant.getAttribute('aria-selected')).toBe('true');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await meant.getAttribute('id'));
    await compose(ime, 'ge', ['Enter', 'Escape']);
    expect(await said(box)).toBe('琳琅ge');
    await ime.send('Input.insertText', { text: '閣' });
    expect(await said(box)).toBe('琳琅閣');
    expect(await row.getByText('已关联规范记录').count()).toBe(0);
    await row.getByRole('option', { name: '琳琅閣主' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await row.getByText('已关联规范记录').waitFor();
    expect(await said(box)).toBe('琳琅閣主');
    // A term by the first of its letters: the list opens over what is composed, and takes nothing of it.
    const term = field(page, keyOf('term'));
    await term.locator('input[role=combobox]').fill('');
    await compose(ime, 'jing', ['ArrowDown', 'Enter']);
    expect(await said(term.locator('input[role=combobox]'))).toBe('jing');
    await ime.send('Input.insertText', { text: '经部' });
    await term.getByRole('option').first().waitFor();
    expect(await said(term.locator('input[role=combobox]'))).toBe('经部');
  });

  it('puts values in order by keyboard and by hand', async () => {
    const page = await editing();
    const row = field(page, keyOf('text'));
    const boxes = row.locator('.lf-row input.k-input');
    const texts = () => boxes.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    await boxes.first().fill('甲');
    for (const next of ['乙', '丙']) {
      await page.keyboard.press('Alt+Enter');
      await page.keyboard.type(next);
    }
    expect(await texts()).toEqual(['甲', '乙', '丙']);
    await page.keyboard.press('Alt+ArrowUp');
    expect(await texts()).toEqual(['甲', '丙', '乙']);
    await page.keyboard.press('Alt+ArrowUp');
    expect(await texts()).toEqual(['丙', '甲', '乙']);
    expect(await boxes.first().evaluate((one) => one === document.activeElement)).toBe(true);
    const handle = (at: number) => row.locator('.lf-handle').nth(at);
    await handle(0).scrollIntoViewIfNeeded();
    const places = await Promise.all([0, 1, 2].map(async (at) => (await handle(at).boundingBox())!));
    const x = places[0]!.x + 9;
    await page.mouse.move(x, places[0]!.y + 19);
    await page.mouse.down();
    // Straight down along the handles, as a hand does that trembles a little: a row that glides aside is no place to drop on,
    // and becomes one when it has come to rest.
    for (const [at, order] of ['甲丙乙', '甲乙丙'].entries()) {
      let shake = 0;
      await eventually(
        async () => {
          await page.mouse.move(x, places[at + 1]!.y + 19 + (shake++ % 3), { steps: 3 });
          return (await texts()).join('');
        },
        (shown) => shown === order,
      );
    }
    await page.mouse.up();
    await page.waitForFunction(
      (key) =>
        [...document.querySelectorAll<HTMLInputElement>(`[data-key="${key}"] .lf-row input.k-input`)]
          .map((one) => one.value)
          .join('') === '甲乙丙',
      keyOf('text'),
    );
    await saved(page);
    const draft = good(await seeded.admin.get(`/items/${item}`)).draft.values as Values;
    expect(draft[idOf('text')]!.map(({ value }) => (value as { text: string }).text)).toEqual(['甲', '乙', '丙']);
  });

  it('says what cannot be read, and loses none of it', async () => {
    const page = await editing();
    const wrong: [type: string, box: number, text: string, why: string][] = [
      ['number', 0, '十二', '这里要填数字'],
      ['measurement', 1, '尺二', '这里要填数字'],
      ['place', 2, '北緯', '这里要填数字'],
      ['segments', 0, '片头', '时间写成'],
      ['url', 0, 'example', '网址要以'],
      ['file', 0, '授权书.pdf', '请填已上传文件'],
      ['point', 0, '湖濱', '填得不合要求'],
    ];
    for (const [type, at, text] of wrong) await (await boxesOf(page, type))[at]!.fill(text);
    await saved(page);
    await page.reload();
    await ready(page);
    for (const [type, at, text] of wrong)
      expect([type, await said((await boxesOf(page, type))[at]!)]).toEqual([type, text]);
    await page.keyboard.press('ControlOrMeta+S');
    for (const [type, , , why] of wrong)
      await field(page, keyOf(type)).locator('.lf-problem', { hasText: why }).first().waitFor();
    await screenshot(page, 'field-types-unread', true);
  });

  it('shows readers every type by its parts, with what a cataloger added, on wide and narrow screens', async () => {
    const { admin, collection } = seeded;
    const values: Values = completeValues(collection.schema, '各類字段', 'T-2');
    const told = { certainty: 'doubtful', source: '金石錄', asWritten: '原文照錄' } as const;
    for (const { type, id } of fields) values[id] = [{ value: sampleOf(type), ...told }, { blank: 'illegible' }];
    const made = good(await admin.post(`/collections/${collection.pid}/items`, { values }));
    good(await admin.post(`/items/${made.pid}/publish`, { version: made.version }));
    for (const [lang, size] of [
      ['', widths.wide],
      ['/en', widths.wide],
      ['', widths.narrow],
      ['/en', widths.narrow],
    ] as const) {
      const page = await visit(`${lang}/i/${made.pid}`, size);
      const parts = (label: string) => page.locator('.field-row', { has: page.locator('dt', { hasText: label }) });
      const compound = parts('compound').first();
      expect((await compound.locator('.value-part').allInnerTexts()).map((line) => line.replace(/\s+/g, ' '))).toEqual(
        lang
          ? ['Legend 清白堂印', 'Owner 沈氏', 'Size 边框 3 × 2 cm']
          : ['印文 清白堂印', '藏家 沈氏', '尺寸 边框 3 × 2 cm'],
      );
      const line = async (label: string) =>
        (await parts(label).locator('.value-part').first().innerText()).replace(/\s+/g, ' ');
      const doubt = lang ? 'Doubtful' : '疑';
      expect(await line('measurement')).toBe(
        lang ? `block frame H 20.1 × W 14.2 cm${doubt}` : `版框 高 20.1 × 宽 14.2 cm${doubt}`,
      );
      const agent = parts('agent').locator('.value').first().locator('a, .value-text').first();
      expect(await agent.innerText()).toBe(lang ? '紀昀 (Qing), compiler' : '〔清〕紀昀 纂');
      // A table of contents has a place of its own, above the fields.
      await page.locator('.item-fields').getByText('星野').first().waitFor();
      for (const added of ['.value-certainty', '.value-blank', 'text=金石錄', 'text=原文照錄']) {
        expect([added, await page.locator(added).count()]).toEqual([added, fields.length - 1]);
      }
      expect(await tooWide(page)).toBeLessThanOrEqual(0);
      await screenshot(page, `field-types${lang ? '-en' : ''}-${size.width}`, true);
      expect(await barriers(page, '.item-fields')).toEqual([]);
    }
  });
});
