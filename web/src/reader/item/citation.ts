import type { CitationSource, CitedAgent, ItemView, PageRef } from '../../../../server/contract/reader.js';
import { yearText } from '../../../../server/contract/years.text.js';
import { itemPath, pagePath } from '../../../kit/reader/paths.js';

/*
 * Three forms of citation, each a line or a list. Processors of styles (citeproc, citation-js) bring a language of styles,
 * a licence that we could not pass on or a newer Node, and GB/T 7714 only as a style of others.
 */

/** Type marks of GB/T 7714-2015 for what special collections hold, each as read online. */
const marks: Record<CitationSource['kind'], string> = {
  book: 'M/OL',
  periodical: 'J/OL',
  thesis: 'D/OL',
  manuscript: 'Z/OL',
  gazetteer: 'M/OL',
  rubbing: 'Z/OL',
  painting: 'Z/OL',
  photograph: 'Z/OL',
  recording: 'Z/OL',
  object: 'Z/OL',
  letter: 'Z/OL',
  map: 'CM/OL',
  newspaper: 'N/OL',
  genealogy: 'M/OL',
  deed: 'A/OL',
  archive: 'A/OL',
  other: 'Z/OL',
};

/** Of these a place is where they were published, not what they show or where they were found. */
const published: ReadonlySet<CitationSource['kind']> = new Set(
  ['book', 'periodical', 'thesis', 'gazetteer', 'newspaper', 'genealogy'] as const, // prettier-ignore
);
/** And these are of a year; of a letter, a photograph or an issue the day is worth saying. */
const ofYear: ReadonlySet<CitationSource['kind']> = new Set([
  'book',
  'thesis',
  'gazetteer',
  'genealogy',
  'map',
] as const);

export interface CitedCopy {
  url: string;
  holder: string;
  /** YYYY-MM-DD: when it was looked at; empty where nobody can know. */
  seen: string;
  /** The page that is meant, by its own label. */
  page?: string;
}

/**
 * An item, or one page of it, where it was looked at; `at` makes an address of a path. A page without a label is told by
 * its place, in brackets, since that stands nowhere on it.
 */
export function copyOf(
  { pid, library, pages }: Pick<ItemView, 'pid' | 'library' | 'pages'>,
  at: (path: string) => string,
  seen: string,
  page?: Pick<PageRef, 'pid' | 'label'>,
): CitedCopy {
  return {
    url: at(page ? pagePath(pid, page.pid) : itemPath(pid)),
    holder: library.name,
    seen,
    ...(page ? { page: page.label || `[${pages.findIndex((one) => one.pid === page.pid) + 1}]` } : {}),
  };
}

/** Whose work it is above all, the first group that there is; who translated or annotated comes after the title. */
const ranks = [['aut', 'crp', 'pht', 'art', 'srv', 'ive', 'sng', 'prf', undefined], ['com'], ['edt'], ['scr'], ['mfr']];
/** Never the author of anything: a translation alone has none that is known. */
const helping = ranks.length;
/** Printers, block carvers and owners are no authors, nor are those who wrote something to go with it. */
const beside = new Set(['egr', 'ltg', 'prt', 'own', 'aui', 'aft', 'col', 'rcp']);
/** A teapot and a film are the work of whoever made them; a rubbing is not the work of whoever rubbed it. */
const made: ReadonlySet<CitationSource['kind']> = new Set(['object', 'recording'] as const);

function whose({ agents, kind }: CitationSource): { first: CitedAgent[]; others: CitedAgent[] } {
  const makers = agents.filter(({ relator = '' }) => !beside.has(relator) && (relator !== 'mfr' || made.has(kind)));
  const rankOf = ({ relator, role }: CitedAgent): number => {
    // A role that no list knows is a role beside the author's.
    if (relator === undefined && role !== undefined) return helping;
    const at = ranks.findIndex((rank) => rank.includes(relator));
    return at === -1 ? helping : at;
  };
  const best = Math.min(helping - 1, ...makers.map(rankOf));
  return {
    first: makers.filter((one) => rankOf(one) === best),
    others: makers.filter((one) => rankOf(one) > best),
  };
}

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** A Western name that is told surname first; a house has a comma of another kind. */
const surnameFirst = /^([\p{Script=Latin}'’ -]+), ?((?!(?:Co|Ltd|Inc)\b)[\p{Script=Latin}'’. -]+)$/u;

