import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Component, createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { Json } from '../../server/contract/values.js';
import { PluginHost } from '../../server/platform/plugins/plugin.host.js';
import { editorsKey } from '../../web/kit/editors.js';
import type { LazyPart, WebPlugin } from '../../web/kit/plugin.js';
import { ThingsOf } from './field-type.things.js';
import { samples } from './field-type.samples.js';

const plugins = fileURLToPath(new URL('../../plugins', import.meta.url));

/** The browser halves, as the build gathers them. */
async function webHalves(): Promise<WebPlugin[]> {
  const found: WebPlugin[] = [];
  for (const name of readdirSync(plugins).filter((one) => one.startsWith('field-'))) {
    const file = join(plugins, name, 'web.ts');
    if (!existsSync(file)) continue;
    const { default: half } = (await import(pathToFileURL(file).href)) as { default: WebPlugin };
    expect(half.name).toBe(name);
    found.push(half);
  }
  return found;
}

async function loaded(part: Component | LazyPart): Promise<Component> {
  return typeof part === 'function' && !('props' in part) ? (await (part as LazyPart)()).default : (part as Component);
}

describe('editors and views of field types', () => {
  let host: PluginHost;
  const editors = new Map<string, Component>();
  const views = new Map<string, Component>();

  beforeAll(async () => {
    host = await PluginHost.load();
    for (const half of await webHalves()) {
      for (const [type, part] of Object.entries(half.fieldEditors ?? {})) editors.set(type, await loaded(part));
      for (const [type, part] of Object.entries(half.fieldViews ?? {})) views.set(type, part);
    }
  });

  test('every built-in type can be edited', () => {
    expect([...editors.keys()].sort()).toEqual(Object.keys(samples).sort());
    expect([...views.keys()].filter((type) => !host.fieldTypes.has(type))).toEqual([]);
  });

  const render = (component: Component, props: Record<string, unknown>): Promise<string> => {
    const app = createSSRApp({ render: () => h(component, props) });
    app.provide(editorsKey, (type: string) => editors.get(type));
    app.config.warnHandler = (message) => {
      throw new Error(message);
    };
    return renderToString(app);
  };

  test.each(Object.keys(samples))(
    '%s: an empty control with a name to find it by, and one with each value',
    async (type) => {
      const options = samples[type]!.options?.[0] ?? {};
      const field = { id: 'f0001', key: type, label: { zh: type }, type, options, repeatable: false, required: 'no' };
      const draw = (modelValue: Json | null, locale = 'zh-CN', more = {}) =>
        render(editors.get(type)!, { id: 'control', field, options, modelValue, locale, ...more });
      const empty = await draw(null);
      expect(empty).toContain('id="control"');
      expect(empty).not.toMatch(/undefined|NaN|\[object/);
      expect(await draw(null, 'zh-CN', { disabled: true })).toContain('disabled');
      expect(await draw(null, 'zh-CN', { invalid: true, describedBy: 'why' })).toContain('why');
      for (const given of samples[type]!.good) {
        const { stored } = new ThingsOf(host.fieldType(type), given, host.fieldType(type).options.parse(options));
        for (const locale of ['zh-CN', 'en']) {
          const html = await draw(stored, locale);
          expect(html).toContain('id="control"');
          expect(html).not.toMatch(/>undefined<|="undefined"|NaN|\[object/);
        }
      }
    },
  );

  test('views are drawn on the server, for old and odd data too', async () => {
    for (const [type, view] of views) {
      const { stored, options } = new ThingsOf(host.fieldType(type), samples[type]!.good[0]!, {});
      const text = host.fieldType(type).display(stored, options, 'zh-CN');
      for (const data of [stored, undefined, {}, null]) {
        const html = await render(view, { value: { text, data }, options: {}, locale: 'zh-CN' });
        expect(html).not.toMatch(/undefined|NaN|\[object|javascript:/);
      }
      const html = await render(view, { value: { text, data: stored }, options: {}, locale: 'zh-CN' });
      for (const word of samples[type]!.found.slice(0, 1)) expect(html).toContain(word);
    }
  });
});
