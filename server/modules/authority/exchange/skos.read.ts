import type { Literal, Quad, Term } from '@rdfjs/types';
import { termCode } from '../../../contract/api/authority.routes.js';
import { wholeText } from '../../../contract/whole.text.js';
import { longestName } from './columns.js';
import { type FileFormat, FileRefused } from './file.text.js';
import { readRdf } from './rdf.read.js';
import type { Incoming, RowProblem, TermRecord } from './records.js';
import { dcterms, externalOf, isAddress, ownAddress, rdfType, skos } from './skos.terms.js';

interface Text {
  text: string;
  language: string;
}

interface Concept {
  is: Set<string>;
  pref: Text[];
  alt: Text[];
  notes: Text[];
  definitions: Text[];
  notations: string[];
  broader: string[];
  same: string[];
  top: boolean;
  years: string;
}

const longestVariant = 200;
const mostVariants = 200;

/** What a file says of one concept. */
export interface Said {
  code: string;
  parent: string | null;
  top: boolean;
  label: TermRecord['label'];
  variants: Text[];
  note: Record<string, string>;
  /** Its own address, and those that mean the same. */
  own: string;
  same: string[];
  /** As it is written; what is not said stays as it was. */
  from: string | null;
  to: string | null;
  problems: RowProblem[];
}

/**
 * Concepts of a SKOS file, in the order in which it names them. It is read as a whole: any line of it may say something of
 * any concept.
 */
export async function readSkos(format: Exclude<FileFormat, 'csv'>, text: string, most: number): Promise<Said[]> {
  const concepts = new Map<string, Concept>();
  for await (const quad of readRdf(format, text)) gather(concepts, quad, most);
  const found = [...concepts].filter(([, { is, pref }]) => (is.size > 0 ? is.has(`${skos}Concept`) : pref.length > 0));
  if (found.length === 0) throw new FileRefused('no-concepts');
  if (found.length > most) throw new FileRefused('too-many', String(most));
  const codes = new Map(found.map(([key, concept]) => [key, codeOf(key, concept)]));
  return found.map(([key, concept]) => saidOf(key, concept, codes));
}

function gather(concepts: Map<string, Concept>, { subject, predicate, object }: Quad, most: number): void {
  const of = (term: Term): Concept => {
    const key = keyOf(term);
    let concept = concepts.get(key);
    if (!concept) {
      concept = { is: new Set(), pref: [], alt: [], notes: [], definitions: [], notations: [], broader: [], same: [], top: false, years: '' }; // prettier-ignore
      concepts.set(key, concept);
      // Schemes, collections and what is only pointed to stand among them: no list has as many as that of its own.
      if (concepts.size > most * 3) throw new FileRefused('too-many', String(most));
    }
    return concept;
  };
  const text = (): Text => ({ text: object.value.trim(), language: languageOf(object as Literal) });
  const heading = (): Text => ({ ...text(), language: text().language || guessed(object.value) });
  const link = object.termType === 'NamedNode' || object.termType === 'BlankNode';
  if (predicate.value === rdfType) return void of(subject).is.add(object.value);
  if (predicate.value === `${dcterms}temporal`) return void (of(subject).years = object.value);
  if (!predicate.value.startsWith(skos)) return;
  const name = predicate.value.slice(skos.length);
  if (link) {
    if (name === 'broader' || name === 'broadMatch') of(subject).broader.push(keyOf(object));
    else if (name === 'narrower') of(object).broader.push(keyOf(subject));
    else if (name === 'exactMatch') of(subject).same.push(object.value);
    else if (name === 'topConceptOf') of(subject).top = true;
    else if (name === 'hasTopConcept') of(object).top = true;
    return;
  }
  if (object.value.trim() === '') return;
  if (name === 'prefLabel') of(subject).pref.push(heading());
  else if (name === 'altLabel' || name === 'hiddenLabel') of(subject).alt.push(text());
  else if (name === 'notation') of(subject).notations.push(object.value.trim());
  else if (name === 'scopeNote') of(subject).notes.push(heading());
  else if (name === 'definition') of(subject).definitions.push(heading());
}

