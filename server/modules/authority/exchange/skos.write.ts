import type { NamedNode, Quad } from '@rdfjs/types';
import { DataFactory, Writer } from 'n3';
import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import type { LocalizedText } from '../../../contract/localized.js';
import type { Records, TermRecord } from './records.js';
import { addressOf, dcterms, geo, isAddress, ownAddress, rdfType, schemaOrg, skos, xsd } from './skos.terms.js';
import type { Identified } from './table.js';
import { nameTable } from '../../../contract/name.table.js';

const { literal, namedNode, quad } = DataFactory;

interface Scheme {
  /** What all of it is called, in the world and among us. */
  base: string;
  key: string;
  name: LocalizedText;
}

const types = nameTable<string>({ person: 'Person', family: 'Organization', body: 'Organization' });
const tag = /^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/;
const inLanguage = (text: string, language: string | undefined) =>
  language && tag.test(language) ? literal(text, language) : literal(text);

/** Records as SKOS: a scheme, its concepts, what stands above them, and what they are called elsewhere. */
export function* statements<K extends AuthorityKind>(
  kind: K,
  scheme: Scheme,
  rows: readonly Identified<Records[K]>[],
): Generator<Quad> {
  const all = namedNode(scheme.base);
  const addresses = new Map(rows.map(({ id, record }) => [id, ownOf(scheme.base, id, record.external[ownAddress])]));
  yield quad(all, namedNode(rdfType), namedNode(`${skos}ConceptScheme`));
  for (const [language, text] of Object.entries(scheme.name))
    yield quad(all, namedNode(`${skos}prefLabel`), inLanguage(text, language));
  yield quad(all, namedNode(`${skos}notation`), literal(scheme.key));
  for (const { id, record } of rows) yield* concept(all, addresses, id, record);
}

const ownOf = (base: string, id: string, own: string | undefined): NamedNode =>
  namedNode(own !== undefined && isAddress(own) ? own : `${base}#${encodeURIComponent(id)}`);

function* concept(
  scheme: NamedNode,
  addresses: ReadonlyMap<string, NamedNode>,
  id: string,
  record: Records[AuthorityKind],
): Generator<Quad> {
  const self = addresses.get(id)!;
  const say = (predicate: string, object: Quad['object']) => quad(self, namedNode(predicate), object);
  const name = 'label' in record ? record.label : record.name;
  yield say(rdfType, namedNode(`${skos}Concept`));
  yield say(`${skos}inScheme`, scheme);
  yield say(`${skos}notation`, literal(id));
  for (const [language, text] of Object.entries(name)) yield say(`${skos}prefLabel`, inLanguage(text, language));
  const languages = 'variantLangs' in record ? record.variantLangs : {};
  for (const text of record.variants) yield say(`${skos}altLabel`, inLanguage(text, languages[text]));
  const note = 'note' in record ? record.note : {};
  for (const [language, text] of Object.entries(note)) yield say(`${skos}scopeNote`, inLanguage(text, language));
  for (const [key, value] of Object.entries(record.external)) {
    const address = key === ownAddress ? undefined : addressOf(key, value);
    if (address) yield say(`${skos}exactMatch`, namedNode(address));
  }
  if ('parent' in record) {
    const above = record.parent === null ? undefined : addresses.get(record.parent);
    yield above ? say(`${skos}broader`, above) : say(`${skos}topConceptOf`, scheme);
  }
  yield* particular(say, record);
}

/** What only terms, only people or only places have. */
function* particular(
  say: (predicate: string, object: Quad['object']) => Quad,
  record: Records[AuthorityKind],
): Generator<Quad> {
  if ('label' in record) {
    const years = span(record);
    if (years) yield say(`${dcterms}temporal`, literal(years, namedNode(`${dcterms}Period`)));
  } else if ('kind' in record) {
    yield say(rdfType, namedNode(`${schemaOrg}${types[record.kind]}`));
    const [born, died] = record.kind === 'person' ? ['birthDate', 'deathDate'] : ['foundingDate', 'dissolutionDate'];
    if (record.birthYear !== null) yield say(schemaOrg + born, year(record.birthYear));
    if (record.deathYear !== null) yield say(schemaOrg + died, year(record.deathYear));
    if (record.dynasty) yield say(`${dcterms}temporal`, literal(record.dynasty));
  } else {
    yield say(rdfType, namedNode(`${schemaOrg}Place`));
    for (const [language, text] of Object.entries(record.modernName))
      yield say(`${schemaOrg}alternateName`, inLanguage(text, language));
    if (record.latitude !== null) yield say(`${geo}lat`, literal(String(record.latitude)));
    if (record.longitude !== null) yield say(`${geo}long`, literal(String(record.longitude)));
  }
}

function span({ fromYear, toYear }: TermRecord): string {
  const part = (name: string, value: number | null) => (value === null ? [] : [`${name}=${value}`]);
  return [...part('start', fromYear), ...part('end', toYear)].join('; ');
}

/** Four figures at least, as the years of XML are written. */
const year = (value: number) =>
  literal(`${value < 0 ? '-' : ''}${String(Math.abs(value)).padStart(4, '0')}`, namedNode(`${xsd}gYear`));

export function turtle(quads: Iterable<Quad>): string {
  const writer = new Writer({ prefixes: { skos, dcterms, schema: schemaOrg, geo, xsd } });
  for (const one of quads) writer.addQuad(one);
  let text = '';
  writer.end((error: Error | null, result: string) => {
    if (error) throw error;
    text = result;
  });
  return text;
}

/** In its long form: whoever reads it needs no context, and fetches none. */
export function jsonLd(quads: Iterable<Quad>): string {
  const nodes = new Map<string, Record<string, unknown[] | string>>();
  for (const { subject, predicate, object } of quads) {
    const node = nodes.get(subject.value) ?? { '@id': subject.value };
    nodes.set(subject.value, node);
    const key = predicate.value === rdfType ? '@type' : predicate.value;
    ((node[key] ??= []) as unknown[]).push(key === '@type' ? object.value : valueOf(object));
  }
  return JSON.stringify([...nodes.values()], null, 1);
}

function valueOf(object: Quad['object']): Record<string, string> {
  if (object.termType !== 'Literal') return { '@id': object.value };
  if (object.language) return { '@value': object.value, '@language': object.language };
  const plain = object.datatype.value === `${xsd}string`;
  return plain ? { '@value': object.value } : { '@value': object.value, '@type': object.datatype.value };
}
