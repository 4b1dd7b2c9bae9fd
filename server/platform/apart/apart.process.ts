import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApartDied, ApartLate, type Death, errorForm, errorOf } from './apart.errors.js';
import { type Begin, type FromChild, isFromChild, type ToChild } from './apart.messages.js';

/** What the work may ask of us while it goes on. */
export type Calls = Readonly<Record<string, (...given: never[]) => Promise<unknown>>>;

export interface Work {
  verb: string;
  given: unknown;
  timeMs: number;
  signal?: AbortSignal | undefined;
  calls?: Calls | undefined;
}

interface Running extends Work {
  id: number;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  timer: NodeJS.Timeout;
  /** Takes away what was hung on the signal. */
  letGo(): void;
}

const extension = extname(fileURLToPath(import.meta.url));
const entry = fileURLToPath(new URL(`../../apart${extension}`, import.meta.url));
/** Tests run from the sources, and so do their children. */
const loader =
  extension === '.ts' ? ['--import', new URL('../../../tests/support/from-source.mjs', import.meta.url).href] : [];

const startMs = 60_000;
/** So long a child that was told to stop may take before it is ended. */
const graceMs = 2000;
/** The threads beside the one that runs: libvips makes as many as it is let. */
const threads = '2';

/** One child that does one thing at a time. It may die at any moment: only what it was doing fails. */
export class ApartProcess {
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  /** What it held when it last ended something. */
  held = 0;
  private readonly child: ChildProcess;
  private readonly outputBytes: number;
  private running: Running | undefined;
  private killedFor: Death | undefined;
  private over = false;
  private tasks = 0;
  private said = '';

  constructor(given: Begin['begin']) {
    this.outputBytes = given.outputBytes;
    this.child = fork(entry, [], {
      execArgv: [...loader, `--max-old-space-size=${Math.max(64, Math.floor(given.memoryMb * 0.75))}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // No address and no secret of ours: what breaks into it finds nothing.
      env: {
        TZ: 'UTC',
        LC_ALL: 'C.UTF-8',
        TMPDIR: tmpdir(),
        UV_THREADPOOL_SIZE: threads,
        VIPS_CONCURRENCY: threads,
        MALLOC_ARENA_MAX: '2',
      },
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.said = (this.said + text).slice(-4000)));
    // Waiting children keep nobody from ending.
    (this.child.stderr as unknown as { unref?: () => void } | null)?.unref?.();
    let begun = (): void => undefined;
    let broken = (_: Error): void => undefined;
    this.ready = new Promise<void>((resolve, reject) => {
      begun = resolve;
      broken = reject;
    });
    this.ready.catch(() => undefined);
    const late = setTimeout(() => this.end('time'), startMs);
    this.child.on('message', (message: unknown) => {
      if (!isFromChild(message)) this.end();
      else if ('ready' in message) {
        clearTimeout(late);
        this.rest();
        begun();
      } else if ('broken' in message) {
        broken(new Error(`work apart cannot begin: ${message.broken}`));
        this.end();
      } else this.hear(message);
    });
    // Without this a message to a child that has just died would be an error of the whole process.
    this.child.on('error', () => this.end('crash'));
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        clearTimeout(late);
        this.over = true;
        const Kind = this.killedFor === 'time' ? ApartLate : Error;
        broken(new Kind(`work apart ended before it began (${signal ?? code}): ${this.said.slice(-1000)}`));
        this.fall(this.killedFor ?? causeOf(code, signal, this.said));
        resolve();
      });
    });
    this.send({ begin: given });
  }

  get free(): boolean {
    return !this.over && this.killedFor === undefined && this.running === undefined;
  }

  get alive(): boolean {
    return !this.over && this.killedFor === undefined;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  run(work: Work): Promise<unknown> {
    if (!this.free) throw new Error('a child does one thing at a time');
    const id = ++this.tasks;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end('time'), work.timeMs);
      const stop = () => {
        this.send({ abort: id });
        reject(work.signal!.reason as Error);
        const patience = setTimeout(() => this.running?.id === id && this.end(), graceMs);
        patience.unref();
      };
      work.signal?.addEventListener('abort', stop, { once: true });
      const letGo = () => work.signal?.removeEventListener('abort', stop);
      this.running = { ...work, id, resolve, reject, timer, letGo };
      this.child.ref();
      this.child.channel?.ref();
      try {
        this.send({ task: id, verb: work.verb, given: work.given });
      } catch (error) {
        // What cannot be sent was never begun: the child is free again.
        this.finish();
        reject(error as Error);
      }
    });
  }

  /** Ends it at once, whatever it does. */
  end(why: Death = 'crash'): void {
    if (!this.alive) return;
    this.killedFor = why;
    this.child.kill('SIGKILL');
  }

  private rest(): void {
    if (this.running) return;
    this.child.unref();
    this.child.channel?.unref();
  }

  private hear(message: Exclude<FromChild, { ready: true } | { broken: string }>): void {
    const { running } = this;
    if ('call' in message) {
      if (running?.id === message.task) void this.answer(running, message.call, message.name, message.given);
      return;
    }
    if (running?.id !== message.done) return;
    this.held = message.held;
    this.finish();
    if (message.tooLarge) running.reject(new ApartDied('output', running.verb));
    else if (message.error) running.reject(errorOf(message.error));
    else running.resolve(message.value);
  }

  private async answer(running: Running, call: number, name: string, given: unknown[]): Promise<void> {
    const offered = running.calls && Object.hasOwn(running.calls, name) ? running.calls[name] : undefined;
    try {
      if (!offered) throw new Error(`not offered: ${name}`);
      this.send({ answer: call, value: await offered(...(given as never[])) });
    } catch (error) {
      this.send({ answer: call, error: errorForm(error) });
    }
  }

  private fall(died: Death): void {
    const { running } = this;
    if (!running) return;
    this.finish();
    running.reject(new ApartDied(died, running.verb, this.said.trim().slice(-500)));
  }

  private finish(): void {
    clearTimeout(this.running?.timer);
    this.running?.letGo();
    this.running = undefined;
    this.rest();
  }

  private send(message: ToChild): void {
    if (this.child.connected) this.child.send(message, () => undefined);
  }
}

/** Whoever ends a process without a word is its watch, or a system that has no memory left. */
function causeOf(code: number | null, signal: NodeJS.Signals | null, said: string): Death {
  if (signal === 'SIGKILL') return 'memory';
  const aborted = signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134 || code === 133;
  return aborted && /out of memory|heap limit|allocation failed/i.test(said) ? 'memory' : 'crash';
}
