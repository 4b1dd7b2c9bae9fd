import type { MaterialKind } from '../../contract/collection.js';
import type { RecordForm } from '../schema/value.service.js';
import { classWords, edtfOf, type ExportField, type ExportRecord, notation } from './export.record.js';
import { isBody } from '../../contract/bodies.js';
import { marcLanguage } from './languages.js';
import { el, type Xml, xmlDocument } from '../../platform/xml.js';
import { nameTable } from '../../contract/name.table.js';

const resourceType: Partial<Record<MaterialKind, string>> = {
  rubbing: 'still image',
  painting: 'still image',
  photograph: 'still image',
  map: 'cartographic',
  recording: 'sound recording',
  object: 'three dimensional object',
  archive: 'mixed material',
};

/** Titles of other kinds in the words that MODS has for them. */
const titleTypes = nameTable<string>({ translated: 'translated', uniform: 'uniform', short: 'abbreviated' });

/** The order of the standard's own outline; elements that a record names otherwise come at the end of their like. */
const order = [
  'titleInfo',
  'name',
  'typeOfResource',
  'genre',
  'originInfo',
  'language',
  'physicalDescription',
  'abstract',
  'tableOfContents',
  'note',
  'subject',
  'classification',
  'relatedItem',
  'identifier',
  'location',
  'accessCondition',
  'part',
  'recordInfo',
];

/** Parts of these belong into one element, however many fields they come from. */
const gathered = new Set(['originInfo', 'physicalDescription', 'location', 'part']);
/** MODS asks for this order within an origin. */
const originOrder = ['place', 'publisher', 'dateIssued', 'dateOther', 'edition', 'frequency'];

interface Path {
  steps: string[];
  attributes: Record<string, string>;
}

