import { WrongSetting } from './platform/config.js';
import { NewerDatabase } from './platform/database/migrate.js';
import { log } from './platform/log/log.js';
import { BrokenPlugin } from './platform/plugins/plugin.check.js';

/** What the operator can mend: one sentence is said, and this tells a supervisor not to try again. */
const operatorsFault = 78;

/** What the platform writes is nobody else's to read, whoever started it and however. */
process.umask(0o077);

function sentence(error: unknown): string | undefined {
  if (error instanceof WrongSetting || error instanceof NewerDatabase || error instanceof BrokenPlugin) {
    return error.message;
  }
  const { code, port, message } = error as { code?: string; port?: number; message?: string };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken; choose another with PORT=… (端口 ${port} 已被占用，请用 PORT=… 另选)`;
  if (code === 'EACCES' && port) return `Port ${port} may not be opened by this user (当前用户无权使用端口 ${port})`;
  if (code === 'ENOSPC') return 'The disk is full (磁盘已满)';
  if (code === 'ECONNREFUSED') return `The database does not answer (数据库没有应答): ${message ?? ''}`;
  return undefined;
}

export function failBoot(error: unknown): never {
  const said = sentence(error);
  if (said) process.stderr.write(`${said}\n`);
  else log.fatal({ err: error }, 'could not start');
  process.exit(said ? operatorsFault : 1);
}

const launcher = process.ppid;
const lookMs = 2000;

/** Started by the launcher, which is there no more. */
const isOrphan = (): boolean => process.connected !== undefined && (!process.connected || process.ppid !== launcher);

/**
 * Whoever read our lines went with the launcher: the log would try for ever to write its last ones, with the process at its
 * end. So an orphan takes no leave of anybody.
 */
function leave(code: number): void {
  if (isOrphan()) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}

const early = () => leave(0);

/** The channel may be lost before anybody listens, and whoever is killed amid starting others may leave it open. */
function whenOrphaned(end: () => void): void {
  // Who was not started by the launcher has none.
  if (process.connected === undefined) return;
  const timer = setInterval(() => {
    if (!isOrphan()) return;
    clearInterval(timer);
    end();
  }, lookMs).unref();
}

/** Nobody is told twice that the channel is lost, and it may be lost before there is anything to close. */
export function endWithParent(): void {
  if (process.connected === false) early();
  process.once('disconnect', early);
}

/** Ends with the launcher, however it ended: a lost channel counts like a signal. */
export function stopWithParent(close: () => Promise<void>): void {
  process.off('disconnect', early);
  let closing = false;
  const stop = () => {
    if (closing) return;
    closing = true;
    const late = setTimeout(() => leave(0), 15_000);
    late.unref();
    void close().then(
      () => leave(0),
      () => leave(1),
    );
  };
  process.on('disconnect', stop);
  whenOrphaned(stop);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
