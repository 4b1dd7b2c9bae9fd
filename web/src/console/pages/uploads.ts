import { computed, markRaw, reactive } from 'vue';
import { Upload, type DetailedError } from 'tus-js-client';
import { addressOf, api, upload } from '../../api/api.js';
import { csrfToken } from '../../api/csrf.js';
import { ApiProblem, Unreachable } from '../../api/problem.js';
import { loadSession } from '../../session/session.js';
import { withSession } from '../shell/call.js';
import { naturalOrder } from './natural.order.js';

export type UploadState = 'waiting' | 'sending' | 'paused' | 'done' | 'failed';

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
  resumable?: Upload;
}

interface Outcome {
  outcome: 'stored' | 'refused';
  problem: { code: string; params: Record<string, unknown> } | null;
  notes: string[];
}

/** From here on a broken connection costs more than a moment: such files are sent in parts that can be gone on with. */
export const largeFrom = 16 * 1024 * 1024;
const part = 8 * 1024 * 1024;

/** One list for the whole console: going to another page stops no upload. */
const tasks = reactive<UploadTask[]>([]);
const listeners = new Map<string, Set<() => void>>();
let last = 0;
let running = false;

/** In the order of the names, as pages are numbered by scanners; one after the other, so that they arrive in it. */
export function addUploads(item: string, files: Iterable<File>): void {
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
  try {
    for (let task = next(); task; task = next()) {
      task.state = 'sending';
      delete task.problem;
      try {
        finish(task, task.size >= largeFrom ? await sendLarge(task) : await sendSmall(task));
      } catch (error) {
        if (!paused(task)) fail(task, error);
      }
      if (arrived(task)) for (const tell of listeners.get(task.item) ?? []) tell();
    }
  } finally {
    running = false;
  }
}

const next = () => tasks.find((task) => task.state === 'waiting');
// Through a function: the state may have been changed by a press of the button meanwhile.
const arrived = (task: UploadTask): boolean => task.state === 'done';
const paused = (task: UploadTask): boolean => task.state === 'paused';

async function sendSmall(task: UploadTask): Promise<Outcome> {
  const body = new FormData();
  body.append('file', task.file, task.name);
  const answer = await withSession(() => upload('POST /items/:item/files', { item: task.item }, body));
  task.sent = task.size;
  return answer.files[0]!;
}

function sendLarge(task: UploadTask): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let from = { at: Date.now(), sent: 0 };
    const sending = new Upload(task.file, {
      endpoint: addressOf('POST /uploads', {}),
      metadata: { item: task.item, filename: task.name, filetype: task.file.type },
      // The same file for the same item goes on where it stopped, after a reload as well.
      fingerprint: (file) => Promise.resolve(['linlang', task.item, file.name, file.size, file.lastModified].join(':')),
      removeFingerprintOnSuccess: true,
      chunkSize: part,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000, 30_000],
      onBeforeRequest: (request) => request.setHeader('X-CSRF-Token', csrfToken()),
      onShouldRetry: (error) => {
        const status = statusOf(error);
        return status === 0 || status === 409 || status === 423 || status >= 500;
      },
      onProgress: (sent, total) => {
        const now = Date.now();
        if (now - from.at > 1500) {
          task.speed = Math.max(0, ((sent - from.sent) / (now - from.at)) * 1000);
          from = { at: now, sent };
        }
        task.sent = Math.min(sent, total);
      },
      onSuccess: ({ lastResponse }) => void outcomeOf(sending, lastResponse.getBody()).then(resolve, reject),
      onError: (error) => void problemOf(error).then(reject),
    });
    task.resumable = markRaw(sending);
    const begin = async () => {
      const [earlier] = await sending.findPreviousUploads();
      if (earlier) sending.resumeFromPreviousUpload(earlier);
      if (!paused(task)) sending.start();
    };
    begin().catch(reject);
    (sending as Upload & { leave?: () => void }).leave = () => reject(new Error('paused'));
  });
}

const statusOf = (error: Error): number => (error as DetailedError).originalResponse?.getStatus() ?? 0;

/** What became of the file stands in the last answer; where that got lost on the way it is asked for. */
async function outcomeOf(sending: Upload, body: string): Promise<Outcome> {
  if (body.startsWith('{')) return JSON.parse(body) as Outcome;
  const id = new URL(sending.url ?? '', location.href).pathname.split('/').pop() ?? '';
  const { result } = await withSession(() => api('GET /uploads/:upload/result', { params: { upload: id } }));
  if (result) return result;
  throw new Unreachable(false);
}

async function problemOf(error: Error): Promise<Error> {
  const status = statusOf(error);
  if (status === 0) return new Unreachable(navigator.onLine === false);
  try {
    const body = JSON.parse((error as DetailedError).originalResponse?.getBody() ?? '') as {
      code: ApiProblem['code'];
      params?: Record<string, unknown>;
    };
    if (body.code === 'request.csrf') await loadSession().catch(() => undefined);
    return new ApiProblem(status, body.code, body.params ?? {}, [], undefined);
  } catch {
    return new ApiProblem(status, status === 413 ? 'file.too-large' : 'server.unavailable', {}, [], undefined);
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
  else if (error instanceof Unreachable) task.problem = { code: error.offline ? 'offline' : 'unreachable', params: {} };
  else task.problem = { code: 'unexpected', params: {} };
}

export function pauseUpload(task: UploadTask): void {
  task.state = 'paused';
  const sending = task.resumable as (Upload & { leave?: () => void }) | undefined;
  void sending?.abort();
  sending?.leave?.();
}

export function goOnWithUpload(task: UploadTask): void {
  task.state = 'waiting';
  void run();
}

export function dropUpload(task: UploadTask): void {
  if (task.state === 'sending') pauseUpload(task);
  // What arrived of it is given up on the server too; if that fails it is swept there in time.
  void task.resumable?.abort(true).catch(() => undefined);
  const at = tasks.indexOf(task);
  if (at >= 0) tasks.splice(at, 1);
}

export function useUploads(item: string) {
  const mine = computed(() => tasks.filter((task) => task.item === item));
  const busy = computed(() => tasks.some((task) => task.state === 'sending' || task.state === 'waiting'));

  function retryFailed(): void {
    for (const task of mine.value) if (task.state === 'failed') task.state = 'waiting';
    void run();
  }
  function clearDone(): void {
    for (const task of mine.value.filter((one) => one.state === 'done')) dropUpload(task);
  }
  /** Called whenever a file of this item has arrived; gives back how to stop listening. */
  function onArrival(tell: () => void): () => void {
    const all = listeners.get(item) ?? new Set();
    listeners.set(item, all.add(tell));
    return () => all.delete(tell);
  }
  return { tasks: mine, busy, retryFailed, clearDone, onArrival };
}
