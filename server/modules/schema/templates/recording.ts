import { counted, dated, formed, groupsOf, maps, noted, person, placed } from './core.js';
import { both, field, type Template } from './template.js';

/** 声像、口述史: DA/T 59-2017, DA/T 63-2017. */
export const recording: Template = {
  key: 'audio-visual',
  kind: 'recording',
  name: both('声像口述史', 'Recordings and oral history'),
  description: both(
    '录音、录像与口述史：口述者与采集者、授权与可用范围、分段、方言，敏感段落不对外。',
    'Sound, video and oral history: narrators, consent and permitted use, segments, dialect; sensitive passages kept back.',
  ),
  groups: groupsOf({
    core: { date: { label: both('时间', 'Date') }, agent: { label: both('其他责任者', 'Other responsibility') } },
    own: {
      title: [
        field('narrator!*', '口述者', 'Narrator', 'agent', { core: 'author', mapping: person('702') }),
        field('interviewer!*~', '采集者', 'Interviewer', 'agent', { mapping: person('702') }),
      ],
      origin: [
        field('recorded!', '录制时间', 'Recorded', 'date', { mapping: dated('recorded', '305') }),
        field('recordedAt', '录制地点', 'Recorded at', 'place', { mapping: placed('607') }),
      ],
      form: [
        field('duration!', '时长', 'Duration', 'number', { options: { unit: 'min' }, mapping: counted('215$a') }),
        field('carrier', '载体格式', 'Carrier and format', 'term', { vocabulary: 'carrier', mapping: formed('307') }),
      ],
      content: [
        field('segments*', '分段', 'Segments', 'segments', {
          mapping: maps('tableOfContents', 'tableOfContents', '327', '505'),
        }),
        field('dialect', '方言', 'Dialect', 'term', {
          vocabulary: 'language',
          mapping: maps('language', 'language', '101', '546'),
        }),
      ],
      holding: [
        field('consent!-', '授权书', 'Consent', 'file', { mapping: noted('consent', '300') }),
        field('usage!~', '可用范围', 'Permitted use', 'term', {
          vocabulary: 'usage',
          mapping: maps('accessRights', 'accessCondition', '300', '506', 'conditionsOfAccess'),
        }),
        field('vtt', '转录', 'Transcript', 'file', { fullText: true, mapping: noted('vtt', '856') }),
        field('redactions*-', '敏感段', 'Sensitive passages', 'segments', { mapping: noted('redactions', '300') }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'narrator', 'interviewer', 'segments', 'recordedAt', 'subject', 'abstract'],
    facets: [
      { field: 'narrator', sort: 'count' },
      { field: 'recorded', kind: 'years' },
      { field: 'dialect', sort: 'vocabulary' },
      { field: 'carrier', sort: 'vocabulary' },
      { field: 'subject', sort: 'count' },
      { field: 'usage', sort: 'vocabulary' },
    ],
    sorts: [{ field: 'recorded' }, { field: 'title' }, { field: 'duration' }],
    card: { subtitle: ['narrator', 'recorded', 'duration'], summary: 'abstract' },
    layout: 'viewer-side',
    reading: { direction: 'ltr', opening: 'single' },
  },
  review: true,
};
