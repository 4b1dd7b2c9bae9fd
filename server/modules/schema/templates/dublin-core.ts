import { maps, open } from './core.js';
import { both, field, group, type Template } from './template.js';

const dc = (element: string, schemaOrg?: string) => ({ mapping: maps(element, '', '', '', schemaOrg) });

/** The fifteen elements and nothing else, for material that fits nowhere, or that comes from elsewhere. */
export const dublinCore: Template = {
  key: 'dublin-core',
  kind: 'other',
  name: both('都柏林核心', 'Dublin Core'),
  description: both(
    '十五个元素，不多不少：适合从别处迁来，或尚未确定著录格式的资料。',
    'The fifteen elements and no more, for material from elsewhere or not yet settled.',
  ),
  groups: [
    group('title', '题名与责任', 'Title and responsibility', [
      field('title!!', '题名', 'Title', 'text', { core: 'title', ...dc('title', 'name') }),
      field('creator*', '创建者', 'Creator', 'agent', { core: 'agent', ...dc('creator', 'creator') }),
      field('contributor*', '其他责任者', 'Contributor', 'agent', dc('contributor', 'contributor')),
      field('publisher*', '出版者', 'Publisher', 'agent', { core: 'publisher', ...dc('publisher', 'publisher') }),
    ]),
    group('content', '内容', 'Content', [
      field('date*', '日期', 'Date', 'date', { core: 'date', ...dc('date', 'dateCreated') }),
      field('type*', '类型', 'Type', 'term', { vocabulary: 'resource-type', ...dc('type', 'genre') }),
      field('subject*', '主题', 'Subject', 'term', { core: 'subject', options: open, ...dc('subject', 'about') }),
      field('description*', '描述', 'Description', 'long-text', { core: 'abstract', ...dc('description', 'abstract') }),
      field('language*', '语种', 'Language', 'term', {
        core: 'language',
        vocabulary: 'language',
        ...dc('language', 'inLanguage'),
      }),
      field('coverage*', '覆盖范围', 'Coverage', 'place', { core: 'place', ...dc('coverage', 'spatialCoverage') }),
      field('format*', '格式', 'Format', 'text', { core: 'extent', ...dc('format', 'encodingFormat') }),
    ]),
    group('holding', '标识与权利', 'Identity and rights', [
      field('identifier*', '标识符', 'Identifier', 'identifier', {
        core: 'identifier',
        ...dc('identifier', 'identifier'),
      }),
      field('source*', '来源', 'Source', 'text', dc('source', 'isBasedOn')),
      field('relation*', '关联', 'Relation', 'link', { core: 'relation', ...dc('relation', 'isRelatedTo') }),
      field('rights*', '权利', 'Rights', 'text', { core: 'rights', ...dc('rights', 'usageInfo') }),
    ]),
  ],
  presentation: {
    searchFields: ['title', 'creator', 'contributor', 'publisher', 'subject', 'description'],
    facets: [
      { field: 'type', sort: 'vocabulary' },
      { field: 'creator', sort: 'count' },
      { field: 'date', kind: 'years' },
      { field: 'subject', sort: 'count' },
      { field: 'language', sort: 'vocabulary' },
    ],
    sorts: [{ field: 'title' }, { field: 'date' }],
    card: { subtitle: ['creator', 'date'], summary: 'description' },
    layout: 'viewer-top',
    reading: { direction: 'ltr', opening: 'single' },
  },
  review: true,
};
