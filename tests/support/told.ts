/** What is told to programs, read as they read it: a list of faults, each a sentence. */

const marks: Readonly<Record<string, string>> = {
  book: 'M/OL',
  letter: 'Z/OL',
  map: 'CM/OL',
  rubbing: 'Z/OL',
  photograph: 'Z/OL',
  painting: 'Z/OL',
  object: 'Z/OL',
  recording: 'Z/OL',
};

/** A line of GB/T 7714—2015: who, without dynasty or role; title and mark; year of our era; looked at; where; address. */
export const cited = (kind: string): RegExp =>
  new RegExp(
    `^(?!.*〔)(?!.*（今)(?!.*[ .](?:撰|刻|寄|收|攝|繪)[.,])${kind === 'letter' ? '(?:[^.\\[\\]]+\\. |(?=佚名))' : '(?:[^.\\[\\]]+\\. )?'}` +
      `[^\\[\\]]+\\[${marks[kind] ?? '[A-Z]+/OL'}\\]\\. (?:.+[^.])?\\[\\d{4}-\\d\\d-\\d\\d\\]\\. [^.]+, [^.]+\\. https?://\\S+\\.$`,
    'u',
  );

/** Months are words of the styles' own: without braces, and only those twelve. */
const monthOf = /^ {2}(month) = (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(,?)$/;

/** One entry of BibTeX: a key, fields with values in braces that close, and signs of TeX written as TeX reads them. */
export function faultsOfBibtex(text: string): string[] {
  const [, body] = /^@[a-z]+\{[A-Za-z][\w-]*,\n([^]*)\n\}\n$/.exec(text) ?? [];
  if (body === undefined) return [`no entry of BibTeX: ${text}`];
  const faults: string[] = [];
  const names = new Set<string>();
  for (const line of body.split('\n')) {
    const [, name, value, end] = /^ {2}([a-z]+) = \{(.*)\}(,?)$/.exec(line) ?? monthOf.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      faults.push(`no field of BibTeX: ${line}`);
      continue;
    }
    if (names.has(name)) faults.push(`${name} stands twice`);
    names.add(name);
    if ((end === ',') === body.endsWith(line)) faults.push(`a comma too many or too few: ${line}`);
    let depth = 0;
    for (const sign of value.replace(/\\./g, '')) {
      depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
      if (depth < 0) break;
    }
    if (depth !== 0) faults.push(`braces that do not close: ${line}`);
    if (name !== 'url' && /(?<!\\)[&%$#_~^]/.test(value)) faults.push(`a sign of TeX: ${line}`);
    if (name === 'year' && !/^\d{1,4}$/.test(value)) faults.push(`no year: ${line}`);
    if (/^(date|urldate)$/.test(name) && !/^-?\d{4}(-\d\d){0,2}[~?%]?$/.test(value)) faults.push(`no date: ${line}`);
    if (
      /^(author|editor|translator)$/.test(name) &&
      !/^(\{[^{}]+\}|[^{},]+, [^{},]+)( and (\{[^{}]+\}|[^{},]+, [^{},]+))*$/.test(value)
    )
      faults.push(`names that would be taken apart: ${line}`);
  }
  for (const name of ['title', 'url']) if (!names.has(name)) faults.push(`no ${name}`);
  return faults;
}

const risTypes = new Set(['BOOK', 'JOUR', 'THES', 'MANSCPT', 'PCOMM', 'MAP', 'NEWS', 'ART', 'SOUND', 'VIDEO', 'GEN']);

/** One reference of RIS: its type first, its end last, each line a tag of two signs, dates as years. */
export function faultsOfRis(text: string): string[] {
  const lines = text.split('\r\n');
  const faults = lines.slice(0, -1).filter((line) => !/^[A-Z][A-Z\d] {2}- ?/.test(line) || /[\r\n]/.test(line));
  if (!risTypes.has(/^TY {2}- (\w+)$/.exec(lines[0]!)?.[1] ?? '')) faults.push(`no type: ${lines[0]}`);
  if (lines.at(-2) !== 'ER  - ' || lines.at(-1) !== '') faults.push('no end');
  const of = (tag: string) => lines.filter((line) => line.startsWith(`${tag}  - `)).map((line) => line.slice(6));
  if (of('TI').length !== 1 || of('UR').length !== 1) faults.push('title and address are not one');
  if (of('PY').some((year) => !/^\d{1,4}$/.test(year))) faults.push(`no year: ${of('PY').join()}`);
  if (of('DA').some((date) => !/^\d{1,4}\/(\d\d)?\/(\d\d)?\/$/.test(date))) faults.push(`no date: ${of('DA').join()}`);
  if (of('Y2').some((date) => !/^\d{4}\/\d\d\/\d\d$/.test(date))) faults.push(`no date: ${of('Y2').join()}`);
  return faults;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What schema.org asks of each kind of thing that we tell of. */
const needed: Readonly<Record<string, readonly string[]>> = {
  WebSite: ['name', 'url', 'potentialAction'],
  Library: ['name'],
  Collection: ['name', 'url'],
  Person: ['name'],
  Organization: ['name'],
  Place: ['name'],
  DefinedTerm: ['name', 'inDefinedTermSet'],
};

/** Names without what is printed around them, languages as codes, addresses whole. */
export function faultsOfJsonLd(told: Json, home: string): string[] {
  const faults: string[] = [];
  const texts = (value: Json | undefined): string[] => {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.flatMap(texts);
    return typeof value === 'object' ? texts(value['@value']) : [String(value)];
  };
  const look = (node: Json, path: string): void => {
    if (Array.isArray(node)) return node.forEach((one, at) => look(one, `${path}[${at}]`));
    if (typeof node !== 'object' || node === null) return;
    const type = typeof node['@type'] === 'string' ? node['@type'] : '';
    for (const name of needed[type] ?? [])
      if (!texts(node[name]).length && !node[name]) faults.push(`${path || type} has no ${name}`);
    for (const name of ['name', 'alternateName'])
      for (const text of texts(node[name]))
        if (/[〔〕]|（今|^(?:别名|其他题名|原题)[，:：]/.test(text)) faults.push(`${path}.${name}: ${text}`);
    for (const text of texts(node['inLanguage'])) if (!isTag(text)) faults.push(`${path}.inLanguage: ${text}`);
    if ('@language' in node && !isTag(String(node['@language'])))
      faults.push(`${path}: in ${String(node['@language'])}`);
    for (const name of ['@id', 'url', 'image', 'license', 'sameAs', 'target'])
      for (const address of texts(node[name]))
        if (!/^https?:\/\/[^/]+\//.test(address)) faults.push(`${path}.${name}: ${address}`);
    for (const text of [...texts(node['dateCreated']), ...texts(node['datePublished'])])
      if (!/^-?\d{4,5}(-\d\d){0,2}(\/-?\d{4,5})?$/.test(text) && !/\p{Script=Han}/u.test(text))
        faults.push(`${path} of ${text}`);
    for (const [name, value] of Object.entries(node)) look(value, `${path}.${name}`);
  };
  look(told, '');
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return ['no thing'];
  if (told['@context'] !== 'https://schema.org') faults.push(`in the context ${String(told['@context'])}`);
  if (!told['@type']) faults.push('of no type');
  for (const name of ['name', 'url']) if (!texts(told[name]).length) faults.push(`no ${name}`);
  for (const address of texts(told['url'])) if (!address.startsWith(home)) faults.push(`elsewhere: ${address}`);
  return faults;
}

/** A tag of BCP 47 in its usual, shortest form. */
function isTag(text: string): boolean {
  if (text === 'cmn') return true;
  try {
    return Intl.getCanonicalLocales(text)[0] === text;
  } catch {
    return false;
  }
}
