// What a person sees while the platform starts: one line a step, with the seconds gone by, and one sentence on failure.

const began = Date.now();

/** An ending the operator can act on: printed as it is, without a stack. */
export class LaunchError extends Error {
  /** @param {string} sentence @param {{ cause?: unknown, zh?: string }} [more] */
  constructor(sentence, more = {}) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'LaunchError';
    this.zh = more.zh;
  }
}

export const seconds = () => ((Date.now() - began) / 1000).toFixed(1).padStart(6);

/** @param {string} line */
export function say(line) {
  process.stdout.write(`[${seconds()} s] ${line}\n`);
}

const byCode = {
  ENOSPC: ['The disk is full', '磁盘已满'],
  EDQUOT: ['The disk quota is used up', '磁盘配额已用完'],
  EROFS: ['The disk can only be read', '磁盘为只读'],
  EACCES: ['No permission to write', '没有写入权限'],
  EPERM: ['No permission to write', '没有写入权限'],
};

/** Turns what the system said into a sentence that names the place; anything unknown stays what it was. */
export function asLaunchError(error, place) {
  if (error instanceof LaunchError) return error;
  const known = byCode[error?.code];
  if (!known) return error;
  const where = error.path ?? place ?? '';
  const free = error.code === 'ENOSPC' ? ' Free some space and start again. / 请腾出空间后重新启动。' : '';
  return new LaunchError(`${known[0]}: ${where}.${free}`, { zh: `${known[1]}：${where}`, cause: error });
}

/** Prints why it could not go on; returns the exit code. */
export function printFailure(error, place) {
  const known = asLaunchError(error, place);
  if (known instanceof LaunchError) {
    process.stderr.write(`\n${known.message}${known.zh ? ` / ${known.zh}` : ''}\n`);
  } else {
    process.stderr.write(`\n${known?.stack ?? String(known)}\n`);
  }
  return 1;
}
