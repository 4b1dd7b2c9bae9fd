import {
  CollectionPresentation,
  CollectionSchema,
  type FieldDefinition,
} from '../../../../server/contract/collection.js';
import { type Design, removeField } from './design.edits.js';
import {
  addGroup,
  addPageGroup,
  changeGroup,
  changePageGroup,
  movePageGroup,
  orderGroup,
  removeGroup,
  removePageGroup,
  shiftField,
} from './design.groups.js';

const field = (id: string): FieldDefinition => ({
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
});
const groups = [
  { key: 'one', label: { 'zh-CN': '一' }, fields: ['aaaa', 'bbbb'] },
  { key: 'two', label: { 'zh-CN': '二' }, fields: ['cccc'] },
];
const design: Design = {
  schema: CollectionSchema.parse({ fields: [field('aaaa'), field('bbbb'), field('cccc')], groups }),
  presentation: CollectionPresentation.parse({
    searchFields: [],
    facets: [],
    sorts: [],
    card: { subtitle: [] },
    page: { groups, reading: {} },
  }),
};
const order = (now: Design) => now.schema.groups.map((group) => group.fields.join(' '));
const paged = (now: Design) => now.presentation.page.groups.map((group) => group.fields.join(' '));
const names = (now: Design) => now.presentation.page.groups.map((group) => group.label['zh-CN'] ?? '');

describe('groups of a design', () => {
  it('moves by keys within a group and over its edge, past fields that are not seen', () => {
    expect(order(shiftField(design, 'bbbb', -1))).toEqual(['bbbb aaaa', 'cccc']);
    expect(order(shiftField(design, 'bbbb', 1))).toEqual(['aaaa', 'bbbb cccc']);
    expect(order(shiftField(design, 'cccc', -1))).toEqual(['aaaa bbbb cccc', '']);
    expect(shiftField(design, 'aaaa', -1)).toBe(design);
    const unseen = removeField(design, 'bbbb', true);
    expect(order(shiftField(unseen, 'aaaa', 1))).toEqual(['bbbb', 'aaaa cccc']);
    expect(order(orderGroup(unseen, 'one', ['cccc', 'aaaa']))).toEqual(['cccc aaaa bbbb', '']);
  });

  it('lets only an empty group go', () => {
    const more = addGroup(design, { 'zh-CN': '三' });
    expect(more.schema.groups.map((group) => group.key)).toEqual(['one', 'two', 'group3']);
    expect(removeGroup(more, 'group3').presentation.page.groups).toHaveLength(2);
    expect(removeGroup(more, 'two').schema.groups).toHaveLength(3);
  });

  it('has the name of a new group on the page as well, until the page calls it otherwise', () => {
    const named = changeGroup(addGroup(design, {}), 'group3', { 'zh-CN': '修复与保护' });
    expect(names(named)).toEqual(['一', '二', '修复与保护']);
    const other = changePageGroup(named, 'group3', { 'zh-CN': '修复' });
    expect(names(changeGroup(other, 'group3', { 'zh-CN': '保护' }))).toEqual(['一', '二', '修复']);
    expect(other.schema.groups[2]!.label).toEqual({ 'zh-CN': '修复与保护' });
  });

  it('takes a field along on the page, where it stood as in the form', () => {
    const more = addGroup(design, { 'zh-CN': '三' });
    expect(paged(orderGroup(more, 'group3', ['bbbb']))).toEqual(['aaaa', 'cccc', 'bbbb']);
    expect(paged(shiftField(more, 'bbbb', 1))).toEqual(['aaaa', 'bbbb cccc', '']);
    expect(paged(orderGroup(more, 'two', ['cccc', 'aaaa']))).toEqual(['bbbb', 'cccc aaaa', '']);
    // The page had it elsewhere, or not at all: so it stays.
    const apart = orderGroup(removePageGroup(more, 'one'), 'group3', ['bbbb']);
    expect(paged(apart)).toEqual(['cccc', '']);
    expect(paged(orderGroup(design, 'one', ['bbbb', 'aaaa']))).toEqual(['aaaa bbbb', 'cccc']);
  });

  it('adds, moves and removes groups of the page alone', () => {
    const more = addPageGroup(design, { 'zh-CN': '页' });
    expect(more.schema).toEqual(design.schema);
    expect(names(movePageGroup(more, 'group3', -1))).toEqual(['一', '页', '二']);
    expect(names(removePageGroup(more, 'one'))).toEqual(['二', '页']);
  });
});
