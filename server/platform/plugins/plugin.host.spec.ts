import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { definePlugin, type MediaHandler } from '../../contract/plugin.js';
import { BrokenPlugin, checkProvides, isCompatible } from './plugin.check.js';
import { PluginHost } from './plugin.host.js';
import { loadPlugins, pluginFoldersIn } from './plugin.loader.js';

const bad = fileURLToPath(new URL('../../../tests/fixtures/bad-plugins/', import.meta.url));
const at = (...names: string[]): string[] => names.map((name) => join(bad, name));

describe('refusing plugins', () => {
  const refused: [name: string, because: RegExp][] = [
    ['no-export', /no default export/],
    ['other-name', /calls itself "somebody-else"/],
    ['from-the-future', /contract \^2\.0\.0, and this platform offers 1\./],
    ['newer-minor', /contract \^1\.99\.0/],
    ['not-a-range', /definition\.compatible must be a caret range/],
    ['half-a-type', /provides\.fieldTypes\.0\.display must be a function/],
    ['half-a-link', /provides\.fieldTypes\.0\.linking\.seen must be a function/],
    ['early-importer', /provides has importers, which is not an extension point/],
    ['no-schema', /provides\.fieldTypes\.0\.value must be a zod schema/],
    ['needy-options', /options of field type "needy" do not have a default/],
    ['wants-options', /options\.limit is missing or wrong/],
    ['adds-routes', /routes, which is not an extension point/],
    ['throws-on-load', /cannot be loaded: the moon is in the wrong phase/],
    ['throws-on-provide', /provides\(\) failed: no licence file/],
    ['odd-media', /mediaHandlers\.0\.accepts\.0 must be media types/],
  ];

  test.each(refused)('%s', async (name, because) => {
    const failure = loadPlugins(at(name));
    await expect(failure).rejects.toThrow(because);
    await expect(failure).rejects.toBeInstanceOf(BrokenPlugin);
    await expect(failure).rejects.toThrow(`The plugin "${name}"`);
  });

  test('two that provide the same field type', async () => {
    await expect(loadPlugins(at('twin-a', 'twin-b'))).rejects.toThrow(
      /"twin-b" cannot be used: fieldTypes "twin" is already provided by the plugin "twin-a"/,
    );
  });

  test('one that is there twice', async () => {
    await expect(loadPlugins(at('twin-a', 'twin-a'))).rejects.toThrow(/"twin-a" cannot be used: it is there twice/);
  });

  test('options of the wrong kind, for one that takes none, and for one that is not there', async () => {
    await expect(loadPlugins(at('wants-options'), { 'wants-options': { limit: 'three' } })).rejects.toThrow(
      /options\.limit/,
    );
    await expect(loadPlugins(at('twin-a'), { 'twin-a': {} })).rejects.toThrow(/takes no options/);
    await expect(loadPlugins(at('twin-a'), { nobody: {} })).rejects.toThrow(/"nobody".*no such plugin/);
    await expect(loadPlugins(at('wants-options'), { 'wants-options': { limit: 3 } })).resolves.toHaveLength(1);
  });

  test('every bad example is tried here', async () => {
    const names = (await pluginFoldersIn(bad)).map((folder) => folder.split('/').pop());
    expect(names.sort()).toEqual([...refused.map(([name]) => name), 'twin-a', 'twin-b'].sort());
  });
});

test('every function of a field type is looked at, also those that a type may do without', () => {
  const plain = { key: 'plain', value: z.string(), options: z.object({}), text: () => [], display: () => '', index: () => ({}) }; // prettier-ignore
  const given = (more: object) =>
    checkProvides(definePlugin({ name: 'odd', version: '1.0.0', compatible: '^1.0.0', provides: { fieldTypes: [{ ...plain, ...more } as never] } }), undefined); // prettier-ignore
  expect(given({}).fieldTypes).toHaveLength(1);
  for (const name of ['words', 'read', 'spread', 'outline', 'fullText', 'parts', 'compose', 'dc', 'marc'])
    expect(() => given({ [name]: 'not a function' })).toThrow(`provides.fieldTypes.0.${name} must be a function`);
  expect(() => given({ linking: true })).toThrow(/provides\.fieldTypes\.0\.linking/);
});

test('a caret range takes the same major version and nothing newer than this contract', () => {
  expect(isCompatible('^1.0.0', '1.4.2')).toBe(true);
  expect(isCompatible('^1.4.2', '1.4.2')).toBe(true);
  expect(isCompatible('^1.4.3', '1.4.2')).toBe(false);
  expect(isCompatible('^1.5.0', '1.4.2')).toBe(false);
  expect(isCompatible('^2.0.0', '1.4.2')).toBe(false);
  expect(isCompatible('^0.3.0', '0.4.0')).toBe(false);
  expect(isCompatible('^1.0.0', '2.0.0-rc.1')).toBe(false);
});

test('a handler that names a media type wins over one that takes the family', () => {
  const handler = (key: string, accepts: string[]) => ({ key, accepts }) as MediaHandler;
  const host = new PluginHost([
    {
      name: 'a',
      version: '1.0.0',
      folder: '',
      provides: { mediaHandlers: [handler('any', ['image/*']), handler('tiff', ['image/tiff'])] },
    },
  ]);
  expect(host.mediaHandlerFor('image/tiff')?.key).toBe('tiff');
  expect(host.mediaHandlerFor('IMAGE/PNG; q=1')?.key).toBe('any');
  expect(host.mediaHandlerFor('text/plain')).toBeUndefined();
});

test('an unknown field type is a problem with its name', () => {
  expect(() => new PluginHost([]).fieldType('horoscope')).toThrow('plugin.missing-type');
});
