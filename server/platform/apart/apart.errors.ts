import { Problem, type FieldProblem, type ProblemCode } from '../../contract/problems.js';
import { StorageMissing } from '../storage/storage.js';
import type { ErrorForm } from './apart.messages.js';

export type Death = 'memory' | 'time' | 'output' | 'crash';

/** A child that was not there in time: the machine is busy, and nothing is known of what was to be read. */
export class ApartLate extends Error {}

/** The work did not fail: it brought down who did it, or would have. */
export class ApartDied extends Error {
  constructor(
    readonly died: Death,
    readonly verb: string,
    detail = '',
  ) {
    super(`work apart died of ${died}: ${verb}${detail && `\n${detail}`}`);
    this.name = 'ApartDied';
  }
}

/** An error of the code that was run apart, neither a Problem nor of the system: that code did not expect this file. */
export class ApartFailed extends Error {
  constructor(message: string, stack?: string) {
    super(message);
    this.name = 'ApartFailed';
    if (stack) this.stack = stack;
  }
}

export function errorForm(error: unknown): ErrorForm {
  if (error instanceof Problem) {
    const { code, params, fields } = error;
    return { message: code, problem: { code, params, fields } };
  }
  if (error instanceof StorageMissing) return { message: error.message, storageMissing: error.key };
  const { message, stack, code } = (error ?? {}) as { message?: unknown; stack?: unknown; code?: unknown };
  return {
    message: typeof message === 'string' ? message : String(error),
    stack: typeof stack === 'string' ? stack : undefined,
    errno: typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined,
  };
}

export function errorOf(form: ErrorForm): Error {
  if (form.problem) {
    const { code, params, fields } = form.problem;
    return new Problem(code as ProblemCode, params, fields as FieldProblem[]);
  }
  if (form.storageMissing !== undefined) return new StorageMissing(form.storageMissing);
  if (form.errno) return Object.assign(new Error(form.message), { code: form.errno });
  return new ApartFailed(form.message, form.stack);
}
