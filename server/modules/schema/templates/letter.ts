import { dated, groupsOf, linked, maps, noted, open, person, placed, states } from './core.js';
import { sealField } from './shared.js';
import { both, field, type Template } from './template.js';

/** 名人档案、信札. */
export const letter: Template = {
  key: 'letter',
  kind: 'letter',
  name: both('信札档案', 'Letters and papers'),
  description: both(
    '书信、手稿与名人档案：全宗层级、收发信人与地点、落款与邮戳、首句、著作权与开放期限。',
    'Letters and personal papers: series, correspondents and places, signing and postmark, opening words, copyright.',
  ),
  groups: groupsOf({
    core: { date: { label: both('时间', 'Date') }, agent: { label: both('其他责任者', 'Other responsibility') } },
    own: {
      title: [
        field('sender!*', '发信人', 'Sender', 'agent', {
          core: 'author',
          mapping: { ...person('701/702'), schemaOrg: 'sender' },
        }),
        field('recipient!*', '收信人', 'Recipient', 'agent', {
          core: 'addressee',
          mapping: { ...person('701/702'), schemaOrg: 'recipient' },
        }),
      ],
      origin: [
        field('signedDate!', '落款时间', 'Dated', 'date', { mapping: dated('signedDate', '305') }),
        field('postmark', '邮戳时间', 'Postmark', 'date', { mapping: dated('postmark', '305') }),
        field('sentFrom', '发信地', 'Sent from', 'place', { mapping: placed('607') }),
        field('sentTo', '收信地', 'Sent to', 'place', { mapping: placed('607') }),
      ],
      content: [
        field('incipit', '首句', 'Opening words', 'text', { mapping: noted('incipit', '327') }),
        field('mentions*', '提及', 'Mentioned', 'term', {
          options: open,
          mapping: maps('subject', 'subject', '600/604', '600', 'mentions'),
        }),
        field('transcript', '录文', 'Transcription', 'transcription', {
          mapping: maps('description', 'note@type=transcript', '327', '500', 'text'),
        }),
        field('parent', '所属全宗系列', 'Fonds and series', 'link', {
          options: states('part-of'),
          mapping: linked('461-463'),
        }),
        field('published', '发表情况', 'Published', 'text', { mapping: noted('published', '305') }),
      ],
      holding: [
        field('refCode!', '档号', 'Reference code', 'identifier', {
          mapping: maps('identifier', 'identifier@type=refCode', '091', '024'),
        }),
        field('enclosure', '信封附件', 'Envelope and enclosures', 'file', { mapping: noted('enclosure', '856') }),
        field('enclosureNote', '封附说明', 'Note on envelope and enclosures', 'text', {
          mapping: noted('enclosureNote', '300'),
        }),
        sealField('钤印', 'Seals', both('印主', 'Owner')),
        field('rightsHolder~', '著作权人', 'Copyright holder', 'agent', {
          mapping: maps('rightsHolder', 'accessCondition', '300', '542', 'copyrightHolder'),
        }),
        field('restrictedUntil~', '限制至', 'Closed until', 'date', { mapping: dated('restrictedUntil', '300') }),
      ],
    },
  }),
  presentation: {
    searchFields: [
      'title',
      'sender',
      'recipient',
      'incipit',
      'transcript',
      'mentions',
      'sentFrom',
      'sentTo',
      'subject',
      'abstract',
    ],
    facets: [
      { field: 'sender', sort: 'count' },
      { field: 'recipient', sort: 'count' },
      { field: 'signedDate', kind: 'years' },
      { field: 'sentFrom', sort: 'count' },
      { field: 'mentions', sort: 'count' },
    ],
    sorts: [{ field: 'signedDate' }, { field: 'title' }],
    card: { subtitle: ['sender', 'recipient', 'signedDate'], summary: 'incipit' },
    layout: 'viewer-side',
    reading: { direction: 'rtl', opening: 'single' },
  },
  review: true,
};
