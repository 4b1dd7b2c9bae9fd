import { dated, formed, genre, groupsOf, maps, noted, open, person, placed, states } from './core.js';
import { annotationField, sealField } from './shared.js';
import { both, field, part, parts, type Template } from './template.js';

/** 拓片、碑帖: WW/T 0093-2018. The stone and the impression made from it are told apart. */
export const rubbing: Template = {
  key: 'rubbing',
  kind: 'rubbing',
  name: both('拓片碑帖', 'Rubbings'),
  description: both(
    '石刻拓片与碑帖：原石的撰书刻与立石，拓本的拓制与题跋，释文逐字可查。',
    'Rubbings of inscriptions: the stone with those who wrote and carved it, the impression, and a searchable transcription.',
  ),
  groups: groupsOf({
    core: {
      date: { label: both('年代', 'Date') },
      agent: { label: both('责任者', 'Responsibility') },
      place: { label: both('刻石地', 'Place of the inscription') },
    },
    groups: { origin: both('原石', 'The stone'), form: both('拓本', 'The impression') },
    own: {
      title: [
        field('stoneTitle*', '首额盖题', 'Titles on the stone', 'compound', {
          core: 'stoneTitle',
          options: parts(
            part('kind~', '位置', 'Where', 'term', 'title-kind', open),
            part('text', '题名', 'Title', 'text'),
            part('what', '说明', 'Note', 'text'),
            part('script', '书体', 'Script', 'term', 'script'),
          ),
          mapping: maps('alternative', 'titleInfo@type', '512/514', '246'),
        }),
      ],
      origin: [
        field('stone', '原石', 'The stone', 'link', {
          options: states('impression-of'),
          mapping: maps('source', 'relatedItem', '455', '787', 'exampleOfWork'),
        }),
        field('stoneType!', '石刻类型', 'Type of inscription', 'term', {
          core: 'stoneType',
          vocabulary: 'stone-type',
          mapping: { ...genre('191'), schemaOrg: 'artform' },
        }),
        field('stoneAgent*', '撰书篆额刻', 'Author, calligrapher, carver', 'agent', {
          core: 'stoneAgent',
          mapping: person('701/702'),
        }),
        field('erected!', '立石时间', 'Erected', 'date', { core: 'erected', mapping: dated('erected', '305') }),
        field('findspot', '出土地', 'Found at', 'place', { core: 'findspot', mapping: placed('317') }),
        field('stoneLocation', '原石现藏地', 'Stone now at', 'place', {
          core: 'stoneLocation',
          mapping: placed('317'),
        }),
        field('script*', '书体', 'Script', 'term', {
          core: 'script',
          vocabulary: 'script',
          mapping: noted('script', '305'),
        }),
        field('layout', '行款', 'Layout', 'compound', {
          core: 'layout',
          options: parts(
            part('text', '行款', 'As described', 'text'),
            part('columns', '行数', 'Columns', 'number'),
            part('chars', '满行字数', 'Characters to the column', 'number'),
          ),
          mapping: noted('layout', '307'),
        }),
        field('ornament', '纹饰', 'Ornament', 'text', { core: 'ornament', mapping: noted('ornament', '307') }),
        field('sizeStone*', '原石尺寸', 'Size of the stone', 'measurement', {
          core: 'sizeStone',
          mapping: maps('extent', 'physicalDescription/extent', '215$d', '300$c'),
        }),
      ],
      form: [
        field('rubbed', '拓制时间', 'Impression made', 'date', { core: 'rubbed', mapping: dated('rubbed', '305') }),
        field('rubber', '拓者', 'Made by', 'agent', { core: 'rubber', mapping: person('702') }),
        field('technique', '拓法', 'Technique', 'term', {
          core: 'technique',
          vocabulary: 'rubbing-technique',
          mapping: formed('305'),
        }),
        field('sizeSheet*', '拓片尺寸', 'Size of the sheet', 'measurement', {
          core: 'sizeSheet',
          mapping: maps('extent', 'physicalDescription/extent', '215$d', '300$c', 'size'),
        }),
        field('binding', '装裱', 'Mounting', 'term', {
          core: 'binding',
          vocabulary: 'binding',
          mapping: formed('307'),
        }),
        field('loss', '存泐', 'Loss', 'text', { core: 'loss', mapping: noted('loss', '316') }),
      ],
      content: [
        field('transcript', '释文', 'Transcription', 'transcription', {
          mapping: maps('description', 'note@type=transcript', '327', '500', 'text'),
        }),
        field('transcriptFile', '释文文件', 'Transcription as a file', 'file', {
          mapping: noted('transcriptFile', '856'),
        }),
        field('cited*', '著录', 'Cited in', 'text', { mapping: maps('description', 'note@type=cited', '321', '510') }),
      ],
      holding: [annotationField('316'), sealField()],
    },
  }),
  presentation: {
    searchFields: [
      'title',
      'altTitle',
      'stoneTitle',
      'agent',
      'stoneAgent',
      'place',
      'transcript',
      'subject',
      'abstract',
    ],
    facets: [
      { field: 'stoneType', sort: 'vocabulary' },
      { field: 'erected', kind: 'years' },
      { field: 'script', sort: 'vocabulary' },
      { field: 'stoneAgent', sort: 'count' },
      { field: 'place', sort: 'count' },
      { field: 'technique', sort: 'vocabulary' },
    ],
    sorts: [{ field: 'title' }, { field: 'erected' }],
    card: { subtitle: ['erected', 'stoneAgent', 'place'], summary: 'abstract' },
    layout: 'viewer-side',
    reading: { direction: 'rtl', opening: 'single' },
  },
  review: true,
};
