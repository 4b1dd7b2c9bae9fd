import { dated, formed, groupsOf, linked, maps, noted, open, person, placed, states } from './core.js';
import { both, field, part, parts, type Template } from './template.js';

/** 老照片: WH/T 51-2012, DA/T 54. */
export const photograph: Template = {
  key: 'photograph',
  kind: 'photograph',
  name: both('老照片', 'Historical photographs'),
  description: both(
    '照片、底片与影集：拍摄者、时地旧名今名、人物、事件、背题与肖像权。',
    'Photographs, negatives and albums: photographer, place then and now, people, events, inscriptions, portrait rights.',
  ),
  groups: groupsOf({
    core: { date: { label: both('年代', 'Date') }, place: { label: both('相关地点', 'Related place') } },
    own: {
      title: [field('photographer', '拍摄者', 'Photographer', 'agent', { core: 'author', mapping: person('702') })],
      origin: [
        field('taken!', '拍摄时间', 'Taken', 'date', { mapping: dated('taken', '305') }),
        field('takenAt!', '拍摄地点', 'Taken at', 'place', {
          mapping: { ...placed('607'), schemaOrg: 'contentLocation' },
        }),
      ],
      form: [
        field('process', '工艺', 'Process', 'term', { vocabulary: 'photo-process', mapping: formed('307') }),
        field('colour', '色彩', 'Colour', 'term', { vocabulary: 'colour', mapping: formed('215$c') }),
        field('sizeImage', '尺寸', 'Size', 'measurement', {
          mapping: maps('extent', 'physicalDescription/extent', '215$d', '300$c', 'size'),
        }),
        field('negativeNo', '底片号', 'Negative number', 'text', { mapping: noted('negativeNo', '300') }),
        field('inscription', '背题', 'Inscription on the back', 'text', { mapping: noted('inscription', '305') }),
      ],
      content: [
        field('depicted*', '人物', 'People shown', 'compound', {
          options: parts(
            part('agent', '姓名', 'Name', 'agent'),
            part('where~', '位置', 'Where', 'text'),
            part('region', '图中位置', 'On the image', 'region'),
            part('note', '说明', 'Note', 'text'),
          ),
          mapping: maps('subject', 'subject/name', '600', '600', 'mentions'),
        }),
        field('event*', '事件', 'Event', 'term', {
          options: open,
          mapping: maps('subject', 'subject/topic', '606', '650', 'about'),
        }),
        field('album', '影集', 'Album', 'link', { options: states('part-of'), mapping: linked('462') }),
      ],
      holding: [
        field('portraitStatus!~', '肖像权', 'Portrait rights', 'term', {
          vocabulary: 'portrait-status',
          mapping: maps('rights', 'accessCondition', '300', '540'),
        }),
      ],
    },
  }),
  presentation: {
    searchFields: ['title', 'photographer', 'takenAt', 'depicted', 'event', 'inscription', 'subject', 'abstract'],
    facets: [
      { field: 'taken', kind: 'years' },
      { field: 'takenAt', sort: 'count' },
      { field: 'event', sort: 'count' },
      { field: 'photographer', sort: 'count' },
      { field: 'process', sort: 'vocabulary' },
      { field: 'subject', sort: 'count' },
    ],
    sorts: [{ field: 'taken' }, { field: 'title' }],
    card: { subtitle: ['taken', 'takenAt', 'photographer'], summary: 'abstract' },
    layout: 'viewer-side',
    reading: { direction: 'ltr', opening: 'single' },
  },
  review: true,
};
