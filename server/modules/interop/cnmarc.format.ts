import { pinyin } from '../../contract/text/index.js';
import type { RecordForm } from '../schema/value.service.js';
import { classWords, type ExportField, type ExportRecord, notation, saidAs, schemeOf } from './export.record.js';
import { isBody } from '../../contract/bodies.js';
import { marcLanguage } from './languages.js';
import {
  compactDay,
  type DataField,
  dataField,
  marcExchange,
  readTags,
  stamp,
  type TagSpec,
  writeMarc,
} from './marc.record.js';
import { dateText, hasHan, issueText, nameText, responsibility, type Statements, statements } from './statements.js';
import { nameTable } from '../../contract/name.table.js';

/** Those who bear the first responsibility for a work; the rest are in 702 and 712. */
const first = new Set(['aut', 'com', 'art', 'pht', 'scr', 'cre', 'ive', 'crp']);

/** Kinds of other title, by field. */
const titleTags = nameTable<string>({
  parallel: '510',
  translated: '510',
  uniform: '500',
  cover: '512',
  caption: '514',
  first: '514',
  forehead: '514',
  running: '515',
  spine: '516',
  modern: '518',
});

function person(tag: string, value: RecordForm, label?: string): DataField[] {
  const name = nameText(value);
  const { dynasty, dates, role } = value.parts;
  const body = isBody(name);
  // 701 and 711 differ only in whether a person or a body is meant: the name itself decides.
  const own = /^7[01]/.test(tag) ? `7${body ? '1' : '0'}${tag[2]}` : /^60[01]/.test(tag) ? (body ? '601' : '600') : tag;
  return dataField(
    own,
    body ? '02' : '#0',
    ['c', dynasty && `(${dynasty.text})`],
    ['a', name],
    ['f', dates?.text],
    own.startsWith('7') ? ['4', role?.text ?? label] : undefined,
  );
}

const linked = (tag: string, value: RecordForm): DataField[] => {
  const title = value.parts['item']?.text ?? value.marc['t'] ?? value.text;
  const control: [string, string][] = value.marc['w'] ? [['1', `001${value.marc['w']}`]] : [];
  return dataField(tag, '#0', ...control, ['1', '2001 '], ['a', title]).map((field) => ({
    ...field,
    // The embedded field keeps its own indicators, the blank one too.
    subfields: field.subfields.map(([code, text]) => [code, text === '2001' ? '2001 ' : text]),
  }));
};

/** One value of a field of its own, where the mapping sends it. */
function placed(field: ExportField, value: RecordForm, { tag, codes }: TagSpec, origin: string): DataField[] {
  const code = codes[0] ?? 'a';
  const note = `${field.label}：${value.text}`;
  if (/^7[01][12]$/.test(tag))
    return person(tag === '701' && !primary(value) && secondOf(field) ? '702' : tag, value, field.label);
  if (/^60[01]$/.test(tag)) return person(tag, { ...value, ...subjectName(value) });
  if (tag === '604') return dataField(tag, '##', ['1', value.text]);
  if (/^4[1-8]\d$/.test(tag)) return linked(tag, value);
  if (/^5\d\d$/.test(tag))
    return dataField(tag, '1#', ['a', value.parts['value']?.text ?? value.parts['text']?.text ?? value.text]);
  if (tag === '606') return subject(field, value);
  if (tag === '607') return dataField(tag, '##', ['a', nameText(value)]);
  if (tag === '620') return dataField(tag, '##', ['d', nameText(value)]);
  if (tag === '690' || tag === '692' || tag === '696') {
    return dataField(tag, '##', ['a', notation(value) ?? classWords(value)]);
  }
  if (tag === '856') {
    const address = value.marc['u'];
    return dataField(tag, '40', ['u', address?.startsWith('/') ? `${origin}${address}` : address], ['z', field.label]);
  }
  if (tag === '101') return dataField(tag, '0#', ['a', marcLanguage(value.code) ?? value.text]);
  if (tag === '207') return dataField(tag, '#0', ['a', issueText(value)]);
  if (tag === '905') {
    const { location, number } = value.parts;
    return dataField(tag, '##', ['b', location?.text], ['d', number?.text ?? value.text]);
  }
  if (tag === '330') return dataField(tag, '##', ['a', value.text]);
  if (/^3/.test(tag)) return dataField(tag, '##', ['a', note]);
  return dataField(tag, '##', [code, value.text]);
}

/** Whether the mapping leaves it open in which of the two a person stands. */
const secondOf = (field: ExportField): boolean => readTags(field.mapping.cnmarc).some(({ tag }) => tag === '702');
const primary = (value: RecordForm): boolean => {
  const relator = value.marc['4'];
  return relator === undefined || first.has(relator);
};

/** A person shown or written of may stand in a part of the value. */
const subjectName = (value: RecordForm): Partial<RecordForm> =>
  value.parts['agent'] ? { parts: { name: value.parts['agent'] } } : {};

const subject = (field: ExportField, value: RecordForm): DataField[] =>
  value.code === undefined
    ? dataField('610', '0#', ['a', value.text])
    : dataField('606', '0#', ['a', value.text], ['2', schemeOf(field.vocabulary)]);

