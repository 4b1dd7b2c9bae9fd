import type { LocalizedText } from '../../../contract/localized.js';
import type { FieldDefinition } from '../../../contract/collection.js';
import { both, field, group, part, parts, type TemplateField, type TemplateGroup } from './template.js';

type Mapping = NonNullable<FieldDefinition['mapping']>;

/** One mapping a line: Dublin Core, MODS, CNMARC, MARC 21, schema.org. */
export const maps = (dc: string, mods: string, cnmarc: string, marc21: string, schemaOrg?: string): Mapping => ({
  ...(dc ? { dc } : {}),
  ...(mods ? { mods } : {}),
  ...(cnmarc ? { cnmarc } : {}),
  ...(marc21 ? { marc21 } : {}),
  ...(schemaOrg ? { schemaOrg } : {}),
});

export const open = { open: true };
/** What the record is to the items that a link field of it leads to. */
export const states = (relation: string) => ({ relation });

/** What every collection has, so that one search over all of them can use it. */
export const coreFields = {
  identifier: field('identifier!*', '标识符', 'Identifier', 'identifier', {
    core: 'identifier',
    mapping: maps('identifier', 'identifier', '001, 010, 091', '001, 020', 'identifier'),
  }),
  title: field('title!!', '正题名', 'Title', 'text', {
    core: 'title',
    mapping: maps('title', 'titleInfo', '200$a; 518', '245$a', 'name'),
  }),
  altTitle: field('altTitle*', '其他题名', 'Other title', 'compound', {
    core: 'altTitle',
    options: parts(part('kind~', '类型', 'Kind', 'term', 'title-kind', open), part('value!', '题名', 'Title', 'text')),
    mapping: maps('alternative', 'titleInfo@type', '200$d$e; 512, 514, 516, 517', '246', 'alternateName'),
  }),
  agent: field('agent*', '责任者', 'Responsibility', 'agent', {
    core: 'agent',
    mapping: maps('creator', 'name', '200$f$g; 701/702, 711/712', '100/700/710', 'creator'),
  }),
  place: field('place*', '地点', 'Place', 'place', {
    core: 'place',
    mapping: maps('spatial', 'originInfo/place', '210$a; 620', '264$a', 'locationCreated'),
  }),
  publisher: field('publisher*', '出版刊刻者', 'Publisher', 'agent', {
    core: 'publisher',
    mapping: maps('publisher', 'originInfo/publisher', '210$c', '264$b', 'publisher'),
  }),
  date: field('date*', '时间', 'Date', 'date', {
    core: 'date',
    mapping: maps('date', 'originInfo/dateIssued@encoding=edtf', '210$d; 100$a/8-16', '264$c, 046', 'dateCreated'),
  }),
  extent: field('extent', '载体形态', 'Extent', 'text', {
    core: 'extent',
    mapping: maps('extent', 'physicalDescription/extent', '215$a$c$d$e; 307', '300', 'materialExtent'),
  }),
  language: field('language!*', '语种文字', 'Language', 'term', {
    core: 'language',
    vocabulary: 'language',
    mapping: maps('language', 'language', '101$a; 100/34-35', '041, 546', 'inLanguage'),
  }),
  class: field('class*', '分类', 'Classification', 'term', {
    core: 'class',
    vocabulary: 'clc',
    // Libraries class by many schemes: whatever is not in this one is kept as it is written.
    options: open,
    mapping: maps('subject', 'classification', '690', '084', 'genre'),
  }),
  subject: field('subject*', '主题', 'Subject', 'term', {
    core: 'subject',
    options: open,
    mapping: maps('subject', 'subject', '606, 610', '650/653', 'about'),
  }),
  relation: field('relation*', '丛编与相关', 'Series and related', 'link', {
    core: 'relation',
    mapping: maps('relation', 'relatedItem', '225, 410, 461-464, 455', '490, 77X', 'isPartOf'),
  }),
  abstract: field('abstract*', '摘要附注', 'Summary and notes', 'long-text', {
    core: 'abstract',
    mapping: maps('abstract', 'abstract', '330, 300', '520/500', 'abstract'),
  }),
  provenance: field('provenance*', '收藏史', 'Provenance', 'long-text', {
    core: 'provenance',
    mapping: maps('provenance', 'note@type=ownership', '317', '561'),
  }),
  callNo: field('callNo!', '馆藏索书号', 'Call number', 'compound', {
    core: 'callNo',
    options: parts(part('location~', '馆藏地', 'Location', 'text'), part('number!', '索书号', 'Number', 'text')),
    mapping: maps('', 'location/shelfLocator', '905', '852'),
  }),
  rights: field('rights!', '权利', 'Rights', 'compound', {
    core: 'rights',
    options: parts(
      part('status!', '权利状态', 'Status', 'term', 'rights-status'),
      part('basis', '依据', 'Basis', 'text'),
      part('access', '利用方式', 'Access', 'term', 'access-terms'),
      part('licence', '许可', 'Licence', 'text'),
      part('until', '截止', 'Until', 'date'),
    ),
    mapping: maps('rights', 'accessCondition', '300', '540/506', 'usageInfo'),
  }),
  source: field('source!', '记录来源', 'Source of the record', 'compound', {
    core: 'recordSource',
    options: parts(
      part('agency!', '编目机构', 'Agency', 'text'),
      part('rules', '编目规则', 'Rules', 'text'),
      part('language', '编目语言', 'Language', 'text'),
      part('date', '日期', 'Date', 'date'),
    ),
    mapping: maps('', 'recordInfo', '801$a$b$c', '040'),
  }),
} satisfies Record<string, TemplateField>;

