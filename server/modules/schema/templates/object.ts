import { counted, dated, formed, genre, groupsOf, maps, noted, open } from './core.js';
import { both, field, part, parts, type Template } from './template.js';

/** 实物、三维: 馆藏文物登录规范 (2013), fourteen items. */
export const object: Template = {
  key: 'object',
  kind: 'object',
  name: both('实物三维', 'Objects in 3D'),
  description: both(
    '器物与实物：登录规范十四项，另记三维模型的采集方式、面数与热点。',
    'Objects: the fourteen items of the national register, with how the model was captured, its size and hotspots.',
  ),
  groups: groupsOf({
    core: {
      title: { label: both('名称', 'Name') },
      date: { label: both('年代（时间）', 'Date') },
    },
    own: {
      origin: [
        field('period!', '年代', 'Period', 'term', {
          vocabulary: 'dynasty',
          mapping: maps('temporal', 'subject/temporal', '610', '648', 'temporalCoverage'),
        }),
        field('acquisition!', '来源', 'Acquired from', 'text', { mapping: noted('acquisition', '317') }),
      ],
      form: [
        field('material!*', '质地', 'Material', 'term', {
          vocabulary: 'support',
          mapping: { ...formed('307'), schemaOrg: 'material' },
        }),
        field('category!', '类别', 'Category', 'term', { vocabulary: 'object-category', mapping: genre('610') }),
        field('count!', '数量', 'Count', 'number', { options: { unit: '件' }, mapping: counted('215$a') }),
        field('size!*', '尺寸', 'Size', 'measurement', {
          mapping: maps('extent', 'physicalDescription/extent', '215$d', '300$c', 'size'),
        }),
        field('weight', '质量', 'Weight', 'number', { options: { unit: 'g' }, mapping: counted('215') }),
        field('condition!~', '完残', 'Condition', 'text', { mapping: noted('condition', '316') }),
        field('preservation-', '保存状态', 'State of preservation', 'term', {
          vocabulary: 'condition-state',
          mapping: noted('preservation', '316'),
        }),
        field('glb', '模型', 'Model', 'file', { mapping: noted('glb', '856') }),
        field('capture~', '采集方式', 'Captured by', 'term', {
          options: open,
          vocabulary: 'capture',
          mapping: noted('capture', '300'),
        }),
        field('unit~', '模型单位', 'Unit of the model', 'term', {
          vocabulary: 'model-unit',
          mapping: noted('unit', '300'),
        }),
        field('up~', '上轴', 'Up axis', 'term', { vocabulary: 'up-axis', mapping: noted('up', '300') }),
        field('faces', '面数', 'Faces', 'number', { mapping: counted('215') }),
      ],
      content: [
        field('hotspots*', '热点', 'Hotspots', 'compound', {
          options: parts(
            part('title', '标题', 'Title', 'text'),
            part('text', '说明', 'Text', 'long-text'),
            part('position-', '位置', 'Position', 'text'),
            part('normal-', '朝向', 'Facing', 'text'),
          ),
          mapping: noted('hotspots', '300'),
        }),
      ],
      holding: [
        field('holder!~', '收藏单位', 'Holding institution', 'agent', {
          mapping: maps('contributor', 'location/physicalLocation', '317', '535', 'provider'),
        }),
        field('regNo!', '总登记号', 'Registration number', 'identifier', {
          mapping: maps('identifier', 'identifier@type=regNo', '091', '024'),
        }),
        field('grade~', '级别', 'Grade', 'term', {
          core: 'grade',
          vocabulary: 'object-grade',
          mapping: noted('grade', '300'),
        }),
        field('accessioned-', '入库时间', 'Accessioned', 'date', { mapping: dated('accessioned', '317') }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'agent', 'material', 'category', 'place', 'subject', 'abstract'],
    facets: [
      { field: 'category', sort: 'vocabulary' },
      { field: 'period', sort: 'vocabulary' },
      { field: 'material', sort: 'vocabulary' },
      { field: 'place', sort: 'count' },
    ],
    sorts: [{ field: 'title' }, { field: 'date' }, { field: 'regNo' }],
    card: { subtitle: ['period', 'material', 'size'], summary: 'abstract' },
    layout: 'viewer-side',
    reading: { direction: 'ltr', opening: 'single' },
  },
  review: true,
};
