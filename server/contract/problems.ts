/**
 * The one table of error codes. The status is what HTTP says; the sentence that people read is made in the web
 * from `problems.<code>` of the locales, with the parameters that travel beside the code.
 */
export const problemStatus = {
  'request.invalid': 400,
  'request.malformed': 400,
  'request.too-large': 413,
  'request.unsupported-type': 415,
  'request.csrf': 403,
  'request.unknown-host': 421,
  'request.too-many': 429,
  'route.not-found': 404,
  'server.failed': 500,
  'server.unavailable': 503,
  'session.required': 401,
  'session.wrong-credentials': 401,
  'session.locked': 429,
  'session.not-found': 404,
  'session.not-fresh': 403,
  'session.factor-required': 403,
  'session.step-over': 410,
  'access.denied': 403,
  'account.not-found': 404,
  'account.email-taken': 409,
  'account.disabled': 403,
  'account.wrong-password': 422,
  'account.weak-password': 422,
  'account.last-admin': 409,
  'factor.wrong-code': 422,
  'factor.wrong-recovery': 422,
  'factor.password-not-enough': 422,
  'factor.passkey-refused': 422,
  'factor.exists': 409,
  'factor.not-found': 404,
  'factor.last': 409,
  'factor.own-first': 409,
  'factor.key-missing': 503,
  'token.invalid': 410,
  'grant.not-found': 404,
  'grant.exists': 409,
  'invitation.not-found': 404,
  'library.not-found': 404,
  'library.slug-taken': 409,
  'library.host-taken': 409,
  'library.changed': 409,
  'library.over-quota': 413,
  'collection.not-found': 404,
  'collection.slug-taken': 409,
  'collection.changed': 409,
  'collection.not-empty': 409,
  'template.not-found': 404,
  'config.changed': 409,
  'config.invalid': 422,
  'config.version-not-found': 404,
  'item.not-found': 404,
  'item.gone': 410,
  'item.changed': 409,
  'item.invalid': 422,
  'item.incomplete': 422,
  'item.identifier-taken': 409,
  'number.taken': 409,
  'number.reserved': 409,
  'number.used-up': 409,
  'number.not-found': 404,
  'item.wrong-state': 409,
  'item.own-review': 403,
  'revision.not-found': 404,
  'page.not-found': 404,
  'page.order': 409,
  'file.not-found': 404,
  'file.in-use': 409,
  'file.not-whole': 403,
  'file.unsupported': 415,
  'file.broken': 422,
  'file.too-large': 413,
  'file.not-ready': 409,
  'file.empty': 422,
  'file.unsafe': 422,
  'file.needs-tool': 422,
  'upload.not-found': 404,
  'upload.too-many': 413,
  'caption.not-found': 404,
  'caption.not-here': 422,
  'caption.not-text': 422,
  'caption.empty': 422,
  'caption.bad-time': 422,
  'image.bad-request': 400,
  'image.not-found': 404,
  'image.unsupported': 501,
  'storage.full': 507,
  'storage.unavailable': 503,
  'job.not-found': 404,
  'job.wrong-state': 409,
  'search.unavailable': 503,
  'search.too-deep': 400,
  'search.bad-query': 400,
  'vocabulary.not-found': 404,
  'vocabulary.key-taken': 409,
  'term.not-found': 404,
  'term.code-taken': 409,
  'term.ring': 409,
  'authority.changed': 409,
  'authority.used': 409,
  'authority.merged': 409,
  'authority.not-merged': 409,
  'authority.merge-across': 409,
  'agent.not-found': 404,
  'place.not-found': 404,
  'place.ring': 409,
  'import.not-found': 404,
  'import.wrong-state': 409,
  'plugin.missing-type': 500,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** One thing wrong with one field of what was sent: where it stands, what is wrong, and what the sentence needs. */
export interface FieldProblem {
  path: string;
  code: string;
  params?: Record<string, unknown>;
}

/** The only error that services throw on purpose. HTTP makes RFC 9457 problem JSON of it; jobs keep it in their row. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    readonly params: Record<string, unknown> = {},
    readonly fields: FieldProblem[] = [],
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'Problem';
    this.status = problemStatus[code];
  }
}
