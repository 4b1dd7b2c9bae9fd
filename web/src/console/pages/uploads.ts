import { uploadQueue } from './upload.queue.js';
import { send } from './upload.sending.js';

export type { UploadTask } from './upload.queue.js';

/** Files that wait are known to this window only. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** One list for the whole console: going to another page stops no upload. */
const queue = uploadQueue({
  send,
  busy(busy) {
    if (busy) window.addEventListener('beforeunload', askBeforeLeaving);
    else window.removeEventListener('beforeunload', askBeforeLeaving);
  },
});
window.addEventListener('online', queue.reconnected);

export const addUploads = queue.add;
export const pauseUpload = queue.pause;
export const goOnWithUpload = queue.goOn;
export const dropUpload = queue.drop;
export const useUploads = queue.of;
