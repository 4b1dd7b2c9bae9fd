let current = '';

/** Kept in memory only: it comes with the session and is worth nothing without its cookie. */
export const csrfToken = (): string => current;

export function setCsrfToken(token: string): void {
  current = token;
}
