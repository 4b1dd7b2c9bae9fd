import { computed, markRaw, reactive } from 'vue';
import type { Upload } from 'tus-js-client';
import { ApiProblem, Unreachable } from '../../api/problem.js';
import { naturalOrder } from './natural.order.js';

export type UploadState = 'waiting' | 'sending' | 'paused' | 'done' | 'failed';

/** What became of a file that was sent. */
export interface Outcome {
  outcome: 'stored' | 'refused';
  problem: { code: string; params: Record<string, unknown> } | null;
  notes: string[];
}

export interface UploadTask {
  id: number;
  item: string;
  name: string;
  size: number;
  sent: number;
  /** Bytes a second, of the large ones. */
  speed: number;
  state: UploadState;
  problem?: { code: string; params: Record<string, unknown> };
  notes: string[];
  file: File;
  resumable?: Pick<Upload, 'abort'>;
  /** Ends the turn of a large one that is being sent. */
  leave?: () => void;
}

export interface UploadWays {
  send(task: UploadTask): Promise<Outcome>;
  /** Told when the first file sets out and when the last one has arrived. */
  busy(busy: boolean): void;
}

const unreached = new Set(['offline', 'unreachable']);

/** Files one after the other, whatever page is open meanwhile. How one of them is sent is somebody else's matter. */
export function uploadQueue({ send, busy }: UploadWays) {
  const tasks = reactive<UploadTask[]>([]);
  const listeners = new Map<string, Set<() => void>>();
  let last = 0;
  let running = false;

  const next = () => tasks.find((task) => task.state === 'waiting');
  // Through a function: the state may have been changed by a press of a button meanwhile.
  const is = (task: UploadTask, state: UploadState): boolean => task.state === state;

  /** In the order of the names, as pages are numbered by scanners; one after the other, so that they arrive in it. */
  function add(item: string, files: Iterable<File>): void {
    const sorted = [...files].sort((one, other) => naturalOrder(one.name, other.name));
    for (const file of sorted) {
      tasks.push({
        id: ++last,
        item,
        name: file.name,
        size: file.size,
        sent: 0,
        speed: 0,
        state: 'waiting',
        notes: [],
        file: markRaw(file),
      });
    }
    void run();
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    busy(true);
    try {
      for (let task = next(); task; task = next()) {
        task.state = 'sending';
        delete task.problem;
        try {
          finish(task, await send(task));
        } catch (error) {
          if (is(task, 'sending')) fail(task, error);
        }
        task.speed = 0;
        delete task.leave;
        if (is(task, 'done')) for (const tell of listeners.get(task.item) ?? []) tell();
      }
    } finally {
      running = false;
      busy(false);
    }
  }

  function finish(task: UploadTask, outcome: Outcome): void {
    delete task.resumable;
    task.notes = outcome.notes;
    task.sent = task.size;
    if (outcome.outcome === 'stored') task.state = 'done';
    else {
      task.state = 'failed';
      task.problem = outcome.problem ?? { code: 'file.unsupported', params: {} };
    }
  }

  function fail(task: UploadTask, error: unknown): void {
    task.state = 'failed';
    if (error instanceof ApiProblem) task.problem = { code: error.code, params: error.params };
    else if (error instanceof Unreachable)
      task.problem = { code: error.offline ? 'offline' : 'unreachable', params: {} };
    else task.problem = { code: 'unexpected', params: {} };
  }

  /** What failed for want of a connection asks for nobody's decision. */
  function reconnected(): void {
    for (const task of tasks) if (task.problem && unreached.has(task.problem.code)) task.state = 'waiting';
    void run();
  }

  function pause(task: UploadTask): void {
    task.state = 'paused';
    void task.resumable?.abort();
    task.leave?.();
  }

  function goOn(task: UploadTask): void {
    task.state = 'waiting';
    void run();
  }

  function drop(task: UploadTask): void {
    if (task.state === 'sending') pause(task);
    // What arrived of it is given up on the server too; if that fails it is swept there in time.
    void task.resumable?.abort(true).catch(() => undefined);
    const at = tasks.indexOf(task);
    if (at >= 0) tasks.splice(at, 1);
  }

  /** What one item sees of it. */
  function of(item: string) {
    const mine = computed(() => tasks.filter((task) => task.item === item));

    function retryFailed(): void {
      for (const task of mine.value) if (task.state === 'failed') task.state = 'waiting';
      void run();
    }
    function clearDone(): void {
      for (const task of mine.value.filter((one) => one.state === 'done')) drop(task);
    }
    /** Called whenever a file of this item has arrived; gives back how to stop listening. */
    function onArrival(tell: () => void): () => void {
      const all = listeners.get(item) ?? new Set();
      listeners.set(item, all.add(tell));
      return () => all.delete(tell);
    }
    return { tasks: mine, retryFailed, clearDone, onArrival };
  }

  return { add, pause, goOn, drop, reconnected, of };
}
