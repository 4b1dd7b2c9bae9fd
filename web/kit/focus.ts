import { onScopeDispose, watch, type Ref } from 'vue';

const pressable = 'a[href], button, input, select, textarea, summary, [tabindex]';
const fields = 'input:not([type="hidden"], [readonly]), select, textarea, [role="combobox"]';

/** What was pressed or focused last: Safari gives no focus to a button that is clicked, and a disabled one loses it. */
let last: HTMLElement | undefined;
/** From where each open dialog was opened. */
const trails = new WeakMap<Element, HTMLElement[]>();

const shown = (element: HTMLElement) => element.getClientRects().length > 0;
const off = (element: Element) => element.matches(':disabled');
const dialogOf = (element: Element) => element.closest<HTMLElement>('[role="dialog"]');
/** Focus is nowhere, or on the frame of the dialog that an element is in. */
const nobodyHasIt = (frame: Element | null) =>
  !document.activeElement || document.activeElement === document.body || document.activeElement === frame;

const first = (within: ParentNode, selector: string): HTMLElement | undefined =>
  [...within.querySelectorAll<HTMLElement>(selector)].find(
    (one) => shown(one) && !off(one) && !one.matches('[tabindex="-1"]'),
  );

function give(element: HTMLElement): void {
  element.focus();
  if (element instanceof HTMLInputElement) element.select();
}

/**
 * The field that is meant, else the first; where there is none, what answers the dialog, and its × last of all. Says
 * whether it was a field.
 */
function focusFirst(dialog: HTMLElement): boolean {
  const body = dialog.querySelector('[data-dialog-body]') ?? dialog;
  const actions = dialog.querySelector('[data-dialog-actions]');
  const field = first(body, '[autofocus]') ?? first(body, fields);
  const chosen =
    field instanceof HTMLInputElement && field.type === 'radio'
      ? first(body, `input[type="radio"][name="${CSS.escape(field.name)}"]:checked`)
      : undefined;
  give(chosen ?? field ?? (actions ? first(actions, pressable) : undefined) ?? first(body, pressable) ?? dialog);
  return field !== undefined;
}

/** Where Tab leads from an element, in its dialog or on the page. */
export function focusBeside(element: HTMLElement, back: boolean): void {
  const stops = [...(dialogOf(element) ?? document).querySelectorAll<HTMLElement>(pressable)].filter(
    (one) => one === element || (shown(one) && !off(one) && one.tabIndex >= 0),
  );
  stops[stops.indexOf(element) + (back ? -1 : 1)]?.focus();
}

/** The opener and all it stands in, then the same of the dialog it stands in. A menu is gone soon: its button stays. */
function trailOf(opener: HTMLElement | undefined): HTMLElement[] {
  const menu = opener?.closest('[role="menu"], [role="listbox"]');
  const from = (menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '')) || opener;
  const trail: HTMLElement[] = [];
  for (let at = from ?? null; at && at !== document.body; at = at.parentElement) trail.push(at);
  const dialog = from && dialogOf(from);
  return [...trail, ...((dialog && trails.get(dialog)) ?? [])];
}

/** To the opener, else into the nearest thing around it that is still there. */
function focusBack(trail: readonly HTMLElement[]): void {
  if (!nobodyHasIt(null)) return;
  for (const [at, one] of trail.entries()) {
    if (!one.isConnected || !shown(one)) continue;
    if (off(one)) return hold(one);
    const goal = at === 0 || one.matches('main[tabindex]') ? one : first(one, pressable);
    if (goal) return goal.focus();
  }
}

/** A button that waits for its request has the focus again once it may be pressed again. */
function hold(element: HTMLElement): void {
  const frame = dialogOf(element);
  frame?.focus();
  const watching = new MutationObserver(() => {
    if (off(element)) return;
    watching.disconnect();
    if (nobodyHasIt(frame)) element.focus();
  });
  watching.observe(element, { attributes: true, attributeFilter: ['disabled'] });
}

/** To be called once: from then on nothing that is pressed loses the focus by being busy. */
export function keepFocus(): void {
  const touched = ({ target }: Event) => {
    const element = target instanceof Element ? target.closest<HTMLElement>(pressable) : null;
    if (element && element.getAttribute('role') !== 'dialog') last = element;
  };
  document.addEventListener('focusin', touched, true);
  document.addEventListener('pointerdown', touched, true);
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (target !== last || !off(last)) continue;
      if (document.activeElement === last || nobodyHasIt(dialogOf(last))) hold(last);
    }
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['disabled'] });
}

/** Where focus goes when a dialog opens, however it was opened, and where it returns; also from one above another. */
export function useDialogFocus(open: Ref<boolean>): { opened: (event: Event) => void; closed: (event: Event) => void } {
  let trail: HTMLElement[] = [];
  let swapped: MutationObserver | undefined;
  watch(
    open,
    (now) => {
      if (!now) return;
      const has = document.activeElement;
      trail = trailOf(
        has instanceof HTMLElement && has !== document.body && !has.matches('[role="dialog"]') ? has : last,
      );
    },
    { immediate: true, flush: 'sync' },
  );

  function opened(event: Event): void {
    event.preventDefault();
    const dialog = event.target as HTMLElement;
    trails.set(dialog, trail);
    let waits = !focusFirst(dialog);
    const holder = document.activeElement;
    // A field whose editor is still being fetched gets what a button holds for it, until somebody goes on from there.
    const goesOn = (step: Event) => {
      if (!(step instanceof KeyboardEvent) || ['Tab', 'Enter', ' '].includes(step.key)) waits = false;
    };
    for (const step of ['keydown', 'pointerdown']) dialog.addEventListener(step, goesOn, true);
    // Another way to confirm, or the next step, takes the place of the field that had it.
    swapped = new MutationObserver((changes) => {
      if (waits && document.activeElement === holder) waits = !focusFirst(dialog);
      const gone = changes.flatMap(({ removedNodes }) => [...removedNodes]);
      if (last && !last.isConnected && gone.some((node) => node.contains(last!)) && nobodyHasIt(dialog))
        focusFirst(dialog);
    });
    swapped.observe(dialog, { subtree: true, childList: true });
  }

  function closed(event: Event): void {
    event.preventDefault();
    swapped?.disconnect();
    const way = trail;
    // Another dialog that takes this one's place has the focus by then, and what the answer changes is drawn.
    setTimeout(() => focusBack(way), 0);
  }

  onScopeDispose(() => swapped?.disconnect());
  return { opened, closed };
}
