import { CollectionPresentation, CollectionSchema, type FieldDefinition } from './collection.js';
import { isShown, shownFields, wordsOf } from './condition.js';
import type { Values } from './values.js';
import { presentationDiff, schemaDiff } from './config.diff.js';

const field = (id: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  id,
  key: id,
  label: { 'zh-CN': id },
  type: 'text',
  options: {},
  repeatable: false,
  required: 'no',
  internal: false,
  mapping: {},
  removed: false,
  ...more,
});
const schema = (fields: FieldDefinition[], groups: [string, string[]][], review = true): CollectionSchema =>
  CollectionSchema.parse({
    fields,
    groups: groups.map(([key, ids]) => ({ key, label: { 'zh-CN': key }, fields: ids })),
    workflow: { review },
  });
const codes = (changes: { code: string; field?: { id: string } }[]) =>
  changes.map((change) => (change.field ? `${change.code} ${change.field.id}` : change.code));

describe('what differs between two versions', () => {
  const before = schema([field('aaaa'), field('bbbb'), field('cccc', { removed: true })], [['one', ['aaaa', 'bbbb']]]);

  it('says nothing of what is the same, whatever the order of its keys', () => {
    expect(schemaDiff(before, JSON.parse(JSON.stringify(before)) as CollectionSchema)).toEqual([]);
    const turned = { ...before, fields: before.fields.map((one) => Object.fromEntries(Object.entries(one).reverse())) };
    expect(schemaDiff(before, turned as CollectionSchema)).toEqual([]);
  });

  it('tells what the search box finds by, also where a role says it', () => {
    const change = (more: Partial<FieldDefinition>) =>
      schemaDiff(
        before,
        schema([field('aaaa', more), field('bbbb'), field('cccc', { removed: true })], [['one', ['aaaa', 'bbbb']]]),
      ).map(({ code, from, to }) => [code, from, to]);
    expect(change({ searched: false })).toEqual([['field.searched', true, false]]);
    expect(change({ searched: true })).toEqual([]);
    expect(change({ core: 'rights' })).toEqual([
      ['field.searched', true, false],
      ['field.core', null, 'rights'],
    ]);
  });

  it('tells new names, requirements, places, and what comes, goes and comes back', () => {
    const after = schema(
      [
        field('aaaa', { label: { 'zh-CN': '甲' }, required: 'publish' }),
        field('bbbb', { removed: true }),
        field('cccc'),
        field('dddd', { type: 'date', filledFrom: 'bbbb' }),
        field('eeee'),
      ],
      [
        ['two', ['cccc', 'eeee']],
        ['one', ['dddd', 'aaaa']],
      ],
      false,
    );
    expect(codes(schemaDiff(before, after)).sort()).toEqual([
      'field.added eeee',
      'field.label aaaa',
      'field.required aaaa',
      'field.returned cccc',
      'field.retyped dddd',
      'group.added',
      'review',
    ]);
    expect(schemaDiff(before, after).find((change) => change.code === 'field.retyped')).toMatchObject({
      from: 'text',
      to: 'date',
    });
    expect(codes(schemaDiff(after, before))).toContain('field.deleted eeee');
  });

  it('tells orders from contents in what readers see', () => {
    const page = (more: object) =>
      CollectionPresentation.parse({
        searchFields: ['aaaa', 'bbbb'],
        facets: [{ field: 'aaaa' }],
        sorts: [],
        card: { subtitle: ['aaaa'] },
        page: { groups: [], reading: {} },
        ...more,
      });
    const after = page({
      searchFields: ['bbbb', 'aaaa'],
      facets: [{ field: 'aaaa', limit: 20 }],
      sorts: [{ field: 'bbbb' }],
      card: { subtitle: [], summary: 'bbbb' },
    });
    expect(codes(presentationDiff(page({}), after, before.fields))).toEqual([
      'search.order',
      'facet.changed aaaa',
      'sort.added bbbb',
      'card.removed aaaa',
      'card.summary bbbb',
    ]);
  });
});

describe('a field that took another one’s place', () => {
  it('is the same field to readers', () => {
    const page = (id: string) =>
      CollectionPresentation.parse({
        searchFields: [id],
        facets: [{ field: id }],
        sorts: [],
        card: { subtitle: [id] },
        page: { groups: [{ key: 'one', label: { en: 'One' }, fields: [id] }], reading: {} },
      });
    const fields = [field('aaaa'), field('bbbb', { filledFrom: 'aaaa' }), field('cccc', { filledFrom: 'bbbb' })];
    expect(presentationDiff(page('aaaa'), page('cccc'), fields)).toEqual([]);
    expect(presentationDiff(page('aaaa'), page('dddd'), fields)).not.toEqual([]);
  });
});

describe('conditions', () => {
  it('read a value in one word, whatever its type', () => {
    expect(wordsOf({ code: 'stele', label: { 'zh-CN': '碑' } })).toEqual(['stele', '碑']);
    expect([wordsOf(true), wordsOf('x'), wordsOf({ text: '甲' }), wordsOf(undefined)]).toEqual([
      ['true'],
      ['x'],
      ['甲'],
      [],
    ]);
  });

  it('show a field for any answer, or for those that are named', () => {
    const any = { shownWhen: { field: 'aaaa', any: [] } };
    const named = { shownWhen: { field: 'aaaa', any: ['碑'] } };
    expect(isShown({}, {})).toBe(true);
    expect(isShown(any, {})).toBe(false);
    expect(isShown(any, { aaaa: [{ blank: 'unknown' }] })).toBe(true);
    expect(isShown(named, { aaaa: [{ blank: 'unknown' }] })).toBe(false);
    expect(isShown(named, { aaaa: [{ value: { code: 'stele', label: { 'zh-CN': '碑' } } }] })).toBe(true);
  });

  it('ask for nothing behind a field that is not asked for itself', () => {
    const chain = [
      { id: 'aaaa' },
      { id: 'bbbb', shownWhen: { field: 'aaaa', any: ['碑'] } },
      { id: 'cccc', shownWhen: { field: 'bbbb', any: [] } },
      { id: 'dddd', shownWhen: { field: 'gone', any: [] } },
    ];
    const ids = (values: Values) => shownFields(chain, values).map((field) => field.id);
    const all = { aaaa: [{ value: '碑' }], bbbb: [{ value: '額' }], gone: [{ value: 'x' }] };
    expect(ids(all)).toEqual(['aaaa', 'bbbb', 'cccc', 'dddd']);
    // bbbb keeps what it holds, and cccc is not asked for all the same.
    expect(ids({ ...all, aaaa: [{ value: '墓志' }] })).toEqual(['aaaa', 'dddd']);
    expect(ids({})).toEqual(['aaaa']);
  });

  it('that wait for each other hide nothing that is answered', () => {
    const circle = [
      { id: 'aaaa', shownWhen: { field: 'bbbb', any: [] } },
      { id: 'bbbb', shownWhen: { field: 'aaaa', any: [] } },
    ];
    expect(shownFields(circle, { aaaa: [{ value: 'x' }], bbbb: [{ value: 'y' }] })).toHaveLength(2);
    expect(shownFields(circle, {})).toHaveLength(0);
  });
});
