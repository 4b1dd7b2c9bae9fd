import type { FieldProblem, ProblemCode } from '../../../server/contract/problems.js';

/** What the server answered when it would not: `code` is translated by `problems.<code>`, with `params` in the sentence. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    readonly params: Record<string, unknown>,
    readonly fields: FieldProblem[],
    readonly requestId: string | undefined,
  ) {
    super(code);
    this.name = 'ApiProblem';
  }
}

/** Nothing answered: no network, or no server. What was typed must be kept, and the request may be tried again. */
export class Unreachable extends Error {
  constructor(readonly offline: boolean) {
    super(offline ? 'offline' : 'unreachable');
    this.name = 'Unreachable';
  }
}

interface ProblemBody {
  code?: ProblemCode;
  params?: Record<string, unknown>;
  fields?: FieldProblem[];
  requestId?: string;
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  // A proxy's own page about a 502 is not our problem JSON: it counts as the server being unavailable.
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  const code = body.code ?? (response.status >= 500 ? 'server.unavailable' : 'request.malformed');
  return new ApiProblem(response.status, code, body.params ?? {}, body.fields ?? [], body.requestId);
}

/** Whether asking once more may help: what is forbidden, not there or used up stays so. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof ApiProblem) || ![400, 403, 404, 410].includes(error.status);
}

/** The key and parameters of the sentence that tells a person what went wrong. */
export function sentenceOf(error: unknown): { key: string; params: Record<string, unknown> } {
  if (error instanceof ApiProblem) return { key: `problems.${error.code}`, params: error.params };
  if (error instanceof Unreachable)
    return { key: error.offline ? 'problems.offline' : 'problems.unreachable', params: {} };
  return { key: 'problems.unexpected', params: {} };
}