const keyOf = (term: Term): string => (term.termType === 'BlankNode' ? `_:${term.value}` : term.value);

/** A heading has to be in some language. */
const guessed = (text: string): string => (/\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en');

/** Readers of RDF write tags in small letters. */
function languageOf({ language }: Literal): string {
  if (language) {
    try {
      const tag = Intl.getCanonicalLocales(language)[0];
      if (tag && /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(tag)) return tag;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return '';
}

/** What the list calls it; without a notation the end of its address is what it is known by. */
function codeOf(key: string, { notations }: Concept): string {
  const written = notations.find((notation) => termCode.test(notation)) ?? notations[0];
  if (written !== undefined) return written;
  const end = key.startsWith('_:') ? '' : (key.split(/[#/:]/).at(-1) ?? '');
  try {
    return decodeURIComponent(end);
  } catch {
    return end;
  }
}

function saidOf(key: string, concept: Concept, codes: ReadonlyMap<string, string>): Said {
  const problems: RowProblem[] = [];
  const wrong = (code: RowProblem['code'], value: string) => problems.push({ code, value: wholeText(value, 80) });
  const code = codes.get(key)!;
  if (code === '') wrong('no-code', key);
  else if (!termCode.test(code)) wrong('bad-code', code);
  const label: TermRecord['label'] = {};
  const more: Text[] = [];
  for (const one of concept.pref) {
    if (label[one.language] === undefined) label[one.language] = one.text;
    else if (label[one.language] !== one.text) more.push(one);
  }
  const variants = [...more, ...concept.alt];
  for (const { text } of concept.pref) if (text.length > longestName) wrong('too-long', text);
  for (const { text } of variants) if (text.length > longestVariant) wrong('too-long', text);
  if (variants.length > mostVariants) wrong('too-many-names', String(variants.length));
  const [parent, second] = [...new Set(concept.broader)];
  if (second !== undefined) wrong('second-parent', codes.get(second) ?? second);
  const note = joined(concept.notes.length > 0 ? concept.notes : concept.definitions);
  const [, from, to] = /^(?:start=(-?\d{1,4})?;?)?\s*(?:end=(-?\d{1,4})?;?)?$/.exec(concept.years) ?? [];
  return {
    code,
    parent: parent === undefined ? null : (codes.get(parent) ?? parent),
    top: concept.top,
    label,
    variants,
    note,
    own: key,
    same: concept.same,
    from: from ?? null,
    to: to ?? null,
    problems,
  };
}

/** As a term. The file says what it knows: nothing that a list has already is taken away by it. */
export function incomingOf(row: number, said: Said): Incoming<TermRecord> {
  const { code, variants } = said;
  return {
    row,
    id: code,
    problems: said.problems,
    over: (before) => ({
      code,
      parent: said.parent ?? (said.top ? null : before.parent),
      label: { ...before.label, ...said.label },
      variants: [...new Set([...before.variants, ...variants.map(({ text }) => text)])],
      variantLangs: { ...before.variantLangs, ...languagesOf(variants) },
      note: { ...before.note, ...said.note },
      external: withAddresses(before.external, said.own, said.same),
      fromYear: said.from === null ? before.fromYear : Number(said.from),
      toYear: said.to === null ? before.toYear : Number(said.to),
    }),
  };
}

const languagesOf = (variants: readonly Text[]): Record<string, string> =>
  Object.fromEntries(variants.flatMap(({ text, language }) => (language ? [[text, language]] : [])));

function joined(notes: readonly Text[]): Record<string, string> {
  const by: Record<string, string> = {};
  for (const { text, language } of notes) by[language] = by[language] ? `${by[language]}\n${text}` : text;
  return by;
}

function withAddresses(before: Record<string, string>, own: string, same: readonly string[]): Record<string, string> {
  const external = { ...before };
  if (isAddress(own)) external[ownAddress] = own;
  for (const address of same) {
    if (!isAddress(address)) continue;
    const plain = externalOf(address, {});
    if (external[plain[0]] === plain[1] || Object.values(external).includes(address)) continue;
    const [key, value] = externalOf(address, external);
    external[key] = value;
  }
  return external;
}