/** Harcourt, Edmund → HARCOURT E. Of names in another order nothing says which is the surname. */
function shortened(name: string): string {
  const [, surname, given] = surnameFirst.exec(name) ?? [];
  if (surname === undefined || given === undefined) return name;
  return [surname.toUpperCase(), ...given.split(/[\s.-]+/).map((one) => one.slice(0, 1).toUpperCase())]
    .join(' ')
    .trim();
}

/** Three at most, by name alone. */
function named(agents: readonly CitedAgent[]): string {
  const names = [...new Set(agents.map(({ name }) => shortened(name)))];
  if (names.length <= 3) return names.join(', ');
  return [...names.slice(0, 3), isHan(names[0]!) ? '等' : 'et al'].join(', ');
}

/** Those after the title, with what they did, one role at a time. */
function helped(agents: readonly CitedAgent[]): string {
  const roles = [...new Set(agents.map(({ role }) => role))];
  return roles
    .map((role) => [named(agents.filter((one) => one.role === role)), role].filter(Boolean).join(', '))
    .join('; ');
}

const common = (year: number): string => yearText(year, 'zh-CN');

/** The year of our era, behind it what stands on the thing where that counts otherwise: 1888(光緒十四年). */
function dated({ date, kind }: CitationSource): string {
  if (!date) return '';
  const { written, years, day, about } = date;
  if (!years) return written;
  const [from, to] = years;
  const plain = day && !ofYear.has(kind) ? day : from === to ? common(from) : `${common(from)}-${common(to)}`;
  const inWords = !/\d{3}/.test(written);
  // A reign is a span in which it was made, not the years that it took.
  const guessed = about || (from !== to && inWords);
  return `${guessed ? `[${plain}]` : plain}${inWords ? `(${written})` : ''}`;
}

function titled({ title, addressees }: CitationSource): string {
  const absent = addressees.filter((name) => !title.includes(name));
  if (absent.length === 0) return title;
  const who = named(absent.map((name) => ({ name })));
  return isHan(title) ? `${title}: 致${who}` : `${title}: to ${who}`;
}

/** Of editions only the later ones are said. */
const firstEdition = /^(?:第[1一]版|初版|first edition|1st ed(?:ition|\.)?)$/i;

/** 责任者. 题名[文献类型/载体]. 其他责任者. 版本. 出版地: 出版者, 年(原纪年): 页[引用日期]. 馆藏, 编号. 网址. */
export function gbt7714(source: CitationSource, copy: CitedCopy): string {
  const { first, others } = whose(source);
  const placed = published.has(source.kind) || source.publisher ? source.place : undefined;
  const imprint = [[placed, source.publisher].filter(Boolean).join(': '), dated(source)].filter(Boolean).join(', ');
  const parts = [
    named(first),
    `${titled(source)}[${marks[source.kind]}]`,
    helped(others),
    source.edition && !firstEdition.test(source.edition) ? source.edition.replace(/\.$/, '') : undefined,
    `${[imprint, copy.page].filter(Boolean).join(': ')}${copy.seen && `[${copy.seen}]`}`,
    [copy.holder, source.identifier].filter(Boolean).join(', '),
    copy.url,
  ];
  return `${parts.filter(Boolean).join('. ')}.`;
}

