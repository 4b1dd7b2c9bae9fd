import { Problem } from '../../contract/problems.js';
import { log } from '../log/log.js';
import { ApartDied, ApartLate } from './apart.errors.js';
import type { Begin } from './apart.messages.js';
import { ApartProcess, type Calls } from './apart.process.js';

export interface LaneSettings {
  name: string;
  /** How many children work at once, at most. They are started when they are needed. */
  children: number;
  /** How many tasks may wait; more are refused, and the caller says 503 with `Retry-After`. */
  mostWaiting: number;
  /** Of one task, from when a child begins with it. */
  timeMs: number;
  /** Of one child, all in all. */
  memoryMb: number;
  /** Of one answer. */
  outputBytes: number;
  /** 0 to 19: the higher, the more it lets others go first. */
  niceness?: number;
  /** After so long without work a child gives its memory back. */
  idleMs?: number;
}

export interface RunOptions {
  signal?: AbortSignal;
  calls?: Calls;
  /** Instead of the lane's own. */
  timeMs?: number;
}

interface Waiting {
  begin(child: ApartProcess): void;
  fail(error: unknown): void;
}

const retryAfter = 2;
/** Nothing is known of what was to be read: whoever sent it may ask again. */
const unavailable = (cause?: unknown) => new Problem('server.unavailable', { retryAfter }, [], { cause });

/** A few children for one kind of work, so that another kind has its own. */
export class ApartLane {
  private readonly children = new Map<ApartProcess, NodeJS.Timeout | undefined>();
  private readonly waiting: Waiting[] = [];
  private closed = false;

  constructor(
    private readonly settings: LaneSettings,
    private readonly plugins: Pick<Begin['begin'], 'pluginFolders' | 'pluginOptions'>,
  ) {}

  /** Those that are there now, for whoever watches over them. */
  get pids(): number[] {
    return [...this.children.keys()].flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  }

  /**
   * Does the work in a child. Throws what the work threw; `ApartDied` where it brought the child down; a Problem of 503
   * where too many wait already; the signal's reason where it was called off.
   */
  async run<T>(verb: string, given: unknown, options: RunOptions = {}): Promise<T> {
    options.signal?.throwIfAborted();
    const child = await this.next(options.signal);
    try {
      options.signal?.throwIfAborted();
      const timeMs = options.timeMs ?? this.settings.timeMs;
      return (await child.run({ verb, given, timeMs, signal: options.signal, calls: options.calls })) as T;
    } catch (error) {
      // Ended with us, and not by what it read.
      if (this.closed) throw unavailable(error);
      if (error instanceof ApartDied) log.warn({ err: error, lane: this.settings.name }, 'work apart died');
      throw error;
    } finally {
      this.after(child);
    }
  }

  async stop(): Promise<void> {
    this.closed = true;
    for (const one of this.waiting.splice(0)) one.fail(unavailable());
    const all = [...this.children.keys()];
    for (const child of all) child.end();
    await Promise.all(all.map((child) => child.ended));
  }

  private async next(signal: AbortSignal | undefined): Promise<ApartProcess> {
    if (this.closed) throw unavailable();
    const idle = [...this.children].find(([child, timer]) => child.free && timer !== undefined);
    if (idle) return this.take(idle[0]);
    if (this.children.size < this.settings.children) return this.started();
    if (this.waiting.length >= this.settings.mostWaiting) throw unavailable();
    return new Promise<ApartProcess>((resolve, reject) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(one), 1);
        reject(signal!.reason as Error);
      };
      const one: Waiting = {
        begin: (child) => {
          signal?.removeEventListener('abort', leave);
          resolve(child);
        },
        fail: reject,
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.push(one);
    });
  }

  private take(child: ApartProcess): ApartProcess {
    clearTimeout(this.children.get(child));
    this.children.set(child, undefined);
    return child;
  }

  private async started(): Promise<ApartProcess> {
    const { memoryMb, outputBytes, niceness = 10 } = this.settings;
    const child = new ApartProcess({ ...this.plugins, memoryMb, outputBytes, niceness });
    this.children.set(child, undefined);
    void child.ended.then(() => {
      clearTimeout(this.children.get(child));
      this.children.delete(child);
      this.serve();
    });
    await child.ready.catch((error: unknown) => {
      // What keeps every child from beginning is ours to mend; a late or ended one says nothing of the work.
      throw this.closed || error instanceof ApartLate ? unavailable(error) : error;
    });
    return child;
  }

  private after(child: ApartProcess): void {
    // What a large file took stays with the process that read it: it goes with it.
    if (child.held > (this.settings.memoryMb * 1024 * 1024) / 2) child.end();
    if (!child.alive) return;
    if (!child.free) {
      // Called off, and not yet done with it: it is asked again when it is.
      const again = setTimeout(() => this.after(child), 50);
      again.unref();
      return;
    }
    const one = this.waiting.shift();
    if (one) return one.begin(child);
    const timer = setTimeout(() => child.end(), this.settings.idleMs ?? 60_000);
    timer.unref();
    this.children.set(child, timer);
  }

  /** A place is free again where a child has ended. */
  private serve(): void {
    const one = this.closed ? undefined : this.waiting.shift();
    if (one) this.started().then(one.begin, one.fail);
  }
}
