import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { PluginHost } from '../plugins/plugin.host.js';
import { loadPlugins } from '../plugins/plugin.loader.js';
import { errorForm, errorOf } from './apart.errors.js';
import type { Begin, FromChild, ToChild } from './apart.messages.js';
import { ownBytes } from './own-bytes.mjs';

export interface ApartContext {
  plugins: PluginHost;
  signal: AbortSignal;
  /** Asks the other side to do what it offered for this task. */
  call<T>(name: string, ...given: unknown[]): Promise<T>;
}

export type Verb = (given: never, context: ApartContext) => Promise<unknown>;

interface Asked {
  task: number;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const say = (message: FromChild): void => {
  if (process.connected) process.send!(message);
};

/** The child's side: does one thing after another that it is told, until the channel ends. */
export function serveApart(verbs: Readonly<Record<string, Verb>>): void {
  const running = new Map<number, AbortController>();
  const asked = new Map<number, Asked>();
  let plugins: PluginHost | undefined;
  let outputBytes = 0;
  let calls = 0;

  const begin = async ({ begin }: Begin): Promise<void> => {
    outputBytes = begin.outputBytes;
    beModest(begin.niceness);
    new Worker(new URL('./apart.watch.mjs', import.meta.url), {
      workerData: { memoryMb: begin.memoryMb },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
    }).unref();
    plugins = new PluginHost(await loadPlugins(begin.pluginFolders, begin.pluginOptions));
    say({ ready: true });
  };

  const work = async (task: number, verb: string, given: unknown): Promise<void> => {
    const control = new AbortController();
    running.set(task, control);
    const call = <T>(name: string, ...what: unknown[]): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        const id = ++calls;
        asked.set(id, { task, resolve: resolve as (value: unknown) => void, reject });
        say({ call: id, task, name, given: what });
      });
    const end = (result: { value?: unknown; error?: ReturnType<typeof errorForm>; tooLarge?: boolean }) =>
      say({ done: task, ...result, held: ownBytes() });
    try {
      const doing = verbs[verb];
      if (!doing) throw new Error(`no such work: ${verb}`);
      const value = await doing(given as never, { plugins: plugins!, signal: control.signal, call });
      if (sizeOf(value) > outputBytes) end({ tooLarge: true });
      else end({ value });
    } catch (error) {
      const form = errorForm(error);
      end(sizeOf(form) > outputBytes ? { tooLarge: true } : { error: form });
    } finally {
      running.delete(task);
    }
  };

  process.on('message', (message: ToChild) => {
    if ('begin' in message) {
      begin(message).catch((error: unknown) => {
        say({ broken: error instanceof Error ? error.message : String(error) });
      });
    } else if ('task' in message) void work(message.task, message.verb, message.given);
    else if ('abort' in message) running.get(message.abort)?.abort();
    else {
      const waiting = asked.get(message.answer);
      asked.delete(message.answer);
      if (message.error) waiting?.reject(errorOf(message.error));
      else waiting?.resolve(message.value);
    }
  });
  // Its parent is gone, however that ended. A busy thread does not hear it: then the watch sees it.
  process.on('disconnect', () => process.exit(0));
  // What a terminal or whoever keeps services says to all of us, the parent hears too, and ends us.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
}

const sizeOf = (value: unknown): number =>
  value instanceof Uint8Array ? value.byteLength : value === undefined ? 0 : serialize(value).byteLength;

/** Pages are served first; and where memory runs out, the system takes it from here. */
function beModest(niceness: number): void {
  try {
    setPriority(niceness);
    if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '800');
  } catch {
    // Not allowed here: the limits of our own remain.
  }
}
