import type { Meaning } from '../../../contract/text/index.js';

/** Items by what words mean: under one of these entries, or of these years. */
export function meaningDsl({ entries, years, touching }: Meaning): Record<string, unknown> {
  const dated = years.map(({ from, to }) => {
    const bounds = touching
      ? [{ range: { to_year: { gte: from } } }, { range: { from_year: { lte: to } } }]
      : [{ range: { from_year: { gte: from } } }, { range: { to_year: { lte: to } } }];
    return { bool: { filter: bounds } };
  });
  const should = [...(entries.length > 0 ? [{ terms: { facets: entries } }] : []), ...dated];
  return should.length === 0 ? { match_none: {} } : { bool: { should, minimum_should_match: 1 } };
}
