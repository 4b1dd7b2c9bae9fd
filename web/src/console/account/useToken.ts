/** Links of mails carry their token behind the #, so that no server or log ever sees it. */
export function tokenOfAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
}
