const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** 003_2 before 003_10: names as scanners number them. */
export function naturalOrder(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
