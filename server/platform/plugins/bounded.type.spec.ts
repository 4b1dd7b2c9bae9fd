import { z } from 'zod';
import type { FieldType } from '../../contract/plugin.js';
import { bounded } from './bounded.type.js';
import { PluginHost } from './plugin.host.js';

const issuesOf = (type: FieldType, given: unknown) =>
  type.value.safeParse(given).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('a bounded field type', () => {
  let host: PluginHost;
  beforeAll(async () => {
    host = await PluginHost.load();
  });

  test.each([
    ['a text', (long: string) => long],
    ['a part', (long: string) => ({ name: long })],
    ['a part of a part', (long: string) => ({ name: 'x', heading: { en: [long] } })],
    ['a name of a part', (long: string) => ({ [long]: 'x' })],
  ])('is not shown %s that is longer than it reads', (_, make) => {
    let asked = 0;
    const value = z.preprocess((given) => (asked++, given), z.json());
    const type = bounded({ key: 'x', value, options: z.object({}), longest: 300 } as unknown as FieldType);
    expect(issuesOf(type, make('x'.repeat(301)))).toEqual([['', 'longer than 300']]);
    expect(asked).toBe(0);
    expect(issuesOf(type, make('x'.repeat(300)))).toBeUndefined();
    expect(asked).toBe(1);
  });

  test('reads no words that are longer', () => {
    const read = (words: string) => words;
    const type = bounded({ key: 'x', value: z.string(), options: z.object({}), read } as unknown as FieldType);
    expect([type.read!('x'.repeat(2000), {}), type.read!('x'.repeat(2001), {})]).toEqual(['x'.repeat(2000), undefined]);
  });

  test('is so as a part of another as well', () => {
    const compound = host.fieldType('compound');
    const options = compound.options.parse({ parts: [{ key: 'who', label: { en: 'Who' }, type: 'agent' }] });
    const faults = compound.faults!({ who: 'x'.repeat(2001) }, options);
    expect(faults).toEqual([{ path: ['who'], message: 'longer than 2000' }]);
  });

  test.each(['agent', 'place', 'term', 'url', 'measurement', 'identifier', 'number', 'link', 'file', 'region'])(
    'stands for %s without a word of its own',
    (key) => {
      expect(issuesOf(host.fieldType(key), '〔'.repeat(100_000))).toEqual([['', 'longer than 2000']]);
    },
  );

  test('lets long texts be long', () => {
    for (const key of ['text', 'long-text', 'transcription', 'rich-text', 'contents'])
      expect([key, issuesOf(host.fieldType(key), '章\n'.repeat(1500))]).toEqual([key, undefined]);
  });
});
