import { formed, genre, groupsOf, maps, noted, placed } from './core.js';
import { sealField } from './shared.js';
import { both, field, type Template } from './template.js';

/** 舆图. */
export const map: Template = {
  key: 'map',
  kind: 'map',
  name: both('舆图', 'Maps'),
  description: both(
    '古地图与测绘图：绘制方式、比例、方位、所绘地域与图例注记。',
    'Maps and surveys: way of drawing, scale, orientation, area shown and legends.',
  ),
  groups: groupsOf({
    core: { agent: { label: both('绘制者', 'Maker') }, date: { label: both('绘制刊行时间', 'Drawn or printed') } },
    own: {
      form: [
        field('mapType!', '舆图类型', 'Kind of map', 'term', { vocabulary: 'map-kind', mapping: genre('191') }),
        field('making', '绘制方式', 'Way of drawing', 'term', { vocabulary: 'map-making', mapping: formed('307') }),
        field('editionType', '版本类型', 'Type of edition', 'term', {
          core: 'editionType',
          vocabulary: 'edition-type',
          mapping: genre('205/193'),
        }),
        field('technique*', '技法', 'Technique', 'term', {
          core: 'technique',
          vocabulary: 'painting-technique',
          mapping: formed('307'),
        }),
        field('support', '质地', 'Support', 'term', { vocabulary: 'support', mapping: formed('307') }),
        field('sizeImage!*', '尺寸', 'Size', 'measurement', {
          mapping: maps('extent', 'physicalDescription/extent', '215$d', '300$c', 'size'),
        }),
        field('scale', '比例', 'Scale', 'text', {
          mapping: maps('description', 'subject/cartographics/scale', '206$b', '255$a'),
        }),
        field('orientation', '方位', 'Orientation', 'text', { mapping: noted('orientation', '300') }),
      ],
      content: [
        field('depictedPlace!*', '所绘地域', 'Area shown', 'place', {
          mapping: { ...placed('607'), schemaOrg: 'spatialCoverage' },
        }),
        field('transcript', '图中文字', 'Words on the map', 'transcription', {
          mapping: maps('description', 'note@type=transcript', '327', '500', 'text'),
        }),
        field('legend', '图例注记', 'Legends', 'long-text', { mapping: noted('legend', '300') }),
      ],
      holding: [sealField('钤印', 'Seals', both('印主', 'Owner'))],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'agent', 'depictedPlace', 'legend', 'transcript', 'subject', 'abstract'],
    facets: [
      { field: 'mapType', sort: 'vocabulary' },
      { field: 'depictedPlace', sort: 'count' },
      { field: 'date', kind: 'years' },
      { field: 'making', sort: 'vocabulary' },
      { field: 'agent', sort: 'count' },
    ],
    sorts: [{ field: 'title' }, { field: 'date' }],
    card: { subtitle: ['agent', 'date', 'depictedPlace'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'rtl', opening: 'single' },
  },
  review: true,
};
