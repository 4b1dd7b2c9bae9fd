import { defaultOptions, Upload } from 'tus-js-client';
import { onMounted, ref } from 'vue';
import { api } from '../../api/api.js';
import { ApiProblem } from '../../api/problem.js';
import { printOf, tokenOf, withToken } from './upload.sending.js';

/** A large file that this browser began to send before it was closed or reloaded; part of it has arrived. */
export interface Unfinished {
  key: string;
  print: string;
  address: string;
  name: string;
  size: number;
  offset: number;
}

/** The server forgets an upload that nobody came back to; so does the browser. */
const forgottenAfter = 7 * 24 * 3_600_000;

/** A browser may not open a file again by itself: it is asked for once more, and sent from where it stopped. */
export function useUnfinished(item: string) {
  const found = ref<Unfinished[]>([]);

  async function look(): Promise<void> {
    const left: Unfinished[] = [];
    for (const one of await defaultOptions.urlStorage.findAllUploads()) {
      const name = one.metadata['filename'];
      if (one.metadata['item'] !== item || !name || !one.uploadUrl) continue;
      try {
        const upload = tokenOf(one.uploadUrl);
        const { state, offset, size } = await api('GET /uploads/:upload/result', { params: { upload } });
        if (state !== 'receiving') await forget(one.urlStorageKey);
        else {
          const print = one.urlStorageKey.replace(/^tus::/, '').replace(/::\d+$/, '');
          left.push({ key: one.urlStorageKey, print, address: one.uploadUrl, name, size, offset });
        }
      } catch (error) {
        // Somebody else's on the same computer, or swept: which of the two is not told.
        const old = Date.now() - Date.parse(one.creationTime) > forgottenAfter;
        if (old && error instanceof ApiProblem && error.status === 404) await forget(one.urlStorageKey);
      }
    }
    found.value = left;
  }

  const forget = (key: string) => defaultOptions.urlStorage.removeUpload(key);

  async function giveUp(one: Unfinished): Promise<void> {
    found.value = found.value.filter((other) => other.key !== one.key);
    await forget(one.key);
    await Upload.terminate(one.address, withToken);
  }

  const isSame = (one: Unfinished, file: File) => one.print === printOf(item, file);

  onMounted(() => void look());
  return { found, giveUp, isSame };
}
