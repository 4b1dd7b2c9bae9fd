import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { FieldView } from '../../server/contract/reader.js';
import { systemCaller } from '../../server/contract/caller.js';
import { PublishedService } from '../../server/modules/catalog/published.service.js';
import type { WebPlugin } from '../../web/kit/plugin.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outside = join(root, 'tests/fixtures/plugins');
const shelf = 'shelf00001';

/** A plugin that the platform was not built with: everything it adds must work as what is built in does. */
describe('a plugin from outside', () => {
  let app: TestApp;
  let seeded: SeededCollection;

  beforeAll(async () => {
    app = await startApp({ PLUGINS_DIR: outside });
    seeded = await seedCollection(app.url, app.databaseUrl, 'ancient-book');
    await app.work();
  });
  afterAll(async () => app?.stop());

  /** What a librarian does in the designer: a new field, searched, narrowed by, sorted by. */
  async function addField(): Promise<void> {
    const base = `/collections/${seeded.collection.pid}`;
    const { schema, presentation } = good(await seeded.admin.get(base));
    schema.fields.push({
      id: shelf,
      key: 'shelf',
      label: { 'zh-CN': '架位', en: 'Shelf' },
      type: 'shelf',
      options: { room: '善本' },
    });
    schema.groups.at(-1).fields.push(shelf);
    presentation.searchFields.push(shelf);
    presentation.facets.push({ field: shelf });
    presentation.sorts.push({ field: shelf });
    presentation.page.groups.at(-1).fields.push(shelf);
    for (const [part, document] of Object.entries({ schema, presentation })) {
      const draft = good(await seeded.admin.put(`${base}/drafts/${part}`, { baseVersion: 1, revision: 0, document }));
      good(await seeded.admin.post(`${base}/drafts/${part}/publish`, { revision: draft.revision }));
    }
  }

  async function publish(title: string, identifier: string, place: unknown): Promise<string> {
    const values = { ...completeValues(seeded.collection.schema, title, identifier), [shelf]: [{ value: place }] };
    const item = good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values }));
    good(await seeded.admin.post(`/items/${item.pid}/publish`, { version: item.version }));
    return item.pid as string;
  }

  it('is cataloged, searched and shown', async () => {
    await addField();
    const pid = await publish('錢塘縣志', 'ZJ-1', '3排12架4层');
    await publish('仁和縣志', 'ZJ-2', '善本 11排2架1层');

    const head = good(await seeded.admin.get(`/items/${pid}`));
    expect(head.values[shelf]).toEqual([{ value: { room: '善本', row: 3, bay: 12, shelf: 4 } }]);
    const wrong = await seeded.admin.put(`/items/${pid}`, {
      version: head.version,
      values: { ...head.values, [shelf]: [{ value: '三排' }] },
    });
    expect(wrong.body.fields).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'value.invalid' })]));

    const reader = app.visitor();
    const search = async (query: string) =>
      good(await reader.get(`/search?collection=${seeded.collection.pid}&${query}`));
    const all = await eventually(
      () => search('q='),
      (answer) => answer.total === 2,
    );
    const found = await search(`q=${encodeURIComponent('12架')}`);
    expect(found.items.map((item: { pid: string }) => item.pid)).toEqual([pid]);
    const facet = all.facets.find((one: { key: string }) => one.key === shelf);
    expect(facet.values.map((value: { label: string; count: number }) => [value.label, value.count]).sort()).toEqual([
      ['善本 11排', 1],
      ['善本 3排', 1],
    ]);
    const narrowed = await search(`q=&f=${encodeURIComponent(`${shelf}~善本/3`)}`);
    expect(narrowed.items.map((item: { pid: string }) => item.pid)).toEqual([pid]);

    const item = await app.app.get(PublishedService).item({ ...systemCaller('reader'), grants: [] }, pid);
    const field = item.groups.flatMap((group) => group.fields).find((one: FieldView) => one.id === shelf)!;
    expect(field.values[0]!.text).toBe('善本 3排12架4层');
    const webHalf = pathToFileURL(join(outside, 'field-shelf/web.ts')).href;
    const web = ((await import(webHalf)) as { default: WebPlugin }).default;
    const view = createSSRApp(web.fieldViews!['shelf']!, { value: field.values[0], options: {}, locale: 'zh-CN' });
    expect(await renderToString(view)).toBe('<span class="shelf" data-row="3">善本 3排12架4层</span>');
  });

  it('draws blocks of its own on pages', async () => {
    const webHalf = pathToFileURL(join(outside, 'block-hours/web.ts')).href;
    const web = ((await import(webHalf)) as { default: WebPlugin }).default;
    const { default: view } = await web.blocks!['hours']!.view();
    const block = { id: 'hours', kind: 'hours', options: { lines: [{ text: '八时至十七时' }] } };
    const props = { block, data: { newest: [] }, place: { kind: 'portal', scope: {}, items: 0 } };
    expect(await renderToString(createSSRApp(view, props))).toContain('<p>八时至十七时</p>');
    const { rows } = good(await seeded.admin.get('/block-kinds'));
    expect(rows.find(({ key }: { key: string }) => key === 'hours')).toMatchObject({ v: 2, columns: false });
  });

  it('is built beside the platform, and finds the contract by its public name', async () => {
    const { buildExtraPlugins } = (await import(pathToFileURL(join(root, 'server/launch/build-server.mjs')).href)) as {
      buildExtraPlugins(folders: string[], out: string, home: string): Promise<void>;
    };
    const out = mkdtempSync(join(root, 'dist/extra-'));
    try {
      await buildExtraPlugins([join(outside, 'field-shelf')], out, out);
      const plugin = pathToFileURL(join(out, 'field-shelf/plugin.js')).href;
      const script = `import(${JSON.stringify(plugin)}).then((m) => console.log(m.default.name, m.default.provides.fieldTypes[0].key))`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
      expect(stdout.trim()).toBe('field-shelf shelf');
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
