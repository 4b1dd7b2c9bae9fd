import { CollectionSchema } from '../../../server/contract/collection.js';
import { completeness, formGroups, missingFields } from './completeness.js';
import { placeProblems } from './field.problems.js';

const schema = CollectionSchema.parse({
  fields: [
    { id: 'f001', key: 'title', label: { zh: '题名' }, type: 'text', required: 'draft' },
    { id: 'f002', key: 'date', label: { zh: '年代' }, type: 'date', required: 'publish' },
    { id: 'f003', key: 'note', label: { zh: '附注' }, type: 'text' },
    { id: 'f004', key: 'old', label: { zh: '旧字段' }, type: 'text', required: 'publish', removed: true },
  ],
  groups: [{ key: 'main', label: { zh: '题名与责任' }, fields: ['f001', 'f004', 'gone'] }],
});

describe('completeness of a record', () => {
  it('counts what publication asks for, and "not known" as an answer', () => {
    expect(completeness(schema, {})).toBe(0);
    expect(completeness(schema, { f001: [{ value: '錢塘縣志' }] })).toBe(50);
    expect(completeness(schema, { f001: [{ value: '錢塘縣志' }], f002: [{ blank: 'undated' }] })).toBe(100);
  });

  it('asks for less of a draft', () => {
    expect(missingFields(schema, {}, 'draft').map((field) => field.id)).toEqual(['f001']);
    expect(missingFields(schema, {}, 'publish').map((field) => field.id)).toEqual(['f001', 'f002']);
  });

  it('shows every living field once, grouped or not', () => {
    expect(formGroups(schema).map((group) => [group.key, group.fields.map((field) => field.id)])).toEqual([
      ['main', ['f001']],
      ['', ['f002', 'f003']],
    ]);
  });

  it('finds the field and the value a problem is about', () => {
    const { placed, elsewhere } = placeProblems(
      [
        { path: 'body.values.f001.2.value', code: 'too_big' },
        { path: 'f002', code: 'required' },
        { path: 'body.version', code: 'invalid_type' },
      ],
      new Set(['f001', 'f002']),
    );
    expect(placed.map(({ field, index }) => [field, index])).toEqual([
      ['f001', 2],
      ['f002', null],
    ]);
    expect(elsewhere).toHaveLength(1);
  });
});
