import { dated, genre, groupsOf, linked, maps, person, states } from './core.js';
import { both, field, type Template } from './template.js';

/** 地方文献、方志; 契约 have a template of their own. */
export const gazetteer: Template = {
  key: 'gazetteer',
  kind: 'gazetteer',
  name: both('地方文献', 'Local history'),
  description: both(
    '方志与地方文献：志种、政区、纂修、修成与刊行、断限、舆图。',
    'Gazetteers and local papers: kind, district, compilers, dates compiled and printed, coverage, maps.',
  ),
  groups: groupsOf({
    core: { date: { label: both('时间', 'Date') }, place: { label: both('出版地', 'Place of publication') } },
    own: {
      title: [field('compiler*', '纂修者', 'Compilers', 'agent', { core: 'author', mapping: person('701') })],
      origin: [
        field('compiled', '修成', 'Compiled', 'date', { mapping: dated('compiled', '305') }),
        field('printed', '刊行', 'Printed', 'date', { mapping: dated('printed', '210$d') }),
      ],
      content: [
        field('gazetteerType!', '志种', 'Kind of gazetteer', 'term', {
          vocabulary: 'gazetteer-type',
          mapping: genre('608'),
        }),
        field('adminUnit!', '行政区', 'District', 'place', {
          mapping: maps('spatial', 'subject/geographic', '607', '651', 'spatialCoverage'),
        }),
        field('coverageEnd', '断限', 'Covers up to', 'date', { mapping: dated('coverageEnd', '305') }),
        field('maps*', '舆图', 'Maps', 'link', { options: states('has-part'), mapping: linked('462') }),
        field('toc', '目录', 'Table of contents', 'contents', {
          mapping: maps('tableOfContents', 'tableOfContents', '327', '505'),
        }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'compiler', 'adminUnit', 'toc', 'subject', 'abstract'],
    facets: [
      { field: 'gazetteerType', sort: 'vocabulary' },
      { field: 'adminUnit', sort: 'count' },
      { field: 'compiled', kind: 'years' },
      { field: 'compiler', sort: 'count' },
      { field: 'class', sort: 'vocabulary' },
    ],
    sorts: [{ field: 'title' }, { field: 'compiled' }],
    card: { subtitle: ['compiler', 'compiled', 'adminUnit'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'rtl', opening: 'opening' },
  },
  review: true,
};
