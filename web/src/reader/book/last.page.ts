const prefix = 'linlang.place.';

/** The page one was at in a book, on this device. */
export function lastPageOf(item: string): string | null {
  try {
    return localStorage.getItem(prefix + item);
  } catch {
    return null;
  }
}

export function rememberPage(item: string, page: string): void {
  try {
    localStorage.setItem(prefix + item, page);
  } catch {
    // Not kept; the address still says where one is.
  }
}
