const dayMs = 86_400_000;

/** RFC 9116: whom to tell of a weakness. Good for half a year from the month it is read in, so that caches agree. */
export function securityText(contacts: readonly string[], publicUrl: string, now = new Date()): string {
  const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  return [
    ...contacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${new Date(month + 183 * dayMs).toISOString()}`,
    'Preferred-Languages: zh, en',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
