import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { comesTrue } from './eventually.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One server or worker as it runs in production: the built files, in a process of their own, that may be killed. */
export class PlatformProcess {
  readonly lines: string[] = [];
  private child?: ChildProcess;
  private ended: Promise<number | string> = Promise.resolve(0);

  constructor(
    readonly role: 'server' | 'worker',
    readonly env: Record<string, string>,
    readonly url?: string,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  async start(): Promise<void> {
    const script = path.join(root, 'dist/server', this.role === 'server' ? 'main.js' : 'worker.js');
    const child = spawn(process.execPath, ['--enable-source-maps', script], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', TZ: 'UTC', ...this.env },
      // The wire makes it end when the test run is killed.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.lines.push(...text.split('\n').filter(Boolean));
        if (this.lines.length > 5000) this.lines.splice(0, 1000);
      });
    }
    this.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code ?? 0)));
    const ready = new Promise<void>((resolve) => {
      child.on('message', (message) => {
        if ((message as { ready?: boolean }).ready) resolve();
      });
    });
    const early = this.ended.then((how) => {
      throw new Error(`the ${this.role} ended (${how}) before it was ready:\n${this.lines.slice(-30).join('\n')}`);
    });
    early.catch(() => undefined);
    await Promise.race([ready, early]);
    if (this.url) await this.answers();
  }

  /** Until /readyz says yes: the database, the storage and the search engine are there too. */
  private async answers(): Promise<void> {
    let last = 'nothing';
    await comesTrue(
      async () => {
        if (!this.running) throw new Error(`the ${this.role} ended:\n${this.lines.slice(-30).join('\n')}`);
        const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
        last = answer ? `${answer.status}: ${await answer.text()}` : 'nothing';
        return answer?.ok === true;
      },
      { withinMs: 120_000, tell: () => `/readyz says ${last}\n${this.lines.slice(-30).join('\n')}` },
    );
  }

  /** SIGKILL by default: what a power cut would do to it. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.running) return;
    this.child?.kill(signal);
    await this.ended;
  }

  /** The exit code, or the signal that it had to be given in the end. */
  async stop(): Promise<number | string> {
    if (!this.running) return this.ended;
    this.child?.kill('SIGTERM');
    const timer = setTimeout(() => this.child?.kill('SIGKILL'), 15_000);
    const how = await this.ended;
    clearTimeout(timer);
    return how;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }
}
