import {
  CollectionPresentation,
  CollectionSchema,
  type FieldDefinition,
} from '../../../../server/contract/collection.js';
import { addField, changeField, type Design, freeKey, removeField, retype } from './design.edits.js';

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

const groups = [
  { key: 'one', label: { 'zh-CN': '一' }, fields: ['aaaa', 'bbbb'] },
  { key: 'two', label: { 'zh-CN': '二' }, fields: ['cccc'] },
];
const design: Design = {
  schema: CollectionSchema.parse({ fields: [field('aaaa'), field('bbbb'), field('cccc')], groups }),
  presentation: CollectionPresentation.parse({
    searchFields: ['aaaa', 'bbbb'],
    facets: [{ field: 'bbbb' }],
    sorts: [{ field: 'bbbb' }],
    card: { subtitle: ['aaaa', 'bbbb'], summary: 'bbbb' },
    page: { groups, reading: {} },
  }),
};
const order = (now: Design) => now.schema.groups.map((group) => group.fields.join(' '));

describe('edits of a design', () => {
  it('adds a field to the form and to the page, after the one that is chosen', () => {
    const next = addField(design, 'one', field('dddd'), 'aaaa');
    expect(order(next)).toEqual(['aaaa dddd bbbb', 'cccc']);
    expect(next.presentation.page.groups[0]!.fields).toEqual(['aaaa', 'dddd', 'bbbb']);
    expect(addField(design, 'one', field('dddd', { internal: true })).presentation).toEqual(design.presentation);
    expect(freeKey(design, 'aaaa')).toBe('aaaa2');
    expect(freeKey(design, 'long-text')).toBe('longtext');
  });

  it('takes a published field out of use and keeps its places; a drafted one is gone everywhere', () => {
    const out = removeField(design, 'bbbb', true);
    expect(out.schema.fields[1]).toMatchObject({ id: 'bbbb', removed: true });
    expect(out.presentation).toEqual(design.presentation);
    const gone = removeField(changeField(design, 'cccc', { shownWhen: { field: 'bbbb', any: [] } }), 'bbbb', false);
    expect(JSON.stringify(gone)).not.toContain('bbbb');
  });

  it('gives another field the name and the places of one that changes its type', () => {
    const next = retype(design, 'bbbb', 'date', true, 'eeee');
    expect(next.schema.fields.map((one) => [one.id, one.key, one.type, one.removed, one.filledFrom])).toEqual([
      ['aaaa', 'aaaa', 'text', false, undefined],
      ['bbbb', 'bbbb', 'text', true, undefined],
      ['cccc', 'cccc', 'text', false, undefined],
      ['eeee', 'bbbb', 'date', false, 'bbbb'],
    ]);
    expect(JSON.stringify(next.presentation)).not.toContain('bbbb');
    expect(next.presentation.facets).toMatchObject([{ field: 'eeee', kind: 'years' }]);
    const drafted = retype(design, 'bbbb', 'date', false);
    expect(drafted.schema.fields).toHaveLength(3);
    expect(drafted.schema.fields[1]).toMatchObject({ id: 'bbbb', type: 'date' });
  });

  it('takes a meaning from a field whose new type cannot bear it', () => {
    const core = (role: 'date' | 'loss', type: string) =>
      retype(changeField(design, 'bbbb', { core: role }), 'bbbb', type, true, 'eeee').schema.fields.at(-1)!.core;
    expect([core('date', 'date'), core('date', 'text'), core('loss', 'number'), core('loss', 'date')]).toEqual([
      'date', undefined, 'loss', undefined,
    ]); // prettier-ignore
  });

  it('takes what becomes internal off everything public', () => {
    expect(JSON.stringify(changeField(design, 'bbbb', { internal: true }).presentation)).not.toContain('bbbb');
  });
});
