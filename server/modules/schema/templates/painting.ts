import { formed, groupsOf, maps, noted } from './core.js';
import { annotationField, sealField } from './shared.js';
import { both, field, type Template } from './template.js';

/** 书画. */
export const painting: Template = {
  key: 'painting',
  kind: 'painting',
  name: both('书画', 'Painting and calligraphy'),
  description: both(
    '绘画与书法：形式、质地、本幅与装裱尺寸、款识、题跋、钤印与鉴藏著录。',
    'Painting and calligraphy: format, support, sizes, signature, colophons, seals and records of ownership.',
  ),
  groups: groupsOf({
    core: { agent: { label: both('作者', 'Artist') }, date: { label: both('创作时间', 'Made') } },
    own: {
      form: [
        field('format!', '形式', 'Format', 'term', {
          vocabulary: 'painting-format',
          mapping: { ...formed('307'), schemaOrg: 'artform' },
        }),
        field('support!', '质地', 'Support', 'term', {
          vocabulary: 'support',
          mapping: { ...formed('307'), schemaOrg: 'artworkSurface' },
        }),
        field('technique*', '技法', 'Technique', 'term', {
          core: 'technique',
          vocabulary: 'painting-technique',
          mapping: { ...formed('307'), schemaOrg: 'artMedium' },
        }),
        field('sizeImage', '本幅尺寸', 'Size of the image', 'measurement', {
          mapping: maps('extent', 'physicalDescription/extent', '215$d', '300$c', 'size'),
        }),
        field('sizeMount', '装裱尺寸', 'Size of the mount', 'measurement', {
          mapping: maps('extent', 'physicalDescription/extent', '215$d', '300$c'),
        }),
      ],
      content: [
        field('signature', '款识', 'Signature', 'text', { mapping: noted('signature', '317') }),
        field('cited*', '鉴藏著录', 'Recorded in', 'text', {
          mapping: maps('description', 'note@type=cited', '321', '510'),
        }),
      ],
      holding: [
        annotationField('317'),
        sealField('钤印', 'Seals', both('印主', 'Owner')),
        field('opinion-', '鉴定', 'Expert opinion', 'text', { mapping: noted('opinion', '300') }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'altTitle', 'agent', 'signature', 'annotation', 'seal', 'subject', 'abstract'],
    facets: [
      { field: 'agent', sort: 'count' },
      { field: 'format', sort: 'vocabulary' },
      { field: 'support', sort: 'vocabulary' },
      { field: 'technique', sort: 'vocabulary' },
      { field: 'date', kind: 'years' },
    ],
    sorts: [{ field: 'title' }, { field: 'date' }, { field: 'agent' }],
    card: { subtitle: ['agent', 'date', 'format'], summary: 'abstract' },
    layout: 'viewer-side',
    reading: { direction: 'rtl', opening: 'single' },
  },
  review: true,
};
