import { formed, groupsOf, linked, maps, noted, states } from './core.js';
import { both, field, type Template } from './template.js';

/** 民国图书; the periodicals have a template of their own. */
export const republican: Template = {
  key: 'republican',
  kind: 'book',
  name: both('民国图书', 'Books of the Republic'),
  description: both(
    '1912–1949 年的图书：版印次、丛书、定价、开本、目次，著者卒年用以推算权利期限。',
    'Books of 1912–1949: impression, series, price, format and contents; the author’s death tells how long rights last.',
  ),
  groups: groupsOf({
    core: { date: { label: both('出版时间', 'Published') }, place: { label: both('出版地', 'Place of publication') } },
    own: {
      title: [
        field('creatorDeath', '作者卒年', 'Author died', 'number', {
          options: { integer: true },
          mapping: maps('description', 'note@type=creatorDeath', '701$f', '100$d'),
        }),
      ],
      origin: [
        field('impression', '版印次', 'Edition and impression', 'text', {
          mapping: maps('description', 'originInfo/edition', '205', '250', 'bookEdition'),
        }),
        field('price', '定价', 'Price', 'text', { mapping: noted('price', '010$d') }),
      ],
      form: [field('bookSize~', '开本', 'Format', 'term', { vocabulary: 'book-size', mapping: formed('215$d') })],
      content: [
        field('series', '丛书', 'Series', 'link', {
          options: states('in-series'),
          mapping: { ...linked('410'), marc21: '830' },
        }),
        field('toc', '目次', 'Contents', 'contents', {
          mapping: maps('tableOfContents', 'tableOfContents', '327', '505'),
        }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'agent', 'publisher', 'series', 'toc', 'subject', 'abstract'],
    facets: [
      { field: 'date', kind: 'years' },
      { field: 'class', sort: 'vocabulary' },
      { field: 'agent', sort: 'count' },
      { field: 'publisher', sort: 'count' },
      { field: 'place', sort: 'count' },
    ],
    sorts: [{ field: 'date' }, { field: 'title' }],
    card: { subtitle: ['agent', 'publisher', 'date'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'rtl', opening: 'opening' },
  },
  review: true,
};
