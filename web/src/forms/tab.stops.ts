/** Everything that can be reached within one value, also what is passed over by Tab. */
const reachable =
  'input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled), [contenteditable="true"], [tabindex]:not(:disabled)';

const seen = (one: HTMLElement): boolean => one.getClientRects().length > 0;
const natural = (one: HTMLElement): boolean => one.tabIndex >= 0 && seen(one);
const all = (within: Element): HTMLElement[] => [...within.querySelectorAll<HTMLElement>(reachable)];
export const rowOf = (at: EventTarget | null): HTMLElement | null =>
  at instanceof Element ? at.closest<HTMLElement>('[data-row]') : null;

/** The boxes of one value, in their order. */
export const boxesOf = (row: HTMLElement): HTMLElement[] => all(row.querySelector('.lf-value') ?? row).filter(seen);

function mainOf(row: HTMLElement): HTMLElement | undefined {
  const main = row.dataset['main'] ? row.querySelector<HTMLElement>(`#${CSS.escape(row.dataset['main'])}`) : null;
  return main && natural(main) ? main : boxesOf(row).find(natural);
}

/**
 * Where Tab stops in a form: once at every value. Only where somebody has just typed does it go through the other boxes of
 * that value as well, because there they are wanted.
 */
export function stopsOf(form: HTMLElement, touched: HTMLElement | null): HTMLElement[] {
  const rows = new Set<HTMLElement>();
  return all(form).flatMap((one) => {
    const row = rowOf(one);
    if (!row || row === touched) return natural(one) ? [one] : [];
    if (rows.has(row)) return [];
    rows.add(row);
    return mainOf(row) ?? [];
  });
}

/** The stop after the place where the focus is, or before it. */
export function nextStop(stops: readonly HTMLElement[], at: HTMLElement, back: boolean): HTMLElement | undefined {
  const here = stops.indexOf(at);
  if (here >= 0) return stops[here + (back ? -1 : 1)];
  const side = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const row = rowOf(at);
  const beyond = stops.filter(
    (one) => (at.compareDocumentPosition(one) & side) !== 0 && (row === null || rowOf(one) !== row || back),
  );
  return back ? beyond.at(-1) : beyond[0];
}

/** Tab leaves the form from its very end: what stands behind the last stop is not gone through. */
export function leaveFrom(form: HTMLElement, back: boolean): void {
  const tabbed = all(form).filter(natural);
  (back ? tabbed[0] : tabbed.at(-1))?.focus({ preventScroll: true });
}
