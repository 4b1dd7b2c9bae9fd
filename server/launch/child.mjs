// One process of the platform: started with a wire to us, so that it notices when we are gone, and ended in good order.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { ends } from './processes.mjs';

/** The exit code by which a process says: the operator can mend this, and my sentence is on stderr. */
export const OPERATOR = 78;

/**
 * @param {{ name: string, script: string, args?: string[], env: NodeJS.ProcessEnv, cwd: string, onLine?: (line: string) => void, hold?: object, wire?: number }} options
 *   `hold`: see `guard`; `wire`: see `holdLowPort`
 */
export function startChild({ name, script, args = [], env, cwd, onLine = () => {}, hold, wire }) {
  const streams = ['ignore', 'pipe', 'pipe', 'ipc', ...(hold?.destroyed === false ? [hold] : [])];
  const handed = wire === undefined ? {} : { LISTEN_FD: String(streams.push(wire) - 1) };
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
    cwd,
    env: { ...env, ...handed },
    stdio: streams,
    // A group of its own: Ctrl-C reaches the launcher alone, which then ends all in order.
    detached: process.platform !== 'win32',
  });
  let errors = '';
  createInterface({ input: child.stdout }).on('line', onLine);
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors = (errors + text).slice(-6000);
    for (const line of text.split('\n')) if (line) onLine(line);
  });
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, signal: null, errors: String(error) }));
    child.once('close', (code, signal) => resolve({ code, signal, errors: errors.trim() }));
  });
  const ready = new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message?.ready) resolve(message);
    });
    void exited.then((end) => reject(Object.assign(new Error(`${name} ended before it was ready`), end)));
  });
  ready.catch(() => {});
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async (withinMs = 15_000) => {
    if (isOver() || !child.pid) return;
    child.kill('SIGTERM');
    if (!(await ends(child.pid, withinMs))) child.kill('SIGKILL');
    await exited;
  };
  return { name, pid: child.pid, ready, exited, stop, kill: () => child.kill('SIGKILL') };
}

/** A log file that keeps itself small: ten megabytes and the ten before them. */
export function logFile(folder, name) {
  const file = path.join(folder, `${name}.log`);
  let stream;
  let size = 0;
  const open = () => {
    if (existsSync(file) && statSync(file).size > 10 << 20) renameSync(file, `${file}.1`);
    size = existsSync(file) ? statSync(file).size : 0;
    stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
    // A full disk must not take the platform down by way of its own log.
    stream.on('error', () => {});
  };
  open();
  return (line) => {
    size += line.length + 1;
    stream.write(`${line}\n`);
    if (size > 10 << 20) {
      stream.end();
      open();
    }
  };
}
