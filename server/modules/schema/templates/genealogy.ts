import { counted, dated, formed, genre, groupsOf, maps, noted, person, placed } from './core.js';
import { sealField } from './shared.js';
import { both, field, part, parts, type Template } from './template.js';

/** 家谱. */
export const genealogy: Template = {
  key: 'genealogy',
  kind: 'genealogy',
  name: both('家谱', 'Genealogies'),
  description: both(
    '家谱、族谱、宗谱：姓氏、谱籍、堂号、始祖与始迁祖、字辈、修谱者与世系起讫。',
    'Genealogies: surname, ancestral seat, hall, first ancestor and first to move, names of the generations, compilers.',
  ),
  groups: groupsOf({
    core: {
      title: { label: both('谱名', 'Title') },
      agent: { label: both('其他责任者', 'Other responsibility') },
      date: { label: both('刊抄时间', 'Printed or copied') },
      place: { label: both('刊抄地', 'Place of printing') },
    },
    own: {
      title: [
        field('surname!*', '姓氏', 'Surname', 'text', {
          mapping: maps('subject', 'subject/name', '600', '600', 'about'),
        }),
        field('compiler*', '修谱者', 'Compilers', 'agent', { core: 'author', mapping: person('701') }),
        field('hall', '堂号', 'Hall', 'text', { mapping: maps('publisher', 'note@type=hall', '300', '500') }),
      ],
      origin: [
        field('seat!', '谱籍', 'Ancestral seat', 'place', { mapping: placed('607') }),
        field('compiled', '修成', 'Compiled', 'date', { mapping: dated('compiled', '305') }),
        field('revision', '修次', 'Revision', 'text', {
          mapping: maps('description', 'originInfo/edition', '205$a', '250', 'bookEdition'),
        }),
      ],
      form: [
        field('editionType', '版本类型', 'Type of edition', 'term', {
          core: 'editionType',
          vocabulary: 'edition-type',
          mapping: { ...genre('205/193'), schemaOrg: 'bookFormat' },
        }),
        field('binding', '装帧', 'Binding', 'term', {
          core: 'binding',
          vocabulary: 'binding',
          mapping: formed('307/194'),
        }),
        field('volumes', '册函', 'Volumes and cases', 'compound', {
          core: 'volumes',
          options: parts(
            part('volumes', '册', 'Volumes', 'number'),
            part('cases', '函', 'Cases', 'number'),
            part('note', '说明', 'Note', 'text'),
          ),
          mapping: counted('215$a'),
        }),
        field('completeness', '存缺', 'Completeness', 'text', {
          core: 'completeness',
          mapping: noted('completeness', '316'),
        }),
      ],
      content: [
        field('firstAncestor*', '始祖', 'First ancestor', 'agent', {
          mapping: maps('subject', 'subject/name', '600', '600', 'about'),
        }),
        field('firstSettler*', '始迁祖', 'First to settle', 'agent', {
          mapping: maps('subject', 'subject/name', '600', '600', 'about'),
        }),
        field('migration', '迁徙', 'Migration', 'long-text', { mapping: noted('migration', '330') }),
        field('generations', '字辈', 'Names of the generations', 'text', { mapping: noted('generations', '327') }),
        field('notable*', '名人', 'Notable members', 'agent', {
          mapping: maps('subject', 'subject/name', '600', '600', 'mentions'),
        }),
        field('coverageEnd', '世系止于', 'Lines end', 'date', { mapping: dated('coverageEnd', '305') }),
        field('toc', '目录', 'Table of contents', 'contents', {
          mapping: maps('tableOfContents', 'tableOfContents', '327', '505'),
        }),
      ],
      holding: [sealField()],
    },
  }),
  presentation: {
    searchFields: [
      'title',
      'altTitle',
      'surname',
      'hall',
      'seat',
      'compiler',
      'firstAncestor',
      'firstSettler',
      'notable',
      'subject',
      'abstract',
    ],
    facets: [
      { field: 'surname', sort: 'strokes' },
      { field: 'seat', sort: 'count' },
      { field: 'date', kind: 'years' },
      { field: 'editionType', sort: 'vocabulary' },
      { field: 'hall', sort: 'count' },
    ],
    sorts: [{ field: 'surname' }, { field: 'title' }, { field: 'date' }],
    card: { subtitle: ['seat', 'hall', 'date'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'rtl', opening: 'opening' },
  },
  review: true,
};
