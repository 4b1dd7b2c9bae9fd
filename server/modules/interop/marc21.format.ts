import { pinyin } from '../../contract/text/index.js';
import type { RecordForm } from '../schema/value.service.js';
import {
  classWords,
  edtfOf,
  type ExportField,
  type ExportRecord,
  notation,
  saidAs,
  schemeOf,
} from './export.record.js';
import { isBody } from '../../contract/bodies.js';
import { marcLanguage } from './languages.js';
import {
  compactDay,
  type DataField,
  dataField,
  marcXml,
  readTags,
  stamp,
  type Subfield,
  type TagSpec,
  writeMarc,
} from './marc.record.js';
import { dateText, hasHan, issueText, nameText, responsibility, type Statements, statements } from './statements.js';
import { nameTable } from '../../contract/name.table.js';

/** Second indicator of 246, by kind of title. */
const titleKinds = nameTable<string>({
  parallel: '1',
  cover: '4',
  caption: '6',
  first: '6',
  running: '7',
  spine: '8',
});

/** Type of record and bibliographic level. */
const form: Partial<Record<ExportRecord['kind'], string>> = {
  manuscript: 'tm',
  thesis: 'tm',
  letter: 'tm',
  deed: 'tm',
  archive: 'tm',
  periodical: 'as',
  newspaper: 'as',
  map: 'em',
  rubbing: 'km',
  painting: 'km',
  photograph: 'km',
  recording: 'im',
  object: 'rm',
};

function nameField(
  tags: [person: string, body: string],
  value: RecordForm,
  second: string,
  label?: string,
): DataField[] {
  const name = nameText(value);
  const { dynasty, dates, role } = value.parts;
  const body = isBody(name);
  // Entered by the surname: Chinese names begin with it, Western ones put it before the comma.
  const order = body ? '2' : hasHan(name) || name.includes(',') ? '1' : '0';
  const subject = tags[0].startsWith('6');
  const relator = value.marc['4'];
  return dataField(
    body ? tags[1] : tags[0],
    `${order}${second}`,
    ['a', name],
    body ? undefined : ['c', dynasty?.text],
    ['d', dates?.text],
    subject ? undefined : ['e', role?.text ?? label],
    subject || !/^[a-z]{3}$/.test(relator ?? '') ? undefined : ['4', relator],
  );
}

const titleValue = (value: RecordForm): string => value.parts['value']?.text ?? value.parts['text']?.text ?? value.text;

function linked(tag: string, field: ExportField, value: RecordForm): DataField[] {
  const title = value.parts['item']?.text ?? value.marc['t'] ?? value.text;
  if (tag === '830') return dataField(tag, '#0', ['a', title], ['w', value.marc['w']]);
  if (tag === '490') return dataField('490', '0#', ['a', title]);
  return dataField(tag, '08', ['i', field.label], ['t', title], ['w', value.marc['w']]);
}

const controlled = (tag: string, field: ExportField, value: RecordForm): DataField[] =>
  value.code === undefined || field.vocabulary === undefined
    ? dataField(tag, '#4', ['a', value.text])
    : dataField(tag, '#7', ['a', value.text], ['2', schemeOf(field.vocabulary)]);

