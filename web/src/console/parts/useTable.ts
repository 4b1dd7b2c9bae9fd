import { ref } from 'vue';
import { say } from '../../../kit/toast.js';
import { useProblemText } from './problem.text.js';
import { saveFile } from './save.file.js';

/** A table on its way to whoever sits here. */
export function useTable(make: () => { name: string; content: Promise<Blob> }) {
  const { sentence } = useProblemText();
  const coming = ref(false);

  async function save(): Promise<void> {
    coming.value = true;
    try {
      const { name, content } = make();
      saveFile(name, await content);
    } catch (error) {
      say(sentence(error), 'problem');
    } finally {
      coming.value = false;
    }
  }
  return { coming, save };
}
