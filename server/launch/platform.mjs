// The running platform: database, server and worker, started in order, kept alive, and ended in the opposite order.
import path from 'node:path';
import { OPERATOR, logFile, startChild } from './child.mjs';
import { startPostgres } from './postgres.mjs';
import { pause } from './processes.mjs';
import { LaunchError, printFailure } from './says.mjs';

/** Whoever has lived so long has not died of being started. */
const goodMinute = 60_000;

/** After the first time twice the pace, after each further one twice as long again. */
const backOff = (pace, times, most) => Math.min(pace * 2 ** Math.min(times, 10), most);
const seconds = (ms) => `${ms / 1000} s`;

export class Platform {
  #children = new Map();
  #postgres;
  #starting;
  #stopping = false;
  #settle;

  /** `wire`: see `holdLowPort`; `pace`: half the first pause before something is started again, in milliseconds */
  constructor({ root, dataDir, logs, env, say, wire, pace = 250 }) {
    Object.assign(this, { root, dataDir, logs, say, wire, pace });
    this.env = { ...env, DATA_DIR: dataDir };
    /** Settles once it was told to stop; nothing else ends a platform that has started. */
    this.over = new Promise((resolve) => (this.#settle = resolve));
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

  /** Tried for ever: a full disk, a port or what is left of the old one may be in its way for a while. */
  async #databaseEnded(postgres) {
    // Servers and worker know the address of the first start, so it stays the same.
    const options = { root: this.root, dataDir: this.dataDir, port: postgres.port, log: this.say };
    for (let tries = 0; !this.#stopping && this.#postgres === postgres; tries++) {
      this.say(
        tries === 0
          ? 'the database ended by itself; starting it again / 数据库意外停止，正在重新启动'
          : `the database is tried again in ${seconds(backOff(this.pace, tries, 5_000))}`,
      );
      if (tries > 0) await pause(backOff(this.pace, tries, 5_000));
      if (this.#stopping) return;
      try {
        this.#starting = startPostgres(options);
        const again = await this.#starting;
        if (this.#stopping) return await again.stop();
        this.#postgres = again;
        void again.exited.then(() => this.#databaseEnded(again));
      } catch (error) {
        printFailure(error, this.dataDir);
      }
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
      wire: name === 'server' ? this.wire : undefined,
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

  /** Never gives up: what killed it nine times may be over at the tenth, and readers are waiting. */
  async #watch(name, first, start) {
    let child = first;
    for (let crashes = 0; ;) {
      const began = Date.now();
      const end = await child.exited;
      if (this.#stopping || this.#children.get(name) !== child) return;
      crashes = Date.now() - began > goodMinute ? 1 : crashes + 1;
      const wait = backOff(this.pace, crashes, 15_000);
      this.say(
        `the ${name} ended (${end.signal ?? end.code}); starting it again in ${seconds(wait)}` +
          (crashes > 4 ? `, time ${crashes}: see ${path.join(this.logs, name)}.log` : ''),
      );
      await pause(wait);
      if (this.#stopping || this.#children.get(name) !== child) return;
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
    const late = await this.#starting?.catch(() => {});
    await late?.stop();
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