/** One value of a field of its own, where the mapping sends it. */
function placed(field: ExportField, value: RecordForm, { tag, codes }: TagSpec, origin: string): DataField[] {
  const note = `${field.label}：${value.text}`;
  const code = codes[0] ?? 'a';
  switch (tag) {
    case '024':
      return dataField(tag, '8#', ['a', value.text]);
    case '041':
      return dataField('546', '##', ['a', value.text]);
    case '046':
      return dataField(tag, '##', ['k', edtfOf(value)], ['2', edtfOf(value) && 'edtf']).concat(
        dataField('500', '##', ['a', note]),
      );
    case '084':
      return dataField(tag, '##', ['a', notation(value) ?? classWords(value)], ['2', schemeOf(field.vocabulary)]);
    case '110':
    case '700':
    case '710':
      return nameField(['700', '710'], value, '#', field.label);
    case '600': {
      const named = value.parts['agent'] ?? value.parts['name'];
      return named
        ? nameField(['600', '610'], { ...value, parts: value.parts['agent'] ? { name: named } : value.parts }, '4')
        : dataField('653', '##', ['a', value.text]);
    }
    case '246':
      return dataField(tag, '3#', ['i', field.label], ['a', titleValue(value)]);
    case '264':
      return dataField(tag, '#1', [code, value.text]);
    case '362':
      return dataField(tag, '1#', ['a', issueText(value)]);
    case '490':
    case '773':
    case '774':
    case '775':
    case '780':
    case '785':
    case '787':
    case '830':
      return linked(tag, field, value);
    case '502':
      return dataField(tag, '##', [code, value.text]);
    case '505':
      return dataField(tag, '0#', ['a', value.text]);
    case '510':
      return dataField(tag, '3#', ['a', value.text]);
    case '520':
      return dataField(tag, '##', ['a', value.text]);
    case '535':
      return dataField(tag, '1#', ['a', nameText(value)]);
    case '540':
    case '506':
      return dataField(tag, '##', ['a', field.core === 'rights' ? value.text : note]);
    case '561':
      return dataField(tag, '##', ['a', value.parts['name'] ? note : value.text]);
    case '648':
    case '655':
      return controlled(tag, field, value);
    case '650':
      return value.code === undefined ? dataField('653', '##', ['a', value.text]) : controlled(tag, field, value);
    case '651':
      return dataField(tag, '#4', ['a', nameText(value)]);
    case '752':
      return dataField(tag, '##', ['d', nameText(value)]);
    case '852': {
      const { location, number } = value.parts;
      return dataField(tag, '##', ['b', location?.text], ['j', number?.text ?? value.text]);
    }
    default:
      if (value.marc['u']?.startsWith('/')) {
        return dataField('856', '42', ['3', field.label], ['u', `${origin}${value.marc['u']}`]);
      }
      return /^(5\d\d|340)$/.test(tag) ? dataField(tag, '##', ['a', note]) : dataField(tag, '##', [code, value.text]);
  }
}

/** One 300 for the whole: counts, then size. */
function extent(record: ExportRecord, rest: ExportField[]): { fields: DataField[]; used: Set<ExportField> } {
  const used = new Set<ExportField>();
  const said: Record<string, string[]> = { a: [], c: [] };
  for (const field of rest) {
    const spec = readTags(field.mapping.marc21)[0];
    if (spec?.tag !== '300' || field.values.length === 0) continue;
    used.add(field);
    (said[spec.codes[0] ?? 'a'] ?? said['a']!).push(...field.values.map(({ text }) => text));
  }
  const whole = saidAs(record, 'extent').map(({ text }) => text);
  if (said['a']!.length === 0) said['a']!.push(...whole);
  const joined = said['a']!.join('，');
  return {
    fields: [
      ...dataField('300', '##', ['a', joined], ['c', said['c']!.join('；')]),
      ...whole.filter((text) => text !== joined).flatMap((text) => dataField('500', '##', ['a', text])),
    ],
    used,
  };
}

/** 40 characters; what the material decides is filled, for nothing here was coded by hand. */
export function fixedData(record: ExportRecord, { years, title, languages }: Statements): string {
  const dates =
    years === undefined ? 'nuuuuuuuu' : years[0] === years[1] ? `s${years[0]}    ` : `q${years[0]}${years[1]}`;
  const place = hasHan(title?.text) ? 'cc ' : 'xx ';
  const language = marcLanguage(languages[0]?.code) ?? 'und';
  return `${compactDay(record.enteredAt).slice(2)}${dates}${place}${'|'.repeat(17)}${language} d`;
}

/**
 * The other writing of a field, tied to it by number: the reading of a title, or the words of the thing itself
 * where the record has a heading for them. `(B` is Latin script, `$1` Chinese.
 */
function tie(fields: DataField[], field: DataField, other: Subfield[], script: '(B' | '$1'): void {
  const number = fields.filter(({ tag }) => tag === '880').length + 1;
  const nth = String(number).padStart(2, '0');
  field.subfields.unshift(['6', `880-${nth}`]);
  fields.push({
    tag: '880',
    indicators: field.indicators,
    subfields: [['6', `${field.tag}-${nth}/${script}`], ...other],
  });
}

