import { dated, groupsOf, maps, noted, person } from './core.js';
import { both, field, type Template } from './template.js';

/** 学位论文: WH/T 68-2014. */
export const thesis: Template = {
  key: 'thesis',
  kind: 'thesis',
  name: both('学位论文', 'Theses'),
  description: both(
    '学位论文：学位、专业、导师、授予与答辩、密级与公开日期，全文与前十六页分别开放。',
    'Theses: degree, discipline, advisors, dates, confidentiality; the full text and the first sixteen pages are opened apart.',
  ),
  groups: groupsOf({
    core: { agent: { label: both('作者', 'Author') }, date: { label: both('完成时间', 'Completed') } },
    own: {
      title: [
        field('titleEn', '英文题名', 'Title in English', 'text', {
          options: { lang: 'en' },
          mapping: maps('alternative', 'titleInfo@type=translated', '510', '246', 'alternateName'),
        }),
        field('advisor!*', '导师', 'Advisor', 'agent', { mapping: person('702') }),
        field('studentNo-', '学号', 'Student number', 'text', { mapping: noted('studentNo', '300') }),
      ],
      origin: [
        field('degree!', '学位', 'Degree', 'term', {
          vocabulary: 'degree',
          mapping: maps('type', 'note@type=thesis', '328', '502$b', 'inSupportOf'),
        }),
        field('discipline!', '专业', 'Discipline', 'term', {
          vocabulary: 'discipline',
          options: { open: true },
          mapping: maps('subject', 'note@type=thesis', '328', '502', 'about'),
        }),
        field('grantor!', '授予单位', 'Granting institution', 'agent', {
          core: 'grantor',
          mapping: maps('contributor', 'name/role', '711', '502$c', 'sourceOrganization'),
        }),
        field('awarded!', '授予日期', 'Awarded', 'date', { mapping: dated('awarded', '328') }),
        field('defended', '答辩日期', 'Defended', 'date', { mapping: dated('defended', '328') }),
      ],
      content: [
        field('abstractEn', '英文摘要', 'Abstract in English', 'long-text', {
          options: { lang: 'en' },
          mapping: maps('abstract', 'abstract', '330', '520', 'abstract'),
        }),
        field('fulltext', '全文', 'Full text', 'file', { mapping: noted('fulltext', '856') }),
        field('first16', '前16页', 'First sixteen pages', 'file', { mapping: noted('first16', '856') }),
      ],
      holding: [
        field('secrecy!~', '密级', 'Confidentiality', 'term', {
          vocabulary: 'secrecy',
          mapping: maps('accessRights', 'accessCondition', '300', '506', 'conditionsOfAccess'),
        }),
        field('releaseDate~', '公开日', 'Released', 'date', { mapping: dated('releaseDate', '300') }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'titleEn', 'agent', 'advisor', 'discipline', 'subject', 'abstract', 'abstractEn'],
    facets: [
      { field: 'degree', sort: 'vocabulary' },
      { field: 'discipline', sort: 'vocabulary' },
      { field: 'awarded', kind: 'years' },
      { field: 'advisor', sort: 'count' },
      { field: 'grantor', sort: 'count' },
      { field: 'subject', sort: 'count' },
    ],
    sorts: [{ field: 'awarded', direction: 'desc' }, { field: 'title' }, { field: 'agent' }],
    card: { subtitle: ['agent', 'degree', 'awarded'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'ltr', opening: 'single' },
  },
  review: true,
};
