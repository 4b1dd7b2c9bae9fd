/** The words of SKOS and its neighbours that we read and write. */
export const skos = 'http://www.w3.org/2004/02/skos/core#';
export const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
export const dcterms = 'http://purl.org/dc/terms/';
export const schemaOrg = 'https://schema.org/';
export const geo = 'http://www.w3.org/2003/01/geo/wgs84_pos#';
export const xsd = 'http://www.w3.org/2001/XMLSchema#';

/** Numbers of other authorities that are addresses as well: kept as numbers, written as addresses. */
const known: [key: string, base: string][] = [
  ['aat', 'http://vocab.getty.edu/aat/'],
  ['tgn', 'http://vocab.getty.edu/tgn/'],
  ['ulan', 'http://vocab.getty.edu/ulan/'],
  ['viaf', 'http://viaf.org/viaf/'],
  ['wikidata', 'http://www.wikidata.org/entity/'],
  ['lcsh', 'http://id.loc.gov/authorities/subjects/'],
  ['lcnaf', 'http://id.loc.gov/authorities/names/'],
  ['geonames', 'https://sws.geonames.org/'],
];

/** Where a concept's own address is kept, so that it leaves under the address that it came with. */
export const ownAddress = 'uri';
const absolute = /^https?:\/\/[^\s<>"{}|\\^`]+$/;

export const isAddress = (text: string): boolean => absolute.test(text) && text.length <= 500 && URL.canParse(text);

export function addressOf(key: string, value: string): string | undefined {
  if (isAddress(value)) return value;
  const found = known.find(([name]) => name === key);
  return found && /^[\w-]+$/.test(value) ? found[1] + value : undefined;
}

/** As what an address is kept beside the others: by the authority whose it is, else by its host. */
export function externalOf(address: string, taken: Readonly<Record<string, string>>): [key: string, value: string] {
  const same = address.replace(/^https:/, 'http:').replace('//www.viaf.org', '//viaf.org');
  for (const [key, base] of known) {
    const rest = same.slice(base.length).replace(/\/$/, '');
    if (same.startsWith(base.replace(/^https:/, 'http:')) && /^[\w-]+$/.test(rest) && !taken[key]) return [key, rest];
  }
  const host = new URL(address).hostname.slice(0, 34);
  let key = host;
  for (let n = 2; taken[key] !== undefined && taken[key] !== address; n++) key = `${host}-${n}`;
  return [key, address];
}
