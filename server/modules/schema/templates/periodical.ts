import { dated, groupsOf, linked, maps, states } from './core.js';
import { both, field, part, parts, type Template, type TemplateField } from './template.js';

export const issueField = (sign: string): TemplateField =>
  field(sign, '卷期', 'Volume and issue', 'compound', {
    options: parts(
      part('volume', '卷', 'Volume', 'text'),
      part('issue', '期', 'Issue', 'text'),
      part('total', '总期', 'Whole number', 'text'),
    ),
    mapping: maps('description', 'part/detail', '207', '362', 'issueNumber'),
  });

/** What every serial says of itself: how often, from when to when, what it was called before. */
export const serialFields = {
  frequency: field('frequency', '刊期', 'Frequency', 'term', {
    core: 'frequency',
    vocabulary: 'frequency',
    mapping: maps('description', 'originInfo/frequency', '326', '310'),
  }),
  run: field('run', '创停刊', 'Run', 'date', { mapping: dated('run', '207') }),
  continues: field('continues*', '刊名变更', 'Changes of title', 'link', {
    options: states('continues'),
    mapping: { ...linked('430/440'), marc21: '780/785' },
  }),
  articles: field('articles*', '篇目', 'Articles', 'link', {
    options: states('has-part'),
    mapping: maps('relation', 'relatedItem', '463/464', '774', 'hasPart'),
  }),
};

/** 民国期刊. Articles are items of their own, linked from the issue in which they stand. */
export const periodical: Template = {
  key: 'periodical',
  kind: 'periodical',
  name: both('民国期刊', 'Periodicals of the Republic'),
  description: both(
    '1912–1949 年的期刊：卷期、刊期、创停刊、刊名变更与篇目，逐期著录，自右向左翻阅。',
    'Periodicals of 1912–1949, issue by issue: frequency, run, changes of title and articles.',
  ),
  groups: groupsOf({
    core: {
      title: { label: both('刊名', 'Title') },
      agent: { label: both('主编与编辑者', 'Editors') },
      date: { label: both('出版时间', 'Published') },
      place: { label: both('出版地', 'Place of publication') },
    },
    own: {
      title: [serialFields.continues],
      origin: [issueField('issue!'), serialFields.frequency, serialFields.run],
      content: [
        serialFields.articles,
        field('toc', '目次', 'Contents', 'contents', {
          mapping: maps('tableOfContents', 'tableOfContents', '327', '505'),
        }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'agent', 'publisher', 'issue', 'toc', 'subject', 'abstract'],
    facets: [
      { field: 'date', kind: 'years' },
      { field: 'frequency', sort: 'vocabulary' },
      { field: 'class', sort: 'vocabulary' },
      { field: 'agent', sort: 'count' },
      { field: 'place', sort: 'count' },
    ],
    sorts: [{ field: 'date' }, { field: 'title' }, { field: 'issue' }],
    card: { subtitle: ['issue', 'publisher', 'date'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'rtl', opening: 'opening' },
  },
  review: true,
};
