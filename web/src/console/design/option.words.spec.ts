import { readdirSync } from 'node:fs';
import { z } from 'zod';
import type { PluginDefinition } from '../../../../server/contract/plugin.js';
import english from '../../locales/en/console.json' with { type: 'json' };
import chinese from '../../locales/zh-CN/console.json' with { type: 'json' };
import { settable } from './type.options.js';

const folder = new URL('../../../../plugins/', import.meta.url);
it('calls what each of our types lets one set by a name, in both languages', async () => {
  const types: PluginDefinition[] = [];
  for (const name of readdirSync(folder).filter((one) => one.startsWith('field-'))) {
    const { default: plugin } = (await import(new URL(`${name}/plugin.ts`, folder).href)) as {
      default: PluginDefinition;
    };
    types.push(plugin);
  }
  const names = types
    .flatMap(({ provides }) => (typeof provides === 'function' ? [] : (provides.fieldTypes ?? [])))
    .flatMap(({ options }) => settable(z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' })))
    .map(({ name }) => name);
  expect(names).toContain('dynasty');
  for (const words of [english, chinese]) {
    const known = Object.keys(words.console.design.options);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  }
});
