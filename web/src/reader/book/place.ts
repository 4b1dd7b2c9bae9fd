const prefix = 'linlang.place.';

/** Where one was in a book, on this device. */
export function placeOf(item: string): string | null {
  try {
    return localStorage.getItem(prefix + item);
  } catch {
    return null;
  }
}

export function rememberPlace(item: string, page: string): void {
  try {
    localStorage.setItem(prefix + item, page);
  } catch {
    // Not kept; the address still says where one is.
  }
}
