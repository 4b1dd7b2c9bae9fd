import type { Values } from '../../../../server/contract/values.js';

/** What was typed, kept in this browser until the server has it: a lost connection or a closed lid loses nothing. */
export interface LocalDraft {
  values: Values;
  baseVersion: number;
  /** The head that was typed over, so that somebody else's save can be told from one's own changes. */
  base: Values;
  at: string;
  /** The server has this very text. */
  kept: boolean;
}

const keyOf = (account: string, item: string) => `linlang.draft.${account}.${item}`;

export function readLocal(account: string, item: string): LocalDraft | undefined {
  try {
    const text = localStorage.getItem(keyOf(account, item));
    return text ? (JSON.parse(text) as LocalDraft) : undefined;
  } catch {
    return undefined;
  }
}

/** Says whether it could be kept: a full or forbidden storage is no reason to stop typing. */
export function writeLocal(account: string, item: string, draft: LocalDraft): boolean {
  try {
    localStorage.setItem(keyOf(account, item), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropLocal(account: string, item: string): void {
  try {
    localStorage.removeItem(keyOf(account, item));
  } catch {
    // Nothing could be kept, so there is nothing to drop.
  }
}
