import { groupsOf, linked, maps, noted, states } from './core.js';
import { issueField, serialFields } from './periodical.js';
import { both, field, type Template } from './template.js';

/** 报纸, by the day: one item an issue, one page a 版. */
export const newspaper: Template = {
  key: 'newspaper',
  kind: 'newspaper',
  name: both('报纸', 'Newspapers'),
  description: both(
    '近代报纸，逐日著录：出版日期、号数、版数、刊期、副刊与要闻篇目。',
    'Newspapers by the day: date, number, pages, frequency, supplements and headlines.',
  ),
  groups: groupsOf({
    core: {
      title: { label: both('报名', 'Name of the paper') },
      agent: { label: both('主办与主笔', 'Founders and editors') },
      date: { label: both('出版日期', 'Published'), required: 'publish' },
      place: { label: both('出版地', 'Place of publication') },
    },
    own: {
      title: [serialFields.continues],
      origin: [
        issueField('issue'),
        { ...serialFields.frequency, required: 'no' },
        serialFields.run,
        field('edition', '版次', 'Edition', 'text', {
          core: 'edition',
          mapping: maps('description', 'originInfo/edition', '205$a', '250', 'printEdition'),
        }),
        field('price', '零售价', 'Price', 'text', { mapping: noted('price', '010$d') }),
      ],
      form: [
        field('sheets', '版数', 'Pages', 'number', {
          options: { unit: '版', integer: true },
          mapping: maps('extent', 'physicalDescription/extent', '215$a', '300', 'numberOfPages'),
        }),
      ],
      content: [
        field('supplement*', '副刊专刊', 'Supplements', 'text', { mapping: noted('supplement', '421') }),
        field('headlines', '要闻篇目', 'Headlines', 'contents', {
          mapping: maps('tableOfContents', 'tableOfContents', '327', '505'),
        }),
        field('articles*', '析出篇目', 'Articles', 'link', {
          options: states('has-part'),
          mapping: { ...linked('463/464'), marc21: '774' },
        }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'headlines', 'supplement', 'agent', 'subject', 'abstract'],
    facets: [
      { field: 'date', kind: 'years' },
      { field: 'place', sort: 'count' },
      { field: 'frequency', sort: 'vocabulary' },
      { field: 'supplement', sort: 'count' },
      { field: 'subject', sort: 'count' },
    ],
    sorts: [{ field: 'date' }, { field: 'title' }],
    card: { subtitle: ['date', 'issue', 'place'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'rtl', opening: 'single' },
  },
  review: true,
};