export type CoreName = keyof typeof coreFields;
export type GroupName = 'title' | 'origin' | 'form' | 'content' | 'holding' | 'record';

export const groupLabels: Record<GroupName, LocalizedText> = {
  title: both('题名与责任', 'Title and responsibility'),
  origin: both('时间与来历', 'Date and origin'),
  form: both('形态', 'Physical form'),
  content: both('内容', 'Content'),
  holding: both('收藏与权利', 'Holding and rights'),
  record: both('记录', 'Record'),
};

const coreGroups: Record<GroupName, CoreName[]> = {
  title: ['title', 'altTitle', 'agent'],
  origin: ['date', 'place', 'publisher'],
  form: ['extent'],
  content: ['language', 'class', 'subject', 'abstract', 'relation'],
  holding: ['identifier', 'callNo', 'provenance', 'rights'],
  record: ['source'],
};

interface Shape {
  /** What the material calls its core fields, or how it uses them; the meaning stays. */
  core?: Partial<Record<CoreName, Partial<TemplateField>>>;
  /** The material's own fields, by the group in which they stand; they come after the core's. */
  own?: Partial<Record<GroupName, TemplateField[]>>;
  groups?: Partial<Record<GroupName, LocalizedText>>;
}

/** The core with the material's own fields in their places. */
export function groupsOf({ core = {}, own = {}, groups = {} }: Shape): TemplateGroup[] {
  return (Object.keys(coreGroups) as GroupName[]).map((name) => {
    const label = groups[name] ?? groupLabels[name];
    const fields = [
      ...coreGroups[name].map((key): TemplateField => ({ ...coreFields[key], ...core[key] })),
      ...(own[name] ?? []),
    ];
    return { ...group(name, '', '', fields), label };
  });
}

// Rules for where an own field goes on export, by what it is.
export const counted = (cnmarc: string): Mapping => maps('extent', 'physicalDescription/extent', cnmarc, '300');
export const formed = (cnmarc: string): Mapping => maps('format', 'physicalDescription/form', cnmarc, '340');
export const genre = (cnmarc: string): Mapping => maps('type', 'genre', cnmarc, '655');
export const person = (cnmarc: string, marc21 = '700'): Mapping =>
  maps('contributor', 'name/role', cnmarc, marc21, 'contributor');
export const dated = (key: string, cnmarc: string): Mapping =>
  maps('date', `originInfo/dateOther@type=${key}`, cnmarc, '046');
export const placed = (cnmarc: string): Mapping =>
  maps('spatial', 'subject/geographic', cnmarc, '651', 'spatialCoverage');
export const linked = (cnmarc: string): Mapping => maps('relation', 'relatedItem', cnmarc, '787', 'isRelatedTo');
export const noted = (key: string, cnmarc: string): Mapping => maps('description', `note@type=${key}`, cnmarc, '500');
