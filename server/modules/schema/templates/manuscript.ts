import { counted, formed, groupsOf, linked, maps, noted, open } from './core.js';
import { both, field, part, parts, type Template } from './template.js';

/** 手稿、写本（敦煌）. */
export const manuscript: Template = {
  key: 'manuscript',
  kind: 'manuscript',
  name: both('写本手稿', 'Manuscripts'),
  description: both(
    '写卷与手稿：编号体系、首尾存况、起止字句、纸数行款、题记、缀合与录文。',
    'Scrolls and manuscripts: shelf-marks, state of beginning and end, first and last words, ruling, dedications, joins.',
  ),
  groups: groupsOf({
    core: { title: { label: both('题名', 'Title') }, agent: { label: both('著者书手', 'Author and scribe') } },
    own: {
      title: [
        field('shelfmark!*', '编号', 'Shelf-mark', 'compound', {
          options: parts(
            part('system', '体系', 'System', 'term', 'shelfmark-system', open),
            part('number', '号', 'Number', 'text'),
          ),
          mapping: maps('identifier', 'identifier@type=shelfmark', '091', '024'),
        }),
        field('assignedTitle!', '定名', 'Assigned title', 'text', {
          mapping: maps('title', 'titleInfo', '200$a', '245$a', 'alternateName'),
        }),
        field('headTitle', '首题', 'Head title', 'text', {
          mapping: maps('alternative', 'titleInfo@type', '514', '246'),
        }),
        field('endTitle', '尾题', 'End title', 'text', {
          mapping: maps('alternative', 'titleInfo@type', '517', '246'),
        }),
      ],
      origin: [field('datingBasis', '断代依据', 'Basis of the date', 'text', { mapping: noted('datingBasis', '305') })],
      form: [
        field('headTailState!', '首尾存况', 'Beginning and end', 'term', {
          vocabulary: 'head-tail-state',
          mapping: noted('headTailState', '316'),
        }),
        field('sheets', '纸数', 'Sheets', 'number', { options: { unit: '纸' }, mapping: counted('215') }),
        field('lines', '行数', 'Lines', 'number', { options: { unit: '行' }, mapping: counted('215') }),
        field('charsPerLine', '行字数', 'Characters to the line', 'number', {
          options: { unit: '字' },
          mapping: counted('215'),
        }),
        field('ruling', '界栏', 'Ruling', 'term', { vocabulary: 'ruling', mapping: formed('307') }),
        field('paper', '纸质', 'Paper', 'term', { vocabulary: 'support', mapping: formed('307') }),
        field('side', '书写面', 'Side', 'term', { vocabulary: 'side', mapping: noted('side', '307') }),
        field('verso', '背面', 'Verso', 'link', { mapping: linked('488') }),
        field('hand', '书体', 'Hand', 'term', { vocabulary: 'script', mapping: formed('307') }),
      ],
      content: [
        field('incipit', '起', 'First words', 'text', { mapping: noted('incipit', '327') }),
        field('explicit', '止', 'Last words', 'text', { mapping: noted('explicit', '327') }),
        field('canonNo', '藏经号', 'Number in the canon', 'text', { mapping: noted('canonNo', '300') }),
        field('dedication*', '题记', 'Dedication', 'compound', {
          options: parts(
            part('text', '文字', 'Text', 'long-text'),
            part('date', '时间', 'Date', 'date'),
            part('agent', '题者', 'By', 'agent'),
          ),
          mapping: noted('dedication', '317'),
        }),
        field('jottings', '杂写校改', 'Jottings and corrections', 'text', { mapping: noted('jottings', '316') }),
        field('joins*', '缀合', 'Joins with', 'compound', {
          options: parts(part('item', '写卷', 'Manuscript', 'link'), part('where~', '部位', 'Where', 'text')),
          mapping: linked('488'),
        }),
        field('transcript', '录文', 'Transcription', 'transcription', {
          mapping: maps('description', 'note@type=transcript', '327', '500', 'text'),
        }),
        field('transcriptFile', '录文文件', 'Transcription as a file', 'file', {
          mapping: noted('transcriptFile', '856'),
        }),
        field('studies*', '研究文献', 'Studies', 'text', {
          mapping: maps('description', 'note@type=studies', '321', '510'),
        }),
      ],
    },
  }),
  presentation: {
    searchFields: [
      'title',
      'assignedTitle',
      'headTitle',
      'endTitle',
      'shelfmark',
      'agent',
      'incipit',
      'explicit',
      'dedication',
      'transcript',
      'subject',
      'abstract',
    ],
    facets: [
      { field: 'class', sort: 'vocabulary' },
      { field: 'date', kind: 'years' },
      { field: 'language', sort: 'vocabulary' },
      { field: 'headTailState', sort: 'vocabulary' },
      { field: 'hand', sort: 'vocabulary' },
    ],
    sorts: [{ field: 'shelfmark' }, { field: 'title' }, { field: 'date' }],
    card: { subtitle: ['shelfmark', 'date', 'extent'], summary: 'abstract' },
    layout: 'viewer-top',
    reading: { direction: 'rtl', opening: 'single' },
  },
  review: true,
};