/** As TeX reads it: without braces that could close too early, its own signs written out. */
const tex = (text: string) =>
  text
    .replace(/[{}\\]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[&%$#_]/g, '\\$&')
    .replace(/~/g, '\\textasciitilde{}')
    .replace(/\^/g, '\\textasciicircum{}');
/** A name in braces is left whole; one that is told surname first has its parts for whoever sorts. */
const many = (agents: readonly CitedAgent[]): string | undefined =>
  agents
    .map(({ name }) => (surnameFirst.test(name) && !/ and /i.test(name) ? tex(name) : `{${tex(name)}}`))
    .join(' and ') || undefined;

const bibTypes: Partial<Record<CitationSource['kind'], string>> = {
  book: 'book',
  gazetteer: 'book',
  genealogy: 'book',
  thesis: 'thesis',
  manuscript: 'unpublished',
  letter: 'unpublished',
};

const isoYear = (year: number): string => `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthIn = (day: string | undefined): string | undefined => day && months[Number(day.slice(5, 7)) - 1];

const translator = ({ relator }: CitedAgent): boolean => relator === 'trl';

export function bibtex(source: CitationSource, copy: CitedCopy, key: string): string {
  const { first, others } = whose(source);
  const { date } = source;
  const from = date?.years?.[0];
  const fields: [string, string | undefined][] = [
    ['author', many(first)],
    ['title', `{${tex(titled(source))}}`],
    ['translator', many(others.filter(translator))],
    ['editor', many(others.filter((one) => !translator(one)))],
    ['edition', source.edition],
    ['address', published.has(source.kind) || source.publisher ? source.place : undefined],
    [source.kind === 'thesis' ? 'institution' : 'publisher', source.publisher],
    ['type', source.kind === 'thesis' ? '学位论文' : undefined],
    ['year', from !== undefined && from > 0 ? String(from) : undefined],
    ['month', monthIn(date?.day ?? date?.month)],
    // Before our era a year is one of ISO 8601, which has a year 0.
    ['date', date?.day ?? date?.month ?? (from !== undefined && from <= 0 ? isoYear(from) : undefined)],
    ['pages', copy.page],
    ['note', [date?.written, copy.holder, source.identifier].filter(Boolean).join('; ')],
    ['url', copy.url],
    ['urldate', copy.seen],
  ];
  const ready = new Set(['author', 'title', 'translator', 'editor']);
  const as = (name: string, value: string) =>
    ready.has(name) ? value : name === 'url' ? value.replace(/[{}]/g, '') : tex(value);
  // A month is a word that each style knows, and stands without braces.
  const lines = fields.flatMap(([name, value]) =>
    value ? [`  ${name} = ${name === 'month' ? value : `{${as(name, value)}}`}`] : [],
  );
  return `@${bibTypes[source.kind] ?? 'misc'}{linlang_${key},\n${lines.join(',\n')}\n}\n`;
}

const risTypes: Partial<Record<CitationSource['kind'], string>> = {
  book: 'BOOK',
  gazetteer: 'BOOK',
  periodical: 'JOUR',
  thesis: 'THES',
  manuscript: 'MANSCPT',
  letter: 'PCOMM',
  map: 'MAP',
  newspaper: 'NEWS',
  genealogy: 'BOOK',
  painting: 'ART',
  photograph: 'ART',
  recording: 'SOUND',
};

/** YYYY/MM/DD/ with what is not known left out. */
function dayIn(date: CitationSource['date'], year: string | undefined): string | undefined {
  const [y, month = '', day = ''] = (date?.day ?? date?.month ?? year ?? '').split('-');
  return y && `${y}/${month}/${day}/`;
}

export function ris(source: CitationSource, copy: CitedCopy): string {
  const { first, others } = whose(source);
  const { date } = source;
  const year = date?.years && date.years[0] > 0 ? String(date.years[0]) : undefined;
  const lines: [string, string | undefined][] = [
    ['TY', source.film ? 'VIDEO' : (risTypes[source.kind] ?? 'GEN')],
    ...first.map(({ name }): [string, string] => ['AU', name]),
    ...source.addressees.map((name): [string, string] => ['A2', name]),
    ...others.map((one): [string, string] => [translator(one) ? 'A4' : 'A3', one.name]),
    ['TI', source.title],
    ['ET', source.edition],
    ['CY', published.has(source.kind) || source.publisher ? source.place : undefined],
    ['PB', source.publisher],
    ['PY', year],
    ['DA', dayIn(date, year)],
    ['SP', copy.page],
    ['N1', date?.written],
    ['LA', source.language],
    ['AN', source.identifier],
    ['DP', copy.holder],
    ['UR', copy.url],
    ['Y2', copy.seen.replaceAll('-', '/')],
  ];
  const written = lines.flatMap(([tag, value]) => (value ? [`${tag}  - ${value.replace(/[\r\n]+/g, ' ')}`] : []));
  return `${written.join('\r\n')}\r\nER  - \r\n`;
}

/** What reference managers and scholars' search engines read in the head of a page. */
export function citedInHead(source: CitationSource, copy: CitedCopy): [name: string, content: string][] {
  const { first } = whose(source);
  const { date } = source;
  const year = date?.years && date.years[0] > 0 ? String(date.years[0]) : undefined;
  const tags: [string, string | undefined][] = [
    ['citation_title', titled(source)],
    ...first.map(({ name }): [string, string] => ['citation_author', name]),
    ['citation_publication_date', date?.day?.replaceAll('-', '/') ?? year],
    ['citation_publisher', source.publisher],
    ['citation_language', source.language],
    ['citation_public_url', copy.url],
  ];
  return tags.flatMap(([name, content]) => (content ? [[name, content] as [string, string]] : []));
}
