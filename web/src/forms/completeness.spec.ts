import { CollectionSchema } from '../../../server/contract/collection.js';
import { partsLacking } from '../../../plugins/field-compound/parts.lacking.js';
import { isPartUnsure } from '../../../plugins/field-compound/web/part.unsure.js';
import { isUnsure } from '../../../plugins/field-term/term.unsure.js';
import { lacking } from '../../../server/contract/completeness.js';
import type { Values } from '../../../server/contract/values.js';
import type { RuleOf } from '../../kit/plugin.js';
import { formGroups, recordStanding, standingTroubles } from './completeness.js';
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
  const ruleOf: RuleOf = (type) =>
    ({ compound: { lacks: partsLacking, unsure: isPartUnsure }, term: { unsure: isUnsure } })[type];
  const percent = (values: Values, of = schema) => recordStanding(of, values, ruleOf).percent;

  it('counts what publication asks for, and "not known" as an answer', () => {
    expect(percent({})).toBe(0);
    expect(percent({ f001: [{ value: '錢塘縣志' }] })).toBe(50);
    expect(percent({ f001: [{ value: '錢塘縣志' }], f002: [{ blank: 'undated' }] })).toBe(100);
  });

  it('asks for less of a draft', () => {
    const missing = (stage: 'draft' | 'publish') =>
      lacking(schema.fields, {}, stage, () => []).map(({ field }) => field.id);
    expect(missing('draft')).toEqual(['f001']);
    expect(missing('publish')).toEqual(['f001', 'f002']);
  });

  const shelf = CollectionSchema.parse({
    fields: [
      {
        id: 'f001',
        key: 'callNo',
        label: { zh: '馆藏索书号' },
        type: 'compound',
        required: 'publish',
        options: {
          parts: [
            { key: 'location', label: { zh: '馆藏地' }, type: 'text' },
            { key: 'number', label: { zh: '索书号' }, type: 'text', required: true },
            { key: 'status', label: { zh: '状态' }, type: 'term', vocabulary: 'shelf-status' },
          ],
        },
      },
      { id: 'f002', key: 'siku', label: { zh: '四部分类' }, type: 'term', vocabulary: 'siku' },
      { id: 'f003', key: 'word', label: { zh: '主题' }, type: 'term', vocabulary: 'clc', options: { open: true } },
    ],
    groups: [],
  });
  const place = { location: { text: '善本书库' } };
  const whole = { ...place, number: { text: '善 01' } };

  it('asks a value that is there for the parts that make it one, and takes a blank for all of them', () => {
    const half = { f001: [{ value: place }] };
    expect(recordStanding(shelf, half, ruleOf)).toMatchObject({
      percent: 0,
      missing: [{ id: 'f001' }],
      lacks: [{ at: 0, part: { key: 'number', label: { zh: '索书号' } } }],
    });
    expect(lacking(shelf.fields, half, 'draft', ({ options }, value) => partsLacking(value, options))).toEqual([]);
    expect(percent({ f001: [{ value: { ...place, number: { text: ' ' } } }] }, shelf)).toBe(0);
    expect(percent({ f001: [{ value: whole }] }, shelf)).toBe(100);
    expect(percent({ f001: [{ blank: 'unknown' }] }, shelf)).toBe(100);
  });

  it('is never whole while a word may not be in its vocabulary, nor once the server has not found it', () => {
    const word = (said: string) => [{ value: { label: { 'zh-CN': said } } }];
    const filled = { f001: [{ value: whole }] };
    expect(percent({ ...filled, f003: word('論語') }, shelf)).toBe(100);
    const typed = { ...filled, f002: word('論語') };
    expect(percent(typed, shelf)).toBe(50);
    expect(percent({ ...filled, f002: [{ value: { code: 'jing' } }] }, shelf)).toBe(100);
    expect(percent({ f001: [{ value: { ...whole, status: { label: { 'zh-CN': '在架' } } } }] }, shelf)).toBe(0);

    const looked = (troubles: { path: string; code: string }[]) => ({ values: typed, troubles });
    expect(recordStanding(shelf, typed, ruleOf, looked([])).percent).toBe(100);
    const found = looked([
      { path: 'f002.0', code: 'value.unknown-term' },
      { path: 'f001', code: 'value.required' },
    ]);
    expect(recordStanding(shelf, typed, ruleOf, found)).toMatchObject({
      percent: 50,
      wrong: [{ id: 'f002' }],
      missing: [],
    });
    expect(standingTroubles(shelf, typed, found)).toEqual([found.troubles[0]]);
    // What was found holds until somebody touches the field.
    const mended = { ...typed, f002: [{ value: { code: 'jing' } }] };
    expect(recordStanding(shelf, mended, ruleOf, found)).toMatchObject({ percent: 100, wrong: [] });
    expect(standingTroubles(shelf, mended, found)).toEqual([]);
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
