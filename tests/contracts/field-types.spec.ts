import { PluginHost } from '../../server/platform/plugins/plugin.host.js';
import { fieldTypeContract } from './field-type.contract.js';
import { samples } from './field-type.samples.js';

let host: Promise<PluginHost> | undefined;
const load = (): Promise<PluginHost> => (host ??= PluginHost.load());

test('every built-in field type is tried here', async () => {
  expect([...(await load()).fieldTypes.keys()].sort()).toEqual(Object.keys(samples).sort());
});

for (const [key, sample] of Object.entries(samples)) {
  fieldTypeContract(key, async () => (await load()).fieldType(key), sample);
}
