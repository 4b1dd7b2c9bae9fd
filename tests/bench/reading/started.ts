import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../../server/launch/free-port.mjs';
import { eventually } from '../../support/eventually.js';

export interface Memory {
  /** Megabytes. Of the database: what its processes hold together, with what they share counted once. */
  server: number;
  worker: number;
  database: number;
}

/** `npm start` of a checkout, as an operator runs it, on a data folder that outlives it. */
export class Started {
  url = '';
  private text = '';
  private child?: ChildProcess;
  private ended: Promise<unknown> = Promise.resolve();

  constructor(
    readonly checkout: string,
    readonly dataDir: string,
    private readonly env: Record<string, string> = {},
  ) {
    mkdirSync(dataDir, { recursive: true });
    // When root starts it, the platform becomes somebody else.
    chmodSync(dataDir, 0o711);
  }

  /** Milliseconds until it serves. */
  async start(more: Record<string, string> = {}): Promise<number> {
    const began = Date.now();
    this.text = '';
    const port = String(await freePort());
    const child = spawn(process.execPath, [path.join(this.checkout, 'server/launch/start.mjs')], {
      cwd: this.checkout,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...withoutOurs(process.env),
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: port,
        DATA_DIR: this.dataDir,
        DEMO: 'off',
        // One address asks for everything here, as no reader does.
        RATE_LIMIT: 'off',
        LOG_LEVEL: 'warn',
        // As under npm: it ends when whoever started it is gone.
        npm_lifecycle_event: 'start',
        ...this.env,
        ...more,
      },
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.text += text));
    }
    let over = false;
    this.ended = new Promise((resolve) => child.once('close', resolve)).then(() => (over = true));
    this.url = `http://127.0.0.1:${port}`;
    await eventually(
      async () => {
        if (over) throw new Error(`it ended before it served:\n${this.text}`);
        return (await fetch(`${this.url}/readyz`).catch(() => undefined))?.status ?? 0;
      },
      (status) => status === 200 && this.text.includes('Ctrl-C'),
      { withinMs: 900_000, everyMs: 100, tell: () => this.text },
    );
    return Date.now() - began;
  }

  async stop(): Promise<void> {
    this.child?.kill('SIGINT');
    await this.ended;
  }

  /** What the launcher said of the database's tuning; launchers of old say nothing. */
  get tuning(): string {
    return /PostgreSQL for .*/.exec(this.text)?.[0] ?? 'PostgreSQL as it comes';
  }

  /** The owner of the tables, as the launcher noted it. */
  get databaseUrl(): string {
    const { port, password } = JSON.parse(readFileSync(path.join(this.dataDir, 'postgres.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    return `postgresql://linlang:${password}@127.0.0.1:${port}/linlang`;
  }

  memory(): Memory {
    const all = descendantsOf(this.child!.pid!);
    const sum = (wanted: (command: string) => boolean, field: 'Rss' | 'Pss') =>
      Math.round(
        all.filter(({ command }) => wanted(command)).reduce((total, { pid }) => total + kilobytes(pid, field), 0) /
          1024,
      );
    return {
      server: sum((command) => command.includes('dist/server/main.js'), 'Rss'),
      worker: sum((command) => command.includes('dist/server/worker.js'), 'Rss'),
      database: sum((command) => /(^|\/)postgres(:| |$)/.test(command), 'Pss'),
    };
  }
}

/** Settings of the benchmark and of a test run are not the platform's. */
function withoutOurs(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(BENCH_|TEST_|JEST_|NODE_OPTIONS|npm_|DATABASE_|CI$)/.test(name),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

function descendantsOf(root: number): { pid: number; command: string }[] {
  const parents = new Map<number, number>();
  const found: { pid: number; command: string }[] = [];
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It ended while we looked.
    }
  }
  for (const pid of parents.keys()) {
    let above: number | undefined = pid;
    while (above !== undefined && above !== root && above > 1) above = parents.get(above);
    if (above !== root) continue;
    try {
      found.push({ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() });
    } catch {
      // As above.
    }
  }
  return found;
}

function kilobytes(pid: number, field: 'Rss' | 'Pss'): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
