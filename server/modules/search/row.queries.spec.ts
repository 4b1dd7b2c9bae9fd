import type { RowView } from '../../contract/reader.js';
import { readRow } from '../../contract/search.rows.js';
import { isNothing, parseQuery, type Query } from '../../contract/text/index.js';
import { ReadRows } from './row.queries.js';

const rows = (...texts: string[]): ReadRows =>
  new ReadRows(
    texts.map((text) => {
      const row = readRow(text)!;
      const view: RowView = { ...row, label: row.field };
      return { view, query: row.value === '' ? null : parseQuery(row.value) };
    }),
  );

/** As the words of a question stand to each other. */
function said(query: Query): string {
  if (query.kind === 'phrase') return query.text;
  if (query.kind === 'not') return `-${said(query.part)}`;
  return 'parts' in query ? `${query.kind}(${query.parts.map(said).join(' ')})` : query.kind;
}

/** Each wanted phrase with another name of it. */
function added(query: Query): Query {
  if (query.kind === 'phrase') return { kind: 'or', parts: [query, { ...query, text: `${query.text}2` }] };
  return query.kind === 'and' || query.kind === 'or' ? { ...query, parts: query.parts.map(added) } : query;
}

describe('rows as one question', () => {
  const typed = parseQuery('a');

  it('have what is looked for besides in each of them, but in what is refused', () => {
    const read = rows('and~any~has~b', 'not~any~has~c', 'or~any~has~d', 'and~any~has~', 'and~any~has~e');
    const expanded = added(read.beside(typed));
    expect(said(read.joined(expanded))).toBe('and(or(a a2) or(b b2) -or(c d) or(e e2))');
    expect(read.counting(expanded).rows.map(({ alone, left }) => [said(alone), left && said(left)])).toEqual([
      ['or(b b2)', 'and(or(a a2) or(b b2))'],
      ['c', null],
      ['d', 'and(or(a a2) or(b b2) -or(c d))'],
      ['all', null],
      ['or(e e2)', 'and(or(a a2) or(b b2) -or(c d) or(e e2))'],
    ]);
  });

  it('are asked in brackets, which are counted as one', () => {
    const texts = [
      'and~any~has~b',
      'or.~any~has~c',
      '.and~any~has~d',
      '.or~any~has~e',
      'not.~any~has~f',
      '.and~any~has~g',
    ];
    const read = rows(...texts, '.or~any~has~', 'and.~any~has~', '.or~any~has~');
    const expanded = added(read.beside(typed));
    const bracket = 'and(or(c c2) or(or(d d2) or(e e2)))';
    expect(said(read.joined(expanded))).toBe(`and(or(a a2) or(or(b b2) ${bracket}) -and(f g))`);
    const { rows: counted, brackets } = read.counting(expanded);
    expect(brackets.map(({ at, alone }) => [at, said(alone)])).toEqual([
      [1, bracket],
      [4, 'and(f g)'],
    ]);
    expect(counted.flatMap(({ left }, at) => (left ? [[at, said(left)]] : []))).toEqual([
      [3, `and(or(a a2) or(or(b b2) ${bracket}))`],
      [5, `and(or(a a2) or(or(b b2) ${bracket}) -and(f g))`],
    ]);
    expect(read.asked.map(({ bracket: part }) => part)).toEqual([
      ...[undefined, 'opens', 'inside', 'inside', 'opens', 'inside', 'inside', 'opens', 'inside'],
    ]);
  });

  it('are left out where they ask nothing, and ask for all where nothing was typed', () => {
    const none = rows('and~any~has~');
    expect(none.beside(typed)).toBe(typed);
    expect(none.joined(typed)).toBe(typed);
    const only = rows('and~any~has~b');
    expect(said(only.joined(only.beside({ kind: 'all' })))).toBe('b');
    const refusing = rows('not~any~has~b');
    expect(said(refusing.joined(refusing.beside({ kind: 'all' })))).toBe('-b');
  });

  it('find nothing beside signs', () => {
    const read = rows('and~any~has~b');
    const expanded = added(read.beside(parseQuery('！')));
    expect(isNothing(read.joined(expanded))).toBe(true);
    expect(read.counting(expanded).rows.map(({ alone, left }) => [said(alone), left && isNothing(left)])).toEqual([
      ['or(b b2)', true],
    ]);
  });
});
