import { dated, formed, groupsOf, linked, maps, noted } from './core.js';
import { both, field, part, parts, type Template } from './template.js';

/** 民国图书、期刊. */
export const republican: Template = {
  key: 'republican',
  kind: 'periodical',
  name: both('民国书刊', 'Books and periodicals of the Republic'),
  description: both(
    '1912–1949 年的图书与期刊：版印次、丛书、定价、目次；期刊记卷期、刊期、创停刊与刊名变更。',
    'Books and periodicals of 1912–1949: impression, series, price, contents; issue, frequency, run and changes of title.',
  ),
  groups: groupsOf({
    core: { date: { label: both('出版时间', 'Published') }, place: { label: both('出版地', 'Place of publication') } },
    own: {
      title: [
        field('creatorDeath', '作者卒年', 'Author died', 'number', {
          options: { integer: true },
          mapping: maps('', 'name/namePart@type=date', '701$f', '100$d'),
        }),
        field('continues*', '刊名变更', 'Changes of title', 'link', { mapping: linked('430/440') }),
      ],
      origin: [
        field('impression', '版印次', 'Edition and impression', 'text', {
          mapping: maps('description', 'originInfo/edition', '205', '250', 'bookEdition'),
        }),
        field('price', '定价', 'Price', 'text', { mapping: noted('price', '010$d') }),
        field('issue!', '卷期', 'Volume and issue', 'compound', {
          options: parts(
            part('volume', '卷', 'Volume', 'text'),
            part('issue', '期', 'Issue', 'text'),
            part('total', '总期', 'Whole number', 'text'),
          ),
          mapping: maps('description', 'part/detail', '207', '362', 'issueNumber'),
        }),
        field('frequency', '刊期', 'Frequency', 'term', {
          vocabulary: 'frequency',
          mapping: maps('description', 'originInfo/frequency', '326', '310'),
        }),
        field('run', '创停刊', 'Run', 'date', { mapping: dated('run', '207') }),
      ],
      form: [field('bookSize', '开本', 'Format', 'term', { vocabulary: 'book-size', mapping: formed('215$d') })],
      content: [
        field('series', '丛书', 'Series', 'link', { mapping: linked('410') }),
        field('toc', '目次', 'Contents', 'contents', {
          mapping: maps('tableOfContents', 'tableOfContents', '327', '505'),
        }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'agent', 'publisher', 'toc', 'subject', 'abstract'],
    facets: [
      { field: 'date', kind: 'years' },
      { field: 'class', sort: 'vocabulary' },
      { field: 'agent', sort: 'count' },
      { field: 'publisher', sort: 'count' },
      { field: 'place', sort: 'count' },
      { field: 'frequency', sort: 'vocabulary' },
    ],
    sorts: [{ field: 'date' }, { field: 'title' }],
    card: { subtitle: ['agent', 'publisher', 'date'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'rtl', opening: 'opening' },
  },
  review: true,
};
