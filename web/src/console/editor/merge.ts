import type { Values } from '../../../../server/contract/values.js';
import { sameValue } from '../../forms/form.rows.js';

export interface Merged {
  values: Values;
  /** Fields that both changed, each in another way: a person decides. Until then mine stands. */
  conflicts: string[];
}

/**
 * What two people typed, put together by field. What only one of them changed is taken from that one; without the
 * version both began from nothing can be told apart, and every difference is asked about.
 */
export function merge(base: Values | undefined, mine: Values, theirs: Values): Merged {
  const values: Values = {};
  const conflicts: string[] = [];
  for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const own = mine[field] ?? [];
    const other = theirs[field] ?? [];
    let chosen = own;
    if (!sameValue(own, other)) {
      const before = base?.[field] ?? [];
      if (base && sameValue(own, before)) chosen = other;
      else if (!base || !sameValue(other, before)) conflicts.push(field);
    }
    if (chosen.length) values[field] = chosen;
  }
  return { values, conflicts };
}
