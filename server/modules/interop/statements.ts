import type { CoreKey } from '../../contract/field.roles.js';
import type { RecordForm } from '../schema/value.service.js';
import { dayOf, type ExportField, type ExportRecord, saidAs } from './export.record.js';
import { codedYear, readTags } from './marc.record.js';

export type Dialect = 'cnmarc' | 'marc21';

/** What both dialects say in their main fields, worked out once. */
export interface Statements {
  title: RecordForm | undefined;
  /** The core's title where another stands in its place. */
  otherTitle: RecordForm | undefined;
  agents: RecordForm[];
  places: RecordForm[];
  publishers: RecordForm[];
  dates: RecordForm[];
  /** First and last year, four figures each. */
  years: [from: string, to: string] | undefined;
  languages: RecordForm[];
  /** Fields that no statement takes; each goes where its mapping says. */
  rest: ExportField[];
}

/** The main fields of a description are written from several fields at once. */
const taken: ReadonlySet<CoreKey | undefined> = new Set<CoreKey>([
  'title',
  'agent',
  'place',
  'publisher',
  'date',
  'language',
  'identifier',
  'recordSource',
  'altTitle',
  'extent',
]);

export function statements(record: ExportRecord, dialect: Dialect, titleTag: string): Statements {
  const own = record.fields.find((field) => {
    const [spec] = readTags(field.mapping[dialect]);
    const whole = spec?.tag === titleTag && (spec.codes[0] ?? 'a') === 'a';
    return whole && !taken.has(field.core) && field.values.length > 0;
  });
  const main = saidAs(record, 'title')[0];
  const title = own?.values[0] ?? main;
  const dates = saidAs(record, 'date');
  const [from, to] = codedYears(dates.find((value) => value.days)) ?? [];
  return {
    title,
    otherTitle: title !== main && main?.text !== title?.text ? main : undefined,
    agents: saidAs(record, 'agent'),
    places: saidAs(record, 'place'),
    publishers: saidAs(record, 'publisher'),
    dates,
    years: from !== undefined && to !== undefined ? [from, to] : undefined,
    languages: saidAs(record, 'language'),
    rest: record.fields.filter((field) => field !== own && !taken.has(field.core)),
  };
}

/** 〔清〕紀昀等 and what they did, those who did the same together: the lines of a statement of responsibility. */
export function responsibility(agents: RecordForm[]): string[] {
  const lines: { role: string; names: string[] }[] = [];
  for (const { parts, text } of agents) {
    const role = parts['role']?.text ?? '';
    const dynasty = parts['dynasty'] ? `(${parts['dynasty'].text})` : '';
    const name = `${dynasty}${parts['name']?.text ?? text}`;
    const last = lines.at(-1);
    if (last && last.role === role && role !== '') last.names.push(name);
    else lines.push({ role, names: [name] });
  }
  return lines.map(({ role, names }) => {
    const said = names.join('，');
    return role === '' ? said : /^\p{Script=Han}+$/u.test(role) ? `${said}${role}` : `${said}, ${role}`;
  });
}

export const nameText = ({ parts, text }: RecordForm): string => parts['name']?.text ?? text;

/** 第2卷第3期(总第27期) where volume and issue are told apart, else the words as they stand. */
export function issueText({ parts, text }: RecordForm): string {
  const { volume, issue, total } = parts;
  const number = (part: { text: string } | undefined, sign: string): string =>
    part === undefined ? '' : /^\d+$/.test(part.text) ? `第${part.text}${sign}` : part.text;
  const whole = number(total, '期');
  const said = `${number(volume, '卷')}${number(issue, '期')}`;
  if (said === '' && whole === '') return text;
  return said === '' ? `总${whole}` : whole === '' ? said : `${said}(总${whole})`;
}

/** The years of a date in coded form, as people count them. */
function codedYears(date: RecordForm | undefined): [string | undefined, string | undefined] | undefined {
  if (!date?.days) return undefined;
  const [from, to] = date.years ?? date.days.map((day) => dayOf(day).getUTCFullYear());
  return [codedYear(from!), codedYear(to!)];
}

/** As it is written, with the year of the common era beside it where the words do not have one. */
export function dateText(value: RecordForm): string {
  const { text } = value;
  const year = codedYears(value)?.[0];
  return year === undefined || /\d{3,4}/.test(text) ? text : `${text}[${Number(year)}]`;
}

export const hasHan = (text: string | undefined): boolean => /\p{Script=Han}/u.test(text ?? '');
