import { reactive } from 'vue';

export interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'note' | 'problem';
  action?: {
    label: string;
    run: () => void;
    /** The same is offered for longer in a place of its own, to which whoever shows it may lead. */
    stays?: boolean;
  };
}

/** What has just happened, said in a corner. Problems stay until they are closed. */
export const toasts = reactive<Toast[]>([]);
let last = 0;
const leaving = new Map<number, ReturnType<typeof setTimeout>>();

export function closeToast(id: number): void {
  const at = toasts.findIndex((toast) => toast.id === id);
  if (at >= 0) toasts.splice(at, 1);
  clearTimeout(leaving.get(id));
  leaving.delete(id);
}

/** Whoever goes on to something else leaves what went wrong behind. */
export function closeProblems(): void {
  for (const { id } of toasts.filter(({ kind }) => kind === 'problem')) closeToast(id);
}

/** What is said already is not said twice: it stays for as long as if it were new. One that offers something is its own. */
export function say(text: string, kind: Toast['kind'] = 'done', action?: Toast['action']): number {
  const same = action ? undefined : toasts.find((one) => one.text === text && one.kind === kind && !one.action);
  if (same) closeToast(same.id);
  const id = ++last;
  toasts.push({ id, text, kind, ...(action ? { action } : {}) });
  if (kind !== 'problem')
    leaving.set(
      id,
      setTimeout(() => closeToast(id), action ? 10_000 : 5_000),
    );
  return id;
}
