import { recordSamples } from '../../../tests/support/record.samples.js';
import { configOf, valueRules } from '../../../tests/support/values.js';
import type { CollectionConfig } from '../../contract/collection.js';
import { relations } from '../../contract/relations.js';
import type { Values } from '../../contract/values.js';
import { carriedValues } from '../catalog/carried.values.js';
import { FieldViews } from '../catalog/field.views.js';
import { ValueService } from '../schema/value.service.js';
import { templates } from '../schema/templates/index.js';
import { exportRecord } from './export.record.js';
import { recordFormats } from './record.formats.js';

const pids = { item: 'smpr0001d', linked: 'smpr0002p', file: 'smpf00015', collection: 'smpc0001w' };
const samples = recordSamples(pids.linked, pids.file);
const keys = templates.map(({ key }) => key);

/** Every field under another key: the order of none is that of its former one. */
const renamed = (config: CollectionConfig): CollectionConfig => ({
  ...config,
  schema: {
    ...config.schema,
    fields: config.schema.fields.map((field, at) => ({ ...field, key: `renamed${(at * 37) % 401}` })),
  },
});

/** The same fields with ids of their own, as another collection has them. */
const elsewhere = (config: CollectionConfig): CollectionConfig => ({
  ...config,
  schema: { ...config.schema, fields: config.schema.fields.map((field) => ({ ...field, id: `${field.id}o` })) },
});

describe.each(keys)('under other keys, %s', (template) => {
  let rules: ValueService;
  let config: CollectionConfig;
  let values: Values;

  beforeAll(async () => {
    rules = await valueRules();
    const made = configOf(template);
    config = made;
    const given: Values = Object.fromEntries(
      Object.entries(samples[template]!).map(([key, value]) => [
        made.id(key),
        (Array.isArray(value) ? value : [value]).map((one) => ({ value: one })),
      ]),
    );
    ({ values } = await rules.check(config, given, 'publish', { libraryId: null }));
  });

  it('writes the same records', () => {
    const written = ({ schema }: CollectionConfig) => {
      const record = exportRecord(
        {
          pid: pids.item,
          title: rules.forms.titleOf(config, values),
          kind: templates.find(({ key }) => key === template)!.kind,
          library: { 'zh-CN': '之江大学图书馆' },
          collection: { pid: pids.collection, name: { 'zh-CN': '样本库' } },
          fields: schema.fields.filter((field) => !field.internal),
          values,
          jsonld: { '@type': 'CreativeWork' },
          enteredAt: new Date('2026-11-20T08:00:00Z'),
          changedAt: new Date('2026-11-21T09:30:05Z'),
          version: '1.1',
          openToAll: true,
        },
        rules,
        'https://linlang.example.org',
      );
      return Object.values(recordFormats).map(({ write }) => write(record));
    };
    expect(written(renamed(config))).toEqual(written(config));
  });

  it('is cited in the same words', () => {
    const views = new FieldViews(rules);
    const cited = (one: CollectionConfig) => [
      views.citation(one, values, { title: '題', kind: 'book' }, 'zh-CN'),
      views.card(one, values, '題', 'en'),
      views.jsonld(one, values),
    ];
    expect(cited(renamed(config))).toEqual(cited(config));
  });

  test.each(relations.map((kind) => [kind.key, kind] as const))('hands on the same: %s', (_, kind) => {
    const [own, other] = [config, elsewhere(config)];
    for (const inside of [true, false]) {
      const source = { config: own, values, inside };
      for (const target of [own, other]) {
        const before = carriedValues(kind, source, target);
        expect(carriedValues(kind, source, renamed(target))).toEqual(before);
        expect(carriedValues(kind, { ...source, config: renamed(own) }, target)).toEqual(before);
      }
    }
  });
});

describe('what is handed on', () => {
  it('is what the relation says, by the roles of the fields', () => {
    const stone = configOf('rubbing');
    const there = elsewhere(configOf('rubbing'));
    const at = ({ schema }: CollectionConfig, core: string): string =>
      schema.fields.find((field) => field.core === core)!.id;
    const said = (text: string) => [{ value: text }];
    const roles = ['title', 'identifier', 'callNo', 'stoneAgent', 'script', 'rubbed', 'seal', 'rights', 'recordSource'];
    const values = Object.fromEntries(roles.map((core) => [at(stone, core), said(core)]));
    const impression = relations.find(({ key }) => key === 'impression-of')!;
    const handed = (inside: boolean) =>
      Object.keys(carriedValues(impression, { config: stone, values, inside }, renamed(there))).sort();
    const open = ['title', 'stoneAgent', 'script'];
    expect(handed(false)).toEqual(open.map((core) => at(there, core)).sort());
    expect(handed(true)).toEqual([...open, 'rights', 'recordSource'].map((core) => at(there, core)).sort());
  });

  it('goes from a field without a role to the one that stands for the same elsewhere, or to none', () => {
    const book = configOf('ancient-book');
    const there = elsewhere(book);
    const values = Object.fromEntries(['taboo', 'carver', 'grade'].map((key) => [book.id(key), [{ value: key }]]));
    const copy = relations.find(({ key }) => key === 'copy-of')!;
    const source = { config: book, values, inside: true };
    const handed = (target: CollectionConfig) => Object.keys(carriedValues(copy, source, target)).sort();
    expect(handed(renamed(there))).toEqual(['taboo', 'carver'].map((key) => `${book.id(key)}o`).sort());
    const [taboo, carver] = [`${book.id('taboo')}o`, `${book.id('carver')}o`];
    const twice = renamed(there);
    const one = twice.schema.fields.find(({ id }) => id === taboo)!;
    twice.schema.fields.unshift({ ...one, id: 'twice00001', label: { 'zh-CN': '讳例' } });
    expect(handed(twice)).toEqual([taboo, carver].sort());
    one.label = { 'zh-CN': '避讳字' };
    expect(handed(twice)).toEqual([carver]);
  });
});
