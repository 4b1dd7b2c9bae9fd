import type { Phrase, Query } from '../../../contract/text/index.js';
import { askedTokens } from '../query.parts.js';

/** Collects what is bound, so that nothing a reader wrote is ever pasted into a statement. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

const quoted = (token: string): string => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Tokens at their distances: '钱塘' <1> '塘江'. */
export function tsquery(phrase: Phrase): string {
  let out = '';
  let last = 0;
  for (const { place, token } of askedTokens(phrase)) {
    out += out === '' ? quoted(token) : ` <${place - last}> ${quoted(token)}`;
    last = place;
  }
  return out;
}

/** Any of the phrases: for ranking and for pages. */
export function anyPhrase(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => `(${tsquery(phrase)})`).join(' | ');
}

/** The whole tree over one vector. Only for trees without exclusions (see `positive`). */
export function treeQuery(query: Query): string {
  switch (query.kind) {
    case 'phrase':
      return `(${tsquery(query)})`;
    case 'and':
      return `(${query.parts.map(treeQuery).join(' & ')})`;
    case 'or':
      return `(${query.parts.map(treeQuery).join(' | ')})`;
    case 'not':
      return `!(${treeQuery(query.part)})`;
    case 'all':
      throw new Error('everything is not looked up in a vector');
  }
}

const isPlain = (query: Query): boolean => query.kind === 'phrase' && query.field === undefined;

function holdingAny(phrases: readonly Phrase[], labels: string, parameters: Parameters): string {
  const asked = `${parameters.add(anyPhrase(phrases))}::tsquery`;
  const metadata = `SELECT item_id FROM search_document WHERE vector @@ ${asked}`;
  if (phrases.some(({ field }) => field !== undefined)) return metadata;
  return `${metadata} UNION SELECT item_id FROM search_page WHERE vector @@ ${asked} AND labels && ${labels}`;
}

/**
 * The ids that a query matches, as a set expression. A phrase may stand in the metadata or on any page that this reader
 * may find by its text; every phrase is one scan of each index, whatever the tree.
 */
export function matchingIds(query: Query, labels: string, parameters: Parameters): string {
  switch (query.kind) {
    case 'all':
      return 'SELECT item_id FROM search_document';
    case 'phrase':
      return holdingAny([query], labels, parameters);
    case 'or':
      // A name with its other names is one scan, not one for each of them.
      if (query.parts.every(isPlain)) return holdingAny(query.parts as Phrase[], labels, parameters);
      return query.parts.map((part) => `(${matchingIds(part, labels, parameters)})`).join(' UNION ');
    case 'not':
      return `SELECT item_id FROM search_document EXCEPT (${matchingIds(query.part, labels, parameters)})`;
    case 'and': {
      const wanted = query.parts.filter((part) => part.kind !== 'not');
      const refused = query.parts.filter((part) => part.kind === 'not');
      const base = wanted.length > 0 ? wanted : [{ kind: 'all' } as const];
      const all = base.map((part) => `(${matchingIds(part, labels, parameters)})`).join(' INTERSECT ');
      return refused.reduce((sql, { part }) => `(${sql}) EXCEPT (${matchingIds(part, labels, parameters)})`, all);
    }
  }
}
