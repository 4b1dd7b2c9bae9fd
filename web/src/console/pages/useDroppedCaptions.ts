import { type Ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { say } from '../../../kit/toast.js';
import { upload } from '../../api/api.js';
import { kindOf } from '../parts/media.look.js';
import { useProblemText } from '../parts/problem.text.js';
import { withSession } from '../shell/call.js';
import { isCaptions, languageOf, recordingFor } from './dropped.captions.js';
import type { Page } from './usePages.js';

/** Captions that came with a drop: added to their recording, which may itself still be on its way. */
export function useDroppedCaptions(pages: Ref<Page[]>, uploading: () => boolean) {
  const { t, locale } = useI18n();
  const { sentence } = useProblemText();
  let waiting: File[] = [];
  let running = false;

  const recordings = () =>
    pages.value.flatMap(({ file }) => (file && ['audio', 'video'].includes(kindOf(file.mediaType)) ? [file] : []));

  async function attach(captions: File, file: { pid: string; name: string }): Promise<void> {
    const language = languageOf(captions.name, await captions.slice(0, 4000).text());
    const label = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
    const body = new FormData();
    body.append('file', captions, captions.name);
    const query = { language, kind: 'captions' as const, label };
    try {
      const made = await withSession(() => upload('POST /files/:file/captions', { file: file.pid }, body, { query }));
      const spoken = new Intl.DisplayNames([locale.value], { type: 'language' }).of(language) ?? language;
      say(t('console.captions.attached', { name: file.name, language: spoken, n: made.cues }));
    } catch (error) {
      say(`${captions.name}: ${sentence(error)}`, 'problem');
    }
  }

  /** Those whose recording is here; the others wait for it as long as something is still being sent. */
  async function settle(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (const captions of [...waiting]) {
        const busy = uploading();
        const known = recordings();
        const file = busy && known.length === 1 ? undefined : recordingFor(captions.name, known);
        if (!file && busy) continue;
        waiting = waiting.filter((one) => one !== captions);
        if (file) await attach(captions, file);
        else say(t('console.captions.noRecording', { name: captions.name }), 'problem');
      }
    } finally {
      running = false;
    }
  }
  watch([pages, uploading], () => void settle());

  /** What is left to be uploaded. */
  return (files: Iterable<File>): File[] => {
    const all = [...files];
    waiting.push(...all.filter((file) => isCaptions(file.name)));
    const rest = all.filter((file) => !isCaptions(file.name));
    if (rest.length === 0) void settle();
    return rest;
  };
}
