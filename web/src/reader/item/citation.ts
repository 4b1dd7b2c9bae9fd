import type { CitationSource } from '../../../../server/contract/reader.js';

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

export interface CitedCopy {
  url: string;
  holder: string;
  /** YYYY-MM-DD: when it was looked at. */
  seen: string;
}

const agentsOf = (source: CitationSource): string => {
  const names = source.agents.slice(0, 3).map(({ name, role }) => (role ? `${name}${role}` : name));
  return source.agents.length > 3 ? `${names.join(', ')}, 等` : names.join(', ');
};

/** 责任者. 题名[文献类型/载体]. 版本. 出版地: 出版者, 年. 馆藏, 编号[引用日期]. 网址. */
export function gbt7714(source: CitationSource, copy: CitedCopy): string {
  const published = [source.place, source.publisher].filter(Boolean).join(': ');
  const imprint = [published, source.date].filter(Boolean).join(', ');
  const held = [copy.holder, source.identifier].filter(Boolean).join(', ');
  const parts = [
    agentsOf(source),
    `${source.title}[${marks[source.kind]}]`,
    source.edition,
    imprint,
    `${held}[${copy.seen}]`,
    copy.url,
  ];
  return `${parts.filter(Boolean).join('. ')}.`;
}

const braces = (text: string) => text.replace(/[{}\\]/g, '');

export function bibtex(source: CitationSource, copy: CitedCopy, key: string): string {
  const fields: [string, string | undefined][] = [
    ['author', source.agents.map(({ name }) => `{${braces(name)}}`).join(' and ') || undefined],
    ['title', `{${braces(source.title)}}`],
    ['edition', source.edition],
    ['address', source.place],
    ['publisher', source.publisher],
    ['year', source.year?.toString()],
    ['note', [source.date, copy.holder, source.identifier].filter(Boolean).join('; ')],
    ['url', copy.url],
    ['urldate', copy.seen],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value ? [`  ${name} = {${name === 'author' || name === 'title' ? value : braces(value)}}`] : [],
  );
  return `@misc{linlang_${key},\n${lines.join(',\n')}\n}\n`;
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

export function ris(source: CitationSource, copy: CitedCopy): string {
  const lines: [string, string | undefined][] = [
    ['TY', risTypes[source.kind] ?? 'GEN'],
    ...source.agents.map(({ name }): [string, string] => ['AU', name]),
    ['TI', source.title],
    ['ET', source.edition],
    ['CY', source.place],
    ['PB', source.publisher],
    ['PY', source.year?.toString()],
    ['DA', source.date],
    ['AN', source.identifier],
    ['DP', copy.holder],
    ['UR', copy.url],
    ['Y2', copy.seen.replaceAll('-', '/')],
  ];
  const written = lines.flatMap(([tag, value]) => (value ? [`${tag}  - ${value.replace(/[\r\n]+/g, ' ')}`] : []));
  return `${written.join('\r\n')}\r\nER  - \r\n`;
}
