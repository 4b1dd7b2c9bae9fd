import { reactive } from 'vue';

export interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'note' | 'problem';
  action?: { label: string; run: () => void };
}

/** What has just happened, said in a corner. Problems stay until they are closed. */
export const toasts = reactive<Toast[]>([]);
let last = 0;

export function closeToast(id: number): void {
  const at = toasts.findIndex((toast) => toast.id === id);
  if (at >= 0) toasts.splice(at, 1);
}

/** What is said already is not said twice: it stays for as long as if it had been said last. */
export function say(text: string, kind: Toast['kind'] = 'done', action?: Toast['action']): number {
  const same = toasts.find((toast) => toast.text === text && toast.kind === kind);
  if (same && !same.action && !action) closeToast(same.id);
  const id = ++last;
  toasts.push({ id, text, kind, ...(action ? { action } : {}) });
  if (kind !== 'problem') setTimeout(() => closeToast(id), action ? 10_000 : 5_000);
  return id;
}
