import type { Grant, Role } from '../../contract/permissions.js';
import { collectionEdit, itemEdit, libraryEdit, recordEdit } from './edit.path.js';

const as = (role: Role, libraryId: number | null, collectionId: number | null = null): { grants: Grant[] } => ({
  grants: [{ role, libraryId, collectionId }],
});
const item = { pid: 'item1', library_id: 1, collection_id: 11 };
const collection = { id: 11, pid: 'coll1', libraryId: 1 };
const library = { id: 1, pid: 'libr1' };
const everywhere = (asking: { grants: Grant[] }) => [
  itemEdit(asking, item),
  collectionEdit(asking, collection),
  libraryEdit(asking, library),
];

describe('where staff change what a page shows', () => {
  const all = ['items/item1', 'collections/coll1/design', 'libraries/libr1'];
  const [record] = all;
  test.each([
    ['nobody known', { grants: [] }, []],
    ['a reader of that library', as('reader', 1), []],
    ['who catalogs that library', as('cataloger', 1), [record]],
    ['who reviews that collection alone', as('reviewer', 1, 11), [record]],
    ['who catalogs another collection of it', as('cataloger', 1, 12), []],
    ['its admin', as('library-admin', 1), all],
    ['the admin of another library', as('library-admin', 2), []],
    ['an admin of the platform', as('platform-admin', null), all],
  ])('%s', (_, asking, found) => {
    expect(everywhere(asking).filter((path) => path !== undefined)).toEqual(found);
  });

  test('pages and links of an item have places of their own', () => {
    const asking = as('cataloger', 1);
    expect(itemEdit(asking, item, '/pages')).toBe('items/item1/pages');
    expect(itemEdit(asking, item, '/links')).toBe('items/item1/links');
  });

  test('names have their page, a term its vocabulary, where it is looked for', () => {
    const name = { 'zh-CN': '沈砚农', en: 'Shen Yannong' };
    const plain = { pid: 'auth1', vocabularyPid: null, name };
    expect(recordEdit({ ...plain, kind: 'agent' })).toBe('authorities/agents/auth1');
    expect(recordEdit({ ...plain, kind: 'place' })).toBe('authorities/places/auth1');
    const term = recordEdit({ kind: 'term', pid: 'term1', vocabularyPid: 'voca1', name: { en: 'Rubbing & ink' } });
    expect(term).toBe('authorities/vocabularies/voca1?q=Rubbing+%26+ink&term=term1');
  });
});
