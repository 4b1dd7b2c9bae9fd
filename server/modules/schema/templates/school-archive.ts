import { dated, genre, groupsOf, linked, maps, noted, person, states } from './core.js';
import { both, field, type Template } from './template.js';

/** 校史档案. */
export const schoolArchive: Template = {
  key: 'school-archive',
  kind: 'archive',
  name: both('校史档案', 'Archives of the school'),
  description: both(
    '学校的公文、名册、讲义、图纸与纪念物：全宗、档号、形成部门、保管期限与开放鉴定。',
    'Papers, registers, lecture notes and plans of a school: fonds, reference code, office, retention and opening.',
  ),
  groups: groupsOf({
    core: {
      title: { label: both('题名', 'Title') },
      agent: { label: both('责任者', 'Responsibility') },
      date: { label: both('相关时间', 'Related date') },
      class: { label: both('分类号', 'Class') },
    },
    own: {
      title: [
        field('refCode!', '档号', 'Reference code', 'identifier', {
          mapping: maps('identifier', 'identifier@type=refCode', '091', '024'),
        }),
        field('office', '形成部门', 'Office of origin', 'agent', { mapping: person('712', '710') }),
        field('documentNo', '文号', 'Document number', 'text', { mapping: noted('documentNo', '300') }),
      ],
      origin: [
        field('formed!', '成文时间', 'Drawn up', 'date', { mapping: dated('formed', '305') }),
        field('period', '校史时期', 'Period of the school', 'term', {
          options: { open: true },
          mapping: maps('temporal', 'subject/temporal', '610', '648', 'temporalCoverage'),
        }),
      ],
      content: [
        field('archiveKind!', '档案门类', 'Kind of record', 'term', {
          vocabulary: 'archive-kind',
          mapping: genre('608'),
        }),
        field('persons*', '人物', 'People', 'agent', {
          mapping: maps('subject', 'subject/name', '600', '600', 'mentions'),
        }),
        field('parent', '所属全宗案卷', 'Fonds and file', 'link', {
          options: states('part-of'),
          mapping: { ...linked('461-463'), marc21: '773', schemaOrg: 'isPartOf' },
        }),
        field('transcript', '录文', 'Transcription', 'transcription', {
          mapping: maps('description', 'note@type=transcript', '327', '500', 'text'),
        }),
      ],
      holding: [
        field('retention~', '保管期限', 'Retention', 'term', {
          vocabulary: 'retention',
          mapping: noted('retention', '300'),
        }),
        field('secrecy~', '密级', 'Classification level', 'term', {
          vocabulary: 'secrecy',
          mapping: maps('accessRights', 'accessCondition', '300', '506', 'conditionsOfAccess'),
        }),
        field('openedOn', '开放日期', 'Opened', 'date', { mapping: dated('openedOn', '300') }),
        field('review-', '开放鉴定意见', 'Opinion on opening', 'long-text', { mapping: noted('review', '300') }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'refCode', 'office', 'persons', 'transcript', 'subject', 'abstract'],
    facets: [
      { field: 'archiveKind', sort: 'vocabulary' },
      { field: 'formed', kind: 'years' },
      { field: 'office', sort: 'count' },
      { field: 'persons', sort: 'count' },
      { field: 'period', sort: 'count' },
    ],
    sorts: [{ field: 'refCode' }, { field: 'formed' }, { field: 'title' }],
    card: { subtitle: ['refCode', 'formed', 'office'], summary: 'abstract' },
    layout: 'viewer-side',
    reading: { direction: 'ltr', opening: 'single' },
  },
  review: true,
};
