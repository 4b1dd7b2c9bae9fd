import { dated, genre, groupsOf, maps, noted, person, placed } from './core.js';
import { sealField } from './shared.js';
import { both, field, type Template } from './template.js';

/** 契约文书: kept by the household from which the papers come. */
export const deed: Template = {
  key: 'deed',
  kind: 'deed',
  name: both('契约文书', 'Deeds and contracts'),
  description: both(
    '土地、房产、婚姻、分家等契约与民间文书：归户、事主、中人、四至、价银与录文。',
    'Deeds of land and houses, marriages and divided families: household, parties, witnesses, bounds, price and text.',
  ),
  groups: groupsOf({
    core: {
      date: { label: both('相关时间', 'Related date') },
      place: { label: both('立契地', 'Place of signing') },
      agent: { label: both('其他责任者', 'Other responsibility') },
    },
    own: {
      title: [
        field('household', '归户', 'Household', 'text', { mapping: noted('household', '317') }),
        field('party*', '事主', 'Parties', 'agent', { mapping: person('702') }),
        field('witness*', '中人', 'Witnesses', 'agent', { mapping: person('702') }),
        field('writer', '代笔', 'Written by', 'agent', { mapping: person('702') }),
      ],
      origin: [field('signedDate!', '立契时间', 'Signed', 'date', { mapping: dated('signedDate', '305') })],
      content: [
        field('deedKind!', '契约类型', 'Kind of deed', 'term', { vocabulary: 'deed-kind', mapping: genre('608') }),
        field('property', '标的', 'Property', 'text', { mapping: noted('property', '300') }),
        field('propertyAt', '坐落', 'Situated at', 'place', { mapping: placed('607') }),
        field('bounds', '四至', 'Bounds', 'text', { mapping: noted('bounds', '300') }),
        field('price', '价银', 'Price', 'text', { mapping: noted('price', '300') }),
        field('tax', '税契', 'Tax and registration', 'text', { mapping: noted('tax', '300') }),
        field('transcript', '录文', 'Transcription', 'transcription', {
          mapping: maps('description', 'note@type=transcript', '327', '500', 'text'),
        }),
      ],
      form: [
        field('sizeImage', '尺寸', 'Size', 'measurement', {
          mapping: maps('extent', 'physicalDescription/extent', '215$d', '300$c', 'size'),
        }),
        field('completeness', '存缺残损', 'Completeness', 'text', {
          core: 'completeness',
          mapping: noted('completeness', '316'),
        }),
      ],
      holding: [sealField('钤印画押', 'Seals and signs')],
    },
  }),
  presentation: {
    searchFields: [
      'title',
      'household',
      'party',
      'witness',
      'propertyAt',
      'bounds',
      'transcript',
      'subject',
      'abstract',
    ],
    facets: [
      { field: 'deedKind', sort: 'vocabulary' },
      { field: 'signedDate', kind: 'years' },
      { field: 'household', sort: 'count' },
      { field: 'propertyAt', sort: 'count' },
      { field: 'party', sort: 'count' },
    ],
    sorts: [{ field: 'signedDate' }, { field: 'title' }],
    card: { subtitle: ['deedKind', 'signedDate', 'household'], summary: 'abstract' },
    layout: 'viewer-side',
    reading: { direction: 'rtl', opening: 'single' },
  },
  review: true,
};