/** `originInfo/dateOther@type=run`: elements from the outside in, and attributes of the innermost. */
export function readPath(path: string): Path {
  const [steps = '', ...attributes] = path.split('@');
  return {
    steps: steps.split('/').filter(Boolean),
    attributes: Object.fromEntries(
      attributes.flatMap((one) => {
        const [name = '', value] = one.split('=');
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

const personal = (name: string): string => (isBody(name) ? 'corporate' : 'personal');

function nameOf(value: RecordForm, field: ExportField, attributes: Record<string, string> = {}): Xml {
  const { name = { text: value.text }, dynasty, dates, role } = value.parts;
  const relator = value.marc['4'];
  const code = relator && /^[a-z]{3}$/.test(relator) ? relator : undefined;
  const said = role?.text ?? (field.core === 'agent' ? undefined : field.label);
  return el(
    'name',
    { type: personal(name.text), ...attributes },
    el('namePart', {}, name.text),
    dynasty && el('namePart', { type: 'termsOfAddress' }, dynasty.text),
    dates && el('namePart', { type: 'date' }, dates.text),
    said === undefined && code === undefined
      ? undefined
      : el(
          'role',
          {},
          said === undefined ? undefined : el('roleTerm', { type: 'text' }, said),
          code === undefined ? undefined : el('roleTerm', { type: 'code', authority: 'marcrelator' }, code),
        ),
  );
}

function datesOf(value: RecordForm, name: string, attributes: Record<string, string>): Xml[] {
  const { encoding: _, ...rest } = attributes;
  const edtf = edtfOf(value);
  const written = el(name, rest, value.text);
  return edtf !== undefined && edtf !== value.text
    ? [written, el(name, { ...rest, encoding: 'edtf' }, edtf)]
    : [edtf === undefined ? written : el(name, { ...rest, encoding: 'edtf' }, edtf)];
}

const agencyOf = ({ parts, text }: RecordForm): Xml =>
  el(
    'recordInfo',
    {},
    parts['agency'] && el('recordContentSource', {}, parts['agency'].text),
    parts['date'] && el('recordCreationDate', {}, parts['date'].text),
    parts['language'] && el('languageOfCataloging', {}, el('languageTerm', { type: 'text' }, parts['language'].text)),
    parts['rules'] && el('descriptionStandard', {}, parts['rules'].text),
    Object.keys(parts).length === 0 ? el('recordInfoNote', {}, text) : undefined,
  );

function titleOf(value: RecordForm, field: ExportField, attributes: Record<string, string>): Xml {
  const { kind, value: own, text } = value.parts;
  const type =
    attributes['type'] ?? (field.core === 'title' ? undefined : (titleTypes[kind?.key ?? ''] ?? 'alternative'));
  return el(
    'titleInfo',
    {
      type,
      displayLabel: type === undefined ? undefined : (kind?.text ?? field.label),
      lang: value.lang,
    },
    el('title', {}, (own ?? text)?.text ?? value.text),
  );
}

function subjectOf(value: RecordForm, field: ExportField, inner: string[]): Xml {
  const [first = 'topic', second] = inner;
  const authority = value.code === undefined ? undefined : field.vocabulary;
  if (first === 'cartographics')
    return el('subject', {}, el('cartographics', {}, el(second ?? 'scale', {}, value.text)));
  if (first === 'name') {
    const name = value.parts['agent']?.text ?? value.parts['name']?.text ?? value.text;
    return el('subject', {}, el('name', { type: personal(name) }, el('namePart', {}, name)));
  }
  if (first === 'geographic') {
    const { name, modern } = value.parts;
    return el(
      'subject',
      {},
      el('geographic', {}, name?.text ?? value.text),
      modern && el('geographic', {}, modern.text),
    );
  }
  return el('subject', { authority }, el(first, {}, value.text));
}

function relatedOf(value: RecordForm, field: ExportField, origin: string): Xml {
  const { item, where } = value.parts;
  const title = value.marc['t'] ?? item?.text ?? value.text;
  const type =
    field.related ??
    (field.mapping.schemaOrg === 'isPartOf'
      ? 'host'
      : field.mapping.schemaOrg === 'hasPart'
        ? 'constituent'
        : undefined);
  return el(
    'relatedItem',
    { type, displayLabel: field.label },
    el('titleInfo', {}, el('title', {}, title)),
    where && el('note', {}, where.text),
    value.marc['w'] ? el('location', {}, el('url', {}, `${origin}/i/${value.marc['w']}`)) : undefined,
  );
}

/** Elements of one value; those that gather stand in an element of the outer name. */
function elementsOf(field: ExportField, value: RecordForm, origin: string): Xml[] {
  const { steps, attributes } = readPath(field.mapping.mods ?? '');
  const [outer, ...inner] = steps;
  const last = inner.at(-1);
  switch (outer) {
    case undefined:
      return [];
    case 'titleInfo':
      return [titleOf(value, field, attributes)];
    case 'name':
      return [nameOf(value, field)];
    case 'language': {
      const code = marcLanguage(value.code);
      return [
        el(
          'language',
          {},
          el('languageTerm', { type: 'text' }, value.text),
          code ? el('languageTerm', { type: 'code', authority: 'iso639-2b' }, code) : undefined,
        ),
      ];
    }
    case 'subject':
      return [subjectOf(value, field, inner)];
    case 'relatedItem':
      return [relatedOf(value, field, origin)];
    case 'recordInfo':
      return [agencyOf(value)];
    case 'classification':
      return [el('classification', { authority: field.vocabulary, displayLabel: field.label }, classText(value))];
    case 'genre':
      return [el('genre', { authority: field.vocabulary }, value.text)];
    case 'accessCondition':
      return [el('accessCondition', { type: 'use and reproduction', displayLabel: field.label }, value.text)];
    case 'originInfo': {
      if (last === 'place') {
        return [
          el(
            'originInfo',
            {},
            el('place', {}, el('placeTerm', { type: 'text' }, value.parts['name']?.text ?? value.text)),
          ),
        ];
      }
      if (last === 'publisher')
        return [el('originInfo', {}, el('publisher', {}, value.parts['name']?.text ?? value.text))];
      if (last?.startsWith('date')) return [el('originInfo', {}, ...datesOf(value, last, attributes))];
      return [el('originInfo', {}, el(last ?? 'edition', attributes, value.text))];
    }
    case 'location': {
      const { location, number } = value.parts;
      if (last === 'shelfLocator') {
        return [
          el(
            'location',
            {},
            location && el('physicalLocation', {}, location.text),
            el('shelfLocator', {}, number?.text ?? value.text),
          ),
        ];
      }
      return [el('location', {}, el(last ?? 'physicalLocation', attributes, value.parts['name']?.text ?? value.text))];
    }
    case 'part': {
      const details = Object.entries(value.parts).map(([type, part]) =>
        el('detail', { type }, el('number', {}, part.text)),
      );
      return [el('part', {}, ...(details.length > 0 ? details : [el('text', {}, value.text)]))];
    }
    case 'note':
      return [el('note', { ...attributes, displayLabel: field.label }, value.text)];
    default: {
      const body = inner.reduceRight<Xml | string>((child, name, at) => {
        return el(name, at === inner.length - 1 ? attributes : {}, child);
      }, value.text);
      return [el(outer, inner.length === 0 ? { ...attributes, lang: value.lang } : {}, body)];
    }
  }
}

const classText = (value: RecordForm): string => {
  const sign = notation(value);
  return sign === undefined ? classWords(value) : sign === value.text ? sign : `${sign} ${value.text}`;
};

export function mods(record: ExportRecord): string {
  const all = [
    ...record.fields.flatMap((field) => field.values.flatMap((value) => elementsOf(field, value, record.origin))),
    el('typeOfResource', {}, resourceType[record.kind] ?? 'text'),
    el('identifier', { type: 'uri' }, record.url),
    el('location', {}, el('physicalLocation', {}, record.library), el('url', { usage: 'primary' }, record.url)),
    el(
      'recordInfo',
      {},
      el('recordIdentifier', { source: record.origin }, record.pid),
      el('recordChangeDate', { encoding: 'iso8601' }, record.changedAt.toISOString().slice(0, 10)),
    ),
  ];
  const children = order.flatMap((name) => {
    const like = all.filter((one) => one.name === name);
    if (like.length === 0) return [];
    if (name === 'originInfo') return [el(name, {}, ...inOrder(like.flatMap((one) => one.children)))];
    if (name === 'recordInfo') return [el(name, {}, ...like.flatMap((one) => one.children))];
    return gathered.has(name) && name !== 'location' ? [el(name, {}, ...like.flatMap((one) => one.children))] : like;
  });
  return xmlDocument(
    el(
      'mods',
      {
        xmlns: 'http://www.loc.gov/mods/v3',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation': 'http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-8.xsd',
        version: '3.8',
      },
      ...children,
    ),
  );
}

function inOrder(children: (Xml | string)[]): (Xml | string)[] {
  const place = (one: Xml | string): number => originOrder.indexOf(typeof one === 'string' ? '' : one.name);
  return children
    .map((one, at) => [one, at] as const)
    .sort((a, b) => place(a[0]) - place(b[0]) || a[1] - b[1])
    .map(([one]) => one);
}
