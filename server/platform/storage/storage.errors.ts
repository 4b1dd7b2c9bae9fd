import { Problem } from '../../contract/problems.js';
import { StorageMissing } from './storage.js';

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const refused = new Set(['EACCES', 'EPERM', 'EROFS']);

function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : '';
}

export function isMissing(error: unknown): boolean {
  return (
    error instanceof StorageMissing ||
    ['ENOENT', 'NoSuchKey', 'NoSuchUpload', 'NotFound', 'ENOTDIR'].includes(codeOf(error))
  );
}

/** A server that does not have what was asked, or does not let us. */
export function isNotOffered(error: unknown): boolean {
  const told = error instanceof Problem ? error.cause : error;
  return ['NotImplemented', 'MethodNotAllowed', 'AccessDenied'].includes(codeOf(told));
}

/** A full disk or an unreachable bucket is told as such, and not as a failure of ours. */
export function storageProblem(error: unknown): unknown {
  if (error instanceof Problem || error instanceof StorageMissing) return error;
  const code = codeOf(error);
  if (full.has(code)) return new Problem('storage.full', {}, [], { cause: error });
  if (refused.has(code)) return new Problem('storage.unavailable', {}, [], { cause: error });
  return error;
}

/** Answers of the server and failures of the line; what went wrong on our own side stays what it is. */
export function storageProblemS3(error: unknown): unknown {
  const plain = storageProblem(error);
  if (plain !== error || !(error instanceof Error)) return plain;
  const fromServer = '$metadata' in error || 'syscall' in error || /timeout|socket|network/i.test(error.name);
  return fromServer ? new Problem('storage.unavailable', {}, [], { cause: error }) : error;
}
