import { groupsOf, maps, noted, person } from './core.js';
import { both, field, type Template } from './template.js';

/** 外文珍本: MARC 21, DCRM. */
export const rareWestern: Template = {
  key: 'rare-western',
  kind: 'book',
  name: both('外文珍本', 'Rare Western books'),
  description: both(
    '西文善本：转录题名页、开式与折帖式、原样与规范出版项、书票旧藏、汉学主题与书目号。',
    'Rare books in Western languages: title page transcribed, format and collation, imprint, former owners, topics in sinology, bibliographies.',
  ),
  groups: groupsOf({
    core: {
      agent: { label: both('著者', 'Author') },
      date: { label: both('出版时间', 'Published') },
      place: { label: both('出版地', 'Place of publication') },
      publisher: { label: both('出版者', 'Publisher') },
    },
    own: {
      title: [
        field('titlePage!', '转录题名页', 'Title page transcribed', 'text', {
          mapping: maps('title', 'titleInfo', '200', '245', 'headline'),
        }),
        field('translator*', '译者', 'Translator', 'agent', { mapping: person('702') }),
      ],
      origin: [
        field('imprint', '原样出版项', 'Imprint as printed', 'text', {
          mapping: maps('publisher', 'note@type=imprint', '210', '264'),
        }),
        field('imprintNorm', '规范出版项', 'Imprint, controlled', 'text', {
          mapping: maps('spatial', 'note@type=imprintNorm', '620', '752'),
        }),
      ],
      form: [
        field('bibFormat', '印本开式', 'Format', 'text', {
          mapping: maps('format', 'physicalDescription/form', '215$d', '300$c'),
        }),
        field('collation', '折帖式', 'Collation', 'text', { mapping: noted('collation', '307') }),
      ],
      content: [
        field('sinology*', '汉学主题', 'Topics in sinology', 'term', {
          vocabulary: 'sinology-topic',
          mapping: maps('subject', 'subject/topic', '606', '650', 'about'),
        }),
        field('citedIn*', '书目号', 'Cited in', 'text', {
          mapping: maps('description', 'note@type=citedIn', '321', '510'),
        }),
      ],
      holding: [field('formerOwner*', '书票藏家', 'Former owners', 'agent', { mapping: person('317', '561') })],
    },
  }),
  presentation: {
    searchFields: [
      'title',
      'altTitle',
      'titlePage',
      'agent',
      'translator',
      'publisher',
      'formerOwner',
      'sinology',
      'subject',
      'abstract',
    ],
    facets: [
      { field: 'sinology', sort: 'vocabulary' },
      { field: 'language', sort: 'vocabulary' },
      { field: 'date', kind: 'years' },
      { field: 'agent', sort: 'count' },
      { field: 'place', sort: 'count' },
    ],
    sorts: [{ field: 'title' }, { field: 'date' }, { field: 'agent' }],
    card: { subtitle: ['agent', 'publisher', 'date'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'ltr', opening: 'opening' },
  },
  review: true,
};
