import { counted, formed, genre, groupsOf, linked, maps, noted, person, states } from './core.js';
import { annotationField, sealField } from './shared.js';
import { both, field, part, parts, type Template } from './template.js';

/** 古籍: GB/T 3792-2021 (原 3792.7), WH/T 66-2014. */
export const ancientBook: Template = {
  key: 'ancient-book',
  kind: 'book',
  name: both('古籍', 'Ancient books'),
  description: both(
    '1912 年以前的刻本、写本、活字本：卷数、版本、行款、牌记、钤印、批校题跋，自右向左翻阅。',
    'Books before 1912: volumes, edition, layout, cartouches, seals and annotations; pages turn from right to left.',
  ),
  groups: groupsOf({
    core: {
      // One search over all collections asks for the class: here that is 四部, and 中图法 stands beside it.
      class: { core: 'otherClass' },
      date: { label: both('刊刻抄写时间', 'Date of printing or copying') },
      place: { label: both('刊刻抄写地', 'Place of printing or copying') },
      publisher: { label: both('刊刻抄写者', 'Printer or copyist') },
    },
    own: {
      title: [
        field('juan!', '卷数', 'Number of juan', 'compound', {
          core: 'juan',
          options: parts(
            part('text', '卷数', 'As written', 'text'),
            part('total', '总卷数', 'In all', 'number'),
            part('held', '存', 'Held', 'text'),
            part('missing', '缺', 'Missing', 'text'),
            part('attached', '首末附', 'Preliminaries and appendices', 'text'),
          ),
          mapping: counted('215'),
        }),
        field('titleSource~', '题名依据', 'Source of the title', 'term', {
          vocabulary: 'title-source',
          mapping: noted('titleSource', '304'),
        }),
      ],
      origin: [
        field('editionType!', '版本类型', 'Type of edition', 'term', {
          core: 'editionType',
          vocabulary: 'edition-type',
          mapping: { ...genre('205/193'), schemaOrg: 'bookFormat' },
        }),
        field('edition!', '版本说明', 'Edition', 'text', {
          core: 'edition',
          mapping: maps('description', 'originInfo/edition', '205$a', '250', 'bookEdition'),
        }),
        field('colophon*', '牌记', 'Printer’s cartouche', 'text', { mapping: noted('colophon', '306') }),
        field('carver*', '刻工', 'Block carvers', 'agent', { mapping: person('702') }),
        field('taboo', '避讳', 'Taboo characters', 'text', { mapping: noted('taboo', '305') }),
      ],
      form: [
        field('binding!', '装帧', 'Binding', 'term', {
          core: 'binding',
          vocabulary: 'binding',
          mapping: formed('307/194'),
        }),
        field('volumes!', '册函', 'Volumes and cases', 'compound', {
          core: 'volumes',
          options: parts(
            part('volumes', '册', 'Volumes', 'number'),
            part('cases', '函', 'Cases', 'number'),
            part('note', '说明', 'Note', 'text'),
          ),
          mapping: counted('215$a'),
        }),
        field('layout', '版式', 'Layout', 'compound', {
          core: 'layout',
          options: parts(
            part('text', '行款', 'As described', 'text'),
            part('columns', '半叶行数', 'Columns to the half-leaf', 'number'),
            part('chars', '每行字数', 'Characters to the column', 'number'),
            part('double', '小字双行', 'Small characters in double columns', 'text'),
            part('mouth', '书口', 'Fore-edge', 'text'),
            part('tail', '鱼尾', 'Fishtails', 'text'),
            part('border', '边栏', 'Border', 'text'),
            part('size', '版框尺寸', 'Size of the frame', 'measurement'),
          ),
          mapping: maps('description', 'note@type=layout', '307', '500'),
        }),
        field('completeness', '存缺补配', 'Completeness', 'text', {
          core: 'completeness',
          mapping: noted('completeness', '316'),
        }),
        field('damage-', '破损', 'Damage', 'term', {
          core: 'damage',
          vocabulary: 'damage',
          mapping: noted('damage', '316'),
        }),
      ],
      content: [
        field('siku!', '四部分类', 'Fourfold class', 'term', {
          core: 'class',
          vocabulary: 'siku',
          mapping: maps('subject', 'classification', '696', '084', 'genre'),
        }),
        field('preface*', '序跋', 'Prefaces and postscripts', 'compound', {
          options: parts(
            part('title', '篇名', 'Title', 'text'),
            part('agent', '作者', 'Author', 'agent'),
            part('date', '时间', 'Date', 'date'),
          ),
          mapping: noted('preface', '320'),
        }),
        field('contents*', '子目', 'Contents', 'link', {
          options: states('has-series-title'),
          mapping: linked('327/462'),
        }),
        field('series', '所属丛编', 'Of the series', 'link', {
          options: states('in-series'),
          mapping: maps('relation', 'relatedItem', '461', '773', 'isPartOf'),
        }),
        field('work', '所属作品', 'Of the work', 'link', {
          options: states('edition-of'),
          mapping: maps('relation', 'relatedItem', '451', '775', 'exampleOfWork'),
        }),
        field('copyOf', '同版复本', 'Copy of the edition', 'link', {
          options: states('copy-of'),
          mapping: maps('relation', 'relatedItem', '488', '787', 'exampleOfWork'),
        }),
        field('toc', '目录', 'Table of contents', 'contents', {
          mapping: maps('tableOfContents', 'tableOfContents', '327', '505'),
        }),
      ],
      holding: [
        annotationField('316', '批校题跋', 'Annotations and colophons'),
        sealField(),
        field('censusNo*', '普查名录号', 'Census number', 'identifier', {
          core: 'censusNo',
          mapping: maps('identifier', 'identifier@type=census', '091', '024'),
        }),
        field('grade-~', '定级', 'Grade', 'term', {
          core: 'grade',
          vocabulary: 'grade',
          mapping: noted('grade', '300'),
        }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'agent', 'publisher', 'carver', 'subject', 'abstract', 'seal', 'annotation'],
    facets: [
      { field: 'siku', sort: 'vocabulary', limit: 12 },
      { field: 'editionType', sort: 'vocabulary' },
      { field: 'date', kind: 'years' },
      { field: 'agent', sort: 'count' },
      { field: 'place', sort: 'count' },
      { field: 'binding', sort: 'vocabulary' },
    ],
    sorts: [{ field: 'title' }, { field: 'date' }, { field: 'agent' }],
    card: { subtitle: ['agent', 'edition', 'date'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'rtl', opening: 'opening' },
  },
  review: true,
};