const sameScript = (text: string): '(B' | '$1' => (hasHan(text) ? '$1' : '(B');

export function marc21(record: ExportRecord): string {
  const said = statements(record, 'marc21', '245');
  const { title, otherTitle, agents, places, publishers, dates, languages } = said;
  const altTitles = saidAs(record, 'altTitle');
  const subtitle = altTitles.find(({ parts }) => parts['kind']?.key === 'subtitle');
  const { fields: physical, used } = extent(record, said.rest);
  const source = saidAs(record, 'recordSource')[0];
  const codes = [...new Set(languages.flatMap((one) => marcLanguage(one.code) ?? []))];
  const [main, ...added] = agents;
  const fields: DataField[] = [
    ...saidAs(record, 'identifier').flatMap(({ text }) =>
      /^97[89][\d-]{10,14}$/.test(text) ? dataField('020', '##', ['a', text]) : dataField('024', '8#', ['a', text]),
    ),
    ...dataField(
      '040',
      '##',
      ['a', source?.parts['agency']?.text ?? record.library],
      ['b', 'chi'],
      ['e', source?.parts['rules']?.text],
    ),
    ...(codes.length > 1 ? dataField('041', '##', ...codes.map((code) => ['a', code] as const)) : []),
    ...dates.flatMap((date) => dataField('046', '##', ['k', edtfOf(date)], ['2', edtfOf(date) && 'edtf'])),
    ...altTitles
      .filter((value) => value !== subtitle)
      .flatMap((value) => {
        const kind = value.parts['kind'];
        const second = titleKinds[kind?.key ?? ''] ?? '#';
        return dataField('246', `3${second}`, second === '#' ? ['i', kind?.text] : undefined, ['a', titleValue(value)]);
      }),
    ...(otherTitle ? dataField('246', '3#', ['a', otherTitle.text]) : []),
    ...dataField(
      '264',
      '#1',
      ...places.map((place) => ['a', nameText(place)] as const),
      ...publishers.map((one) => ['b', nameText(one)] as const),
      ...dates.map((date) => ['c', dateText(date)] as const),
    ),
    ...physical,
    ...(languages.length > 0 ? dataField('546', '##', ['a', languages.map(({ text }) => text).join('、')]) : []),
    ...added.flatMap((value) => nameField(['700', '710'], value, '#')),
    ...dataField('856', '40', ['u', record.url], ['y', record.collection.name]),
  ];
  for (const field of said.rest) {
    const spec = readTags(field.mapping.marc21)[0];
    if (!spec || used.has(field)) continue;
    for (const value of field.values) {
      const made = placed(field, value, spec, record.origin);
      fields.push(...made);
      if (made[0] && value.asWritten) tie(fields, made[0], [['a', value.asWritten]], sameScript(value.asWritten));
    }
  }
  const [creator] = main ? nameField(['100', '110'], main, '#') : [];
  const [statement] = dataField(
    '245',
    `${creator ? '1' : '0'}0`,
    ['a', title?.text ?? record.title],
    ['b', subtitle && titleValue(subtitle)],
    ['c', responsibility(agents).join('；')],
  );
  for (const [field, value] of [
    [creator, main],
    [statement, title],
  ] as const) {
    if (!field) continue;
    fields.push(field);
    if (value?.asWritten) tie(fields, field, [['a', value.asWritten]], sameScript(value.asWritten));
    else if (value && hasHan(nameText(value))) {
      tie(fields, field, [['a', pinyin(nameText(value), { name: field !== statement })]], '(B');
    }
  }
  for (const field of fields) if (field.tag === '852') field.subfields.unshift(['a', record.library]);
  return writeMarc(
    {
      leader: `00000n${form[record.kind] ?? 'am'} a2200000 c 4500`,
      control: [
        ['001', record.pid],
        ['005', stamp(record.changedAt)],
        ['008', fixedData(record, said)],
      ],
      fields,
    },
    marcXml,
  );
}
