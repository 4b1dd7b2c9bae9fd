import { markRaw } from 'vue';
import { Upload, type DetailedError, type UploadOptions } from 'tus-js-client';
import { addressOf, api, upload } from '../../api/api.js';
import { csrfToken } from '../../api/csrf.js';
import { ApiProblem, Unreachable } from '../../api/problem.js';
import { loadSession } from '../../session/session.js';
import { withSession } from '../shell/call.js';
import type { Outcome, UploadTask } from './upload.queue.js';

/** From here on a broken connection costs more than a moment: such files are sent in parts that can be gone on with. */
export const largeFrom = 16 * 1024 * 1024;
const part = 8 * 1024 * 1024;

export const withToken: Pick<UploadOptions, 'onBeforeRequest'> = {
  onBeforeRequest: (request) => request.setHeader('X-CSRF-Token', csrfToken()),
};

/** What is the same file for the same item goes on where it stopped, after a reload as well. */
export const printOf = (item: string, file: { name: string; size: number; lastModified: number }): string =>
  ['linlang', item, file.name, file.size, file.lastModified].join(':');

export const send = (task: UploadTask): Promise<Outcome> =>
  withSession(() => (task.size >= largeFrom ? sendLarge(task) : sendSmall(task)));

async function sendSmall(task: UploadTask): Promise<Outcome> {
  const body = new FormData();
  body.append('file', task.file, task.name);
  const answer = await upload('POST /items/:item/files', { item: task.item }, body);
  task.sent = task.size;
  return answer.files[0]!;
}

function sendLarge(task: UploadTask): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let from: { at: number; sent: number } | undefined;
    const sending = new Upload(task.file, {
      endpoint: addressOf('POST /uploads', {}),
      metadata: { item: task.item, filename: task.name, filetype: task.file.type },
      fingerprint: (file) => Promise.resolve(printOf(task.item, file)),
      removeFingerprintOnSuccess: true,
      chunkSize: part,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000, 30_000],
      ...withToken,
      onShouldRetry: (error) => {
        const status = statusOf(error);
        return status === 0 || status === 409 || status === 423 || status >= 500;
      },
      onProgress: (sent, total) => {
        const now = Date.now();
        // What had arrived before this turn was not sent in it.
        from ??= { at: now, sent };
        if (now - from.at > 1000) {
          task.speed = Math.max(0, ((sent - from.sent) / (now - from.at)) * 1000);
          from = { at: now, sent };
        }
        task.sent = Math.min(sent, total);
      },
      onSuccess: ({ lastResponse }) => void outcomeOf(sending, lastResponse.getBody()).then(resolve, reject),
      onError: (error) => void problemOf(error).then(reject),
    });
    task.resumable = markRaw(sending);
    task.leave = () => reject(new Error('paused'));
    const begin = async () => {
      const [earlier] = await sending.findPreviousUploads();
      if (earlier) sending.resumeFromPreviousUpload(earlier);
      if (task.state === 'sending') sending.start();
    };
    begin().catch(reject);
  });
}

const statusOf = (error: Error): number => (error as DetailedError).originalResponse?.getStatus() ?? 0;

export const tokenOf = (address: string): string => new URL(address, location.href).pathname.split('/').pop() ?? '';

/** What became of the file stands in the last answer; where that got lost on the way it is asked for. */
async function outcomeOf(sending: Upload, body: string): Promise<Outcome> {
  if (body.startsWith('{')) return JSON.parse(body) as Outcome;
  const { result } = await api('GET /uploads/:upload/result', { params: { upload: tokenOf(sending.url ?? '') } });
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
