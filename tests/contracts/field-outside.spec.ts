import { fileURLToPath } from 'node:url';
import { PluginHost } from '../../server/platform/plugins/plugin.host.js';
import { fieldTypeContract } from './field-type.contract.js';

const outside = fileURLToPath(new URL('../fixtures/plugins', import.meta.url));

/** A plugin from elsewhere passes the suite that ours pass. */
fieldTypeContract('shelf', async () => (await PluginHost.load(outside)).fieldType('shelf'), {
  good: [{ room: '善本', row: 3, bay: 12, shelf: 4 }, '善本 3排12架4层', '7-1-2'],
  bad: ['三排', { row: 0, bay: 1, shelf: 1 }, { row: 1, bay: 1 }, '1-2'],
  options: [{ room: '书库' }],
  found: ['善本', '3排12架4层'],
  facet: '善本 3排',
  number: 3,
});

test('it stands beside the built-in ones', async () => {
  const host = await PluginHost.load(outside);
  expect(host.plugins.map((plugin) => plugin.name)).toEqual(expect.arrayContaining(['field-text', 'field-shelf']));
});
