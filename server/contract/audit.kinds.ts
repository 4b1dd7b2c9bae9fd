/** The kinds of things that a line of the audit can be about, as whoever looks for one goes through them. */
export const auditKinds = [
  'item',
  'file',
  'batch',
  'collection',
  'template',
  'vocabulary',
  'term',
  'agent',
  'place',
  'library',
  'account',
  'invitation',
  'session',
  'platform',
  'job',
] as const;
export type AuditKind = (typeof auditKinds)[number];
