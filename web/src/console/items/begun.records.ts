import type { Values } from '../../../../server/contract/values.js';

/** What records were begun with from elsewhere, in this window: it is shown where it still stands. */
const keyOf = (item: string) => `linlang.begun.${item}`;

export function carriedInto(item: string): Values {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(item)) ?? '{}') as Values;
  } catch {
    return {};
  }
}

let latest = '';

export function noteBegun(item: string, brought: Values): void {
  latest = item;
  try {
    if (Object.keys(brought).length > 0) sessionStorage.setItem(keyOf(item), JSON.stringify(brought));
  } catch {
    // It is only not shown then.
  }
}

/** Whether the record has just been begun here: whoever did so wants to write on. */
export function isJustBegun(item: string): boolean {
  const is = latest === item;
  latest = '';
  return is;
}
