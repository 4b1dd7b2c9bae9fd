// The running platform: database, server and worker, started in order, kept alive, and ended in the opposite order.
import path from 'node:path';
import { OPERATOR, logFile, startChild } from './child.mjs';
import { startPostgres } from './postgres.mjs';
import { pause } from './processes.mjs';
import { LaunchError } from './says.mjs';

export class Platform {
  #children = new Map();
  #postgres;
  #starting;
  #stopping = false;
  #settle;

  constructor({ root, dataDir, logs, env, say }) {
    Object.assign(this, { root, dataDir, logs, say });
    this.env = { ...env, DATA_DIR: dataDir };
    this.over = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Settles `over` with a failure that nothing here can mend. */
  #fail(error) {
    if (!this.#stopping) this.#settle(error);
  }

  async startDatabase() {
    if (this.env.DATABASE_URL) return;
    this.say('starting the embedded PostgreSQL');
    this.#starting = startPostgres({ root: this.root, dataDir: this.dataDir, log: this.say });
    const postgres = await this.#starting;
    this.#postgres = postgres;
    this.env.DATABASE_URL = postgres.url;
    void postgres.exited.then(() => this.#databaseEnded(postgres));
  }

  async #databaseEnded(postgres) {
    if (this.#stopping || this.#postgres !== postgres) return;
    this.say('the database ended by itself; starting it again');
    try {
      // The address of the first start is remembered, so that the servers find it again without being told.
      const again = await startPostgres({ root: this.root, dataDir: this.dataDir, log: this.say });
      if (this.#stopping) return await again.stop();
      this.#postgres = again;
      if (again.url !== postgres.url)
        throw new LaunchError('The port of the embedded database was taken by another program.');
      void again.exited.then(() => this.#databaseEnded(again));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Runs a command of the platform to its end. */
  async command(args, onLine) {
    const write = logFile(this.logs, 'command');
    const child = this.#spawn('command', 'cli.js', args, (line) => {
      write(line);
      onLine?.(line);
    });
    this.#children.set(child, child);
    const end = await child.exited;
    this.#children.delete(child);
    if (end.code === 0 || this.#stopping) return;
    throw asSentence(`node dist/server/cli.js ${args.join(' ')}`, end);
  }

  #spawn(name, script, args, onLine) {
    return startChild({
      name,
      script: path.join(this.root, 'dist/server', script),
      args,
      env: this.env,
      cwd: this.root,
      onLine,
      // A killed launcher must not take the database away from those who are still putting their work down.
      hold: this.#postgres?.hold,
    });
  }

  /** Starts it and waits until it says that it is ready; from then on a crash is followed by another start. */
  async keep(name, script) {
    const write = logFile(this.logs, name);
    const start = () => {
      const child = this.#spawn(name, script, [], (line) => {
        write(line);
        if (isGrave(line)) process.stderr.write(`${name}: ${line}\n`);
      });
      this.#children.set(name, child);
      return child;
    };
    const first = start();
    const message = await first.ready.catch((end) => {
      throw asSentence(`The ${name}`, end);
    });
    void this.#watch(name, first, start);
    return message;
  }

  async #watch(name, first, start) {
    let child = first;
    for (let crashes = 0; ;) {
      const began = Date.now();
      const end = await child.exited;
      if (this.#stopping || this.#children.get(name) !== child) return;
      // Even what only the operator can mend at first is tried again here: it may be the database that is restarting.
      crashes = Date.now() - began > 60_000 ? 1 : crashes + 1;
      if (crashes > 8) return this.#fail(asSentence(`The ${name}`, end));
      this.say(`the ${name} ended (${end.signal ?? end.code}); starting it again`);
      await pause(Math.min(250 * 2 ** crashes, 15_000));
      if (this.#stopping) return;
      child = start();
    }
  }

  /** Ends one and starts it anew: what `npm run dev` does after a change. */
  async replace(name, script) {
    const old = this.#children.get(name);
    this.#children.delete(name);
    await old?.stop(5_000);
    return this.keep(name, script);
  }

  async stop() {
    if (this.#stopping) return;
    this.#stopping = true;
    const order = ['server', 'worker'];
    const children = [...this.#children.values()];
    children.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    await Promise.all(children.map((child) => child.stop()));
    // It may be on its way up still, when something else has failed meanwhile.
    await this.#starting?.catch(() => {});
    await this.#postgres?.stop();
    this.#settle(undefined);
  }
}

/** A process that ended with the operator's code has said all there is to say. */
function asSentence(who, { code, signal, errors }) {
  if (code === OPERATOR && errors) return new LaunchError(errors);
  if (/ENOSPC|No space left on device/.test(errors ?? '')) {
    return new LaunchError('The disk is full. Free some space and start again.', {
      zh: '磁盘已满，请腾出空间后重新启动',
    });
  }
  return new LaunchError(`${who} ended (${signal ?? code}) before its work was done.\n${errors ?? ''}`.trim());
}

/** Lines of the log that a person at the terminal should see: errors, and whatever is not a line of the log at all. */
function isGrave(line) {
  if (!line.startsWith('{')) return true;
  const level = /"level":\s*"?(\w+)/.exec(line)?.[1] ?? '';
  return Number(level) >= 50 || level === 'error' || level === 'fatal';
}