/** One 215 for the whole: counts, further matter, size. */
function extent(record: ExportRecord, rest: ExportField[]): { fields: DataField[]; used: Set<ExportField> } {
  const used = new Set<ExportField>();
  const said: Record<string, string[]> = { a: [], c: [], d: [], e: [] };
  for (const field of rest) {
    const spec = readTags(field.mapping.cnmarc)[0];
    if (spec?.tag !== '215' || field.values.length === 0) continue;
    used.add(field);
    said[spec.codes[0] ?? 'a']!.push(...field.values.map(({ text }) => text));
  }
  const whole = saidAs(record, 'extent').map(({ text }) => text);
  if (said['a']!.length === 0) said['a']!.push(...whole);
  const fields = dataField('215', '##', ...['a', 'c', 'd', 'e'].map((code) => [code, said[code]!.join('，')] as const));
  const kept = fields[0]?.subfields.find(([code]) => code === 'a')?.[1];
  const left = whole.filter((text) => text !== kept);
  return { fields: [...fields, ...left.flatMap((text) => dataField('307', '##', ['a', text]))], used };
}

/** 36 characters that say by position what the record is about. */
export function generalData(record: ExportRecord, { years, title }: Statements): string {
  const kind = years === undefined ? 'u' : years[0] === years[1] ? 'd' : 'f';
  const [from, to] = years === undefined ? ['    ', '    '] : [years[0], years[0] === years[1] ? '    ' : years[1]];
  const script = hasHan(title?.text) ? 'ea' : 'ba';
  return `${compactDay(record.enteredAt)}${kind}${from}${to}u  y0chiy50      ${script}`;
}

const form: Partial<Record<ExportRecord['kind'], string>> = {
  manuscript: 'bm',
  letter: 'bm',
  deed: 'bm',
  archive: 'bm',
  periodical: 'as',
  newspaper: 'as',
  map: 'em',
  rubbing: 'km',
  painting: 'km',
  photograph: 'km',
  recording: 'im',
  object: 'rm',
};

export function cnmarc(record: ExportRecord): string {
  const said = statements(record, 'cnmarc', '200');
  const { title, otherTitle, agents, places, publishers, dates, languages } = said;
  const [lead, ...others] = responsibility(agents);
  const altTitles = saidAs(record, 'altTitle');
  const within = altTitles.filter(
    ({ parts }) => parts['kind']?.key === 'parallel' || parts['kind']?.key === 'subtitle',
  );
  const codes = [...new Set(languages.flatMap((one) => marcLanguage(one.code) ?? []))];
  const { fields: physical, used } = extent(record, said.rest);
  const sources = saidAs(record, 'recordSource');
  const fields: DataField[] = [
    ...saidAs(record, 'identifier').flatMap(({ text }) =>
      /^97[89][\d-]{10,14}$/.test(text) ? dataField('010', '##', ['a', text]) : dataField('091', '##', ['a', text]),
    ),
    ...dataField('100', '##', ['a', '-']).map((field) => ({
      ...field,
      subfields: [['a', generalData(record, said)] as [string, string]],
    })),
    ...dataField('101', '0#', ...codes.map((code) => ['a', code] as const)),
    ...(hasHan(title?.text) ? dataField('102', '##', ['a', 'CN']) : []),
    ...dataField(
      '200',
      '1#',
      ['a', title?.text ?? record.title],
      hasHan(title?.text) ? ['9', pinyin(title!.text)] : undefined,
      ...within.map(
        ({ parts, text }) => [parts['kind']?.key === 'parallel' ? 'd' : 'e', parts['value']?.text ?? text] as const,
      ),
      ['f', lead],
      ...others.map((line) => ['g', line] as const),
    ),
    ...dataField(
      '210',
      '##',
      ...places.map((place) => ['a', nameText(place)] as const),
      ...publishers.map((one) => ['c', nameText(one)] as const),
      ...dates.map((date) => ['d', dateText(date)] as const),
    ),
    ...physical,
    ...altTitles
      .filter((value) => !within.includes(value) || value.parts['kind']?.key === 'parallel')
      .flatMap(({ parts, text }) =>
        dataField(titleTags[parts['kind']?.key ?? ''] ?? '517', '1#', ['a', parts['value']?.text ?? text]),
      ),
    ...(otherTitle ? dataField('517', '1#', ['a', otherTitle.text]) : []),
    ...agents.flatMap((value) => person(primary(value) ? '701' : '702', value)),
    ...sources.flatMap(({ parts, text }) =>
      dataField(
        '801',
        '#0',
        ['a', 'CN'],
        ['b', parts['agency']?.text ?? text],
        ['c', compactDay(record.changedAt)],
        ['g', parts['rules']?.text],
      ),
    ),
    ...dataField('856', '40', ['u', record.url], ['z', record.collection.name]),
  ];
  for (const field of said.rest) {
    const spec = readTags(field.mapping.cnmarc)[0];
    if (!spec || used.has(field)) continue;
    for (const value of field.values) fields.push(...placed(field, value, spec, record.origin));
  }
  fields.push(...original(record));
  const holder = fields.filter(({ tag }) => tag === '905');
  for (const field of holder) field.subfields.unshift(['a', record.library]);
  return writeMarc(
    {
      leader: `00000n${form[record.kind] ?? 'am'}0 2200000   450 `,
      control: [
        ['001', record.pid],
        ['005', stamp(record.changedAt)],
      ],
      fields,
    },
    marcExchange('CNMARC'),
  );
}

/** 原文照录: the words of the thing itself, where the record has a heading of its own for them. */
const original = (record: ExportRecord): DataField[] =>
  record.fields.flatMap((field) =>
    field.values.flatMap(({ asWritten }) =>
      asWritten === undefined ? [] : dataField('300', '##', ['a', `${field.label}原作：${asWritten}`]),
    ),
  );
