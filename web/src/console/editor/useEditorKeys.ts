import { useEventListener } from '@vueuse/core';

interface Keys {
  save: () => void;
  forward: () => void;
  saveAndNext: () => void;
  previous: () => void;
  next: () => void;
  page: (by: 1 | -1) => void;
  help: () => void;
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** What the editor does by keyboard; letters and signs only where nobody is typing. */
export function useEditorKeys(keys: Keys): void {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('[role="dialog"]')) return;
    const control = event.ctrlKey || event.metaKey;
    const run = found(event, control, keys);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function found(event: KeyboardEvent, control: boolean, keys: Keys): (() => void) | undefined {
  if (control && !event.altKey) {
    if (event.key.toLowerCase() === 's' && !event.shiftKey) return keys.save;
    if (event.key === 'Enter') return event.shiftKey ? keys.saveAndNext : keys.forward;
    return undefined;
  }
  if (event.altKey || event.metaKey) return undefined;
  // A text area scrolls by these keys; a line of text has no use for them.
  const inArea = event.target instanceof HTMLElement && event.target.tagName === 'TEXTAREA';
  if (event.key === 'PageUp' && !inArea) return keys.previous;
  if (event.key === 'PageDown' && !inArea) return keys.next;
  if (event.key === 'F6') return () => switchPane(event.shiftKey);
  if (typing(event.target)) return undefined;
  if (event.key === '?') return keys.help;
  if (event.key === '[') return () => keys.page(-1);
  if (event.key === ']') return () => keys.page(1);
  return undefined;
}

/** From the pages to the form and back, where screen readers and keyboards expect it. */
function switchPane(back: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>('.editor-pages, .editor-form')];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  panes[(at + (back ? panes.length - 1 : 1)) % panes.length]?.focus();
}
