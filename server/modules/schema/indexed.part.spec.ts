import { CollectionPresentation, CollectionSchema } from '../../contract/collection.js';
import { indexedPart } from './indexed.part.js';

const field = (id: string, more: object = {}) => ({ id, key: id, label: { 'zh-CN': id }, type: 'text', ...more });
const schema = CollectionSchema.parse({
  fields: [
    field('title1', { core: 'title' }),
    field('agent1', { core: 'agent' }),
    field('inside', { internal: true }),
    field('plain1'),
  ],
  groups: [],
});
const presentation = CollectionPresentation.parse({
  searchFields: ['title1', 'agent1'],
  facets: [{ field: 'agent1' }, { field: 'title1', kind: 'years' }],
  sorts: [{ field: 'title1' }, { field: 'agent1' }],
  card: { subtitle: [] },
  page: { groups: [], reading: {} },
});
type Config = Parameters<typeof indexedPart>[0];
const after = (change: (config: Config) => void): string => {
  const config = structuredClone({ schema, presentation });
  change(config);
  return indexedPart(config);
};

describe('what of a configuration is indexed', () => {
  it.each<[string, (config: Config) => void]>([
    ['a colour', ({ presentation: p }) => void (p.theme.tokens.accent = '#123456')],
    ['a theme', ({ presentation: p }) => void (p.theme.name = 'ink')],
    ['a block', ({ presentation: p }) => void p.home.push({ kind: 'recent', v: 1, options: {}, hidden: false })],
    ['the page', ({ presentation: p }) => void (p.page.layout = 'viewer-side')],
    ['the order of facets', ({ presentation: p }) => void p.facets.reverse()],
    ['how many values a facet shows', ({ presentation: p }) => void (p.facets[0]!.limit = 20)],
    ['the order of search fields', ({ presentation: p }) => void p.searchFields.reverse()],
    ['the way of an order', ({ presentation: p }) => void (p.sorts[0]!.direction = 'desc')],
    ['the name of a field', ({ schema: s }) => void (s.fields[0]!.label = { en: 'Name' })],
    [
      'what a form asks',
      ({ schema: s }) => void Object.assign(s.fields[1]!, { required: 'publish', repeatable: true }),
    ],
    [
      'a field that nobody sees',
      ({ schema: s }) =>
        void s.fields.push(
          ...CollectionSchema.parse({ fields: [field('more', { internal: true })], groups: [] }).fields,
        ),
    ],
    ['what nobody sees of a hidden field', ({ schema: s }) => void (s.fields[2]!.options = { long: true })],
    ['a meaning that no search asks for', ({ schema: s }) => void (s.fields[3]!.core = 'publisher')],
    ['what the search box passes over by itself', ({ schema: s }) => void (s.fields[1]!.searched = true)],
    ['the workflow', ({ schema: s }) => void (s.workflow.review = false)],
  ])('is not %s', (_, change) => expect(after(change)).toBe(after(() => undefined)));

  it.each<[string, (config: Config) => void]>([
    ['a search field', ({ presentation: p }) => void p.searchFields.pop()],
    ['a facet', ({ presentation: p }) => void p.facets.pop()],
    ['the kind of a facet', ({ presentation: p }) => void (p.facets[0]!.kind = 'years')],
    ['which orders there are', ({ presentation: p }) => void p.sorts.reverse()],
    ['what a card shows', ({ presentation: p }) => void p.card.subtitle.push('agent1')],
    ['a field that becomes internal', ({ schema: s }) => void (s.fields[1]!.internal = true)],
    ['a field that is taken out', ({ schema: s }) => void (s.fields[1]!.removed = true)],
    ['what a field means', ({ schema: s }) => void (s.fields[1]!.core = 'place')],
    ['how a field reads its values', ({ schema: s }) => void (s.fields[1]!.options = { long: true })],
    ['when a field is shown', ({ schema: s }) => void (s.fields[1]!.shownWhen = { field: 'inside', any: ['x'] })],
    ['a field that the search box passes over', ({ schema: s }) => void (s.fields[1]!.searched = false)],
    ['a meaning that the search box passes over', ({ schema: s }) => void (s.fields[3]!.core = 'recordSource')],
    [
      'a part that the search box passes over',
      ({ schema: s }) => void (s.fields[3]!.options = { parts: [{ key: 'a', type: 'text', searched: false }] }),
    ],
    ['the order of fields', ({ schema: s }) => void s.fields.reverse()],
  ])('is %s', (_, change) => expect(after(change)).not.toBe(after(() => undefined)));
});
