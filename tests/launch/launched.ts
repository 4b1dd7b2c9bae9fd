import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../support/eventually.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

export const isRoot = process.getuid?.() === 0;
export const NOBODY = 65534;

/** A folder of one's own that other users may enter. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linlang-launch-'));
  execFileSync('chmod', ['755', folder]);
  return folder;
}

/**
 * What a clone holds, from the work tree. Packages are shared and what is built comes along,
 * except where installing and building are the thing to be tested.
 */
export function copyCheckout(options: { bare?: boolean; owner?: number } = {}): string {
  const to = path.join(temporaryFolder(), 'linlang');
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  for (const file of listed.split('\0').filter(Boolean)) {
    // A link to packages elsewhere is none of git's ignored folders.
    if (file === 'node_modules' || !existsSync(path.join(root, file))) continue;
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(to, file), { preserveTimestamps: true });
  }
  if (!options.bare) {
    symlinkSync(path.join(root, 'node_modules'), path.join(to, 'node_modules'));
    cpSync(path.join(root, 'dist'), path.join(to, 'dist'), { recursive: true, preserveTimestamps: true });
  }
  if (options.owner !== undefined && isRoot) {
    for (const at of [path.dirname(to), to, ...everythingIn(to)]) chownSync(at, options.owner, options.owner);
  }
  return to;
}

/** Without following the link to the shared packages. */
function everythingIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isSymbolicLink()) return [];
    return entry.isDirectory() ? [at, ...everythingIn(at)] : [at];
  });
}

/** Every process that has the word in its command line or works in that folder. */
export function processesOf(word: string): string[] {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const [, state] = /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      const inside = readlinkSync(`/proc/${pid}/cwd`).startsWith(word);
      const matches = command.includes(word) || inside;
      if (matches && state !== 'Z' && Number(pid) !== process.pid) found.push(`${pid} ${command}`);
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

/** How this machine reaches its package registry: certificates, proxies, npm's own settings. Nothing else is handed on. */
const road =
  /^(NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(https?|no)_proxy|npm_config_(registry|cafile|(https?_?|no)proxy))$/i;

/** With what npm has fetched before, as on any machine that has installed something; not for users who may not read it. */
function waysToTheRegistry(uid: number | undefined): Record<string, string> {
  const ways = Object.entries(process.env).filter(
    (entry): entry is [string, string] => road.test(entry[0]) && !!entry[1],
  );
  const cache = process.env.npm_config_cache ?? path.join(os.homedir(), '.npm');
  return { ...Object.fromEntries(ways), ...(uid === undefined ? { npm_config_cache: cache } : {}) };
}

export interface LaunchOptions {
  env?: Record<string, string>;
  uid?: number;
  /** Instead of the launcher itself. */
  command?: string[];
  /** A command put before, such as one that enters a namespace. */
  under?: string[];
}

/** `npm start`, as a process whose words can be waited for. */
export class Launched {
  text = '';
  readonly began = Date.now();
  readonly exited: Promise<number | string>;
  private readonly child: ChildProcess;

  constructor(
    readonly checkout: string,
    options: LaunchOptions = {},
  ) {
    const launcher = [process.execPath, path.join(checkout, 'server/launch/start.mjs')];
    const command = [...(options.under ?? []), ...(options.command ?? launcher)];
    const home = path.join(path.dirname(checkout), 'home');
    mkdirSync(home, { recursive: true });
    if (options.uid !== undefined) chownSync(home, options.uid, options.uid);
    this.child = spawn(command[0]!, command.slice(1), {
      cwd: checkout,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...waysToTheRegistry(options.uid),
        PATH: process.env.PATH ?? '',
        HOME: home,
        DEMO: 'off',
        HOST: '127.0.0.1',
        ...options.env,
      },
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.text += text));
    }
    this.exited = new Promise((resolve) => this.child.once('close', (code, signal) => resolve(signal ?? code ?? 0)));
    Launched.all.add(this);
    void this.exited.then(() => Launched.all.delete(this));
  }

  private static readonly all = new Set<Launched>();

  /** After a test that failed half way: what it started would disturb the next one. */
  static async endAll(): Promise<void> {
    for (const launched of Launched.all) {
      launched.signal('SIGKILL');
      await launched.exited;
    }
  }

  /** Waits for the words, or fails with all that was said instead. */
  async says(words: RegExp, withinMs = 180_000): Promise<RegExpExecArray> {
    let over = false;
    void this.exited.then(() => (over = true));
    const listen = () => {
      const found = words.exec(this.text);
      if (!found && over) throw new Error(`it ended and did not say ${words}:\n${this.text}`);
      return found;
    };
    const tell = () => `it did not say ${words}:\n${this.text}`;
    return (await eventually(listen, (found) => found !== null, { withinMs, tell }))!;
  }

  /** The address it prints once it serves. */
  async address(withinMs?: number): Promise<string> {
    return (await this.says(/Linlang {2}(http:\S+)/, withinMs))[1]!;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(): Promise<number | string> {
    this.signal('SIGINT');
    return this.exited;
  }
}

/** Until no process of it is left. Those that ended with it may still be on their way out when it has. */
export const gone = (word: string): Promise<string[]> =>
  eventually(
    () => processesOf(word),
    (left) => left.length === 0,
  );

export function discard(checkout: string): void {
  rmSync(path.dirname(checkout), { recursive: true, force: true });
}
