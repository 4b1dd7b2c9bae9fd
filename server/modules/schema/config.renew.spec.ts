import { CollectionPresentation, CollectionSchema } from '../../contract/collection.js';
import type { Json } from '../../contract/values.js';
import { renewIds } from './config.renew.js';
import { withoutShown } from './config.travel.js';

const field = (id: string, removed = false) => ({ id, key: `k${id}`, label: { en: id }, type: 'text', removed });
const block = (id: string, kind: string, options: Record<string, Json>) => ({ id, kind, options });

/** Field ids that look like those of works: they must not be taken for them. */
const parts = {
  schema: CollectionSchema.parse({
    fields: [field('title00001'), field('7h10swb1d'), field('place00001', true)],
    groups: [],
  }),
  presentation: CollectionPresentation.parse({
    searchFields: [],
    facets: [{ field: '7h10swb1d' }],
    sorts: [],
    card: { subtitle: [] },
    page: { groups: [], reading: {} },
    home: [
      block('ways', 'by-value', { facet: '7h10swb1d' }),
      {
        ...block('cols', 'columns', {}),
        columns: [
          [block('values', 'facets', { facets: ['7h10swb1d', 'place00001'] })],
          [
            block('best', 'featured', {
              title: { 'zh-CN': '館藏' },
              items: [{ item: 'dnszk0x9w' }, { title: '散佚之書' }],
              automatic: true,
            }),
          ],
        ],
      },
    ],
  }),
};

describe('a home that goes elsewhere', () => {
  it('names facets by the ids that their fields have there, and none whose field stays behind', () => {
    const { home } = renewIds(parts, (id) => `new${id}`).presentation;
    expect(home[0]!.options).toEqual({ facet: 'new7h10swb1d' });
    expect(home[1]!.columns![0]![0]!.options).toEqual({ facets: ['new7h10swb1d'] });
  });

  it('leaves the works behind that are only here, also those in columns, and nothing else', () => {
    const { home } = withoutShown(parts).presentation;
    expect(home[0]!.options).toEqual({ facet: '7h10swb1d' });
    expect(home[1]!.columns![1]![0]!.options).toEqual({
      title: { 'zh-CN': '館藏' },
      items: [{ title: '散佚之書' }],
      automatic: true,
    });
  });
});
