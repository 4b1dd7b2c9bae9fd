import type { Answer } from '../../../../server/contract/api/index.js';
import type { ValueView } from '../../../../server/contract/reader.js';
import type { Values } from '../../../../server/contract/values.js';

export type Shown = Answer<'GET /items/:item/revisions/:number'>['shown'];

/** Values of one field as a view of its type takes them. A field that is no more has nobody who could say how. */
export function shownValues({ values, shown }: { values: Values; shown: Shown }, field: string): ValueView[] {
  const stored = values[field] ?? [];
  return (shown[field] ?? []).map((view, at) => {
    const data = stored[at]?.value;
    return { ...view, ...(data === undefined ? {} : { data }) } as ValueView;
  });
}

/** What stands in a value and is not its text alone: then its type's own view says more than a line. */
export function isStructured({ data }: ValueView): boolean {
  return typeof data === 'object' && data !== null && !('text' in data);
}

/** Those that are in the one and not in the other, whatever their order. */
export function withoutSame(values: ValueView[], others: ValueView[]): ValueView[] {
  const left = others.map((one) => JSON.stringify(one));
  return values.filter((value) => {
    const at = left.indexOf(JSON.stringify(value));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
