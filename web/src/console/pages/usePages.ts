import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { say } from '../../../kit/toast.js';
import type { ItemDetail } from '../editor/useEditing.js';
import { useProblemText } from '../parts/problem.text.js';
import { pageChanges } from './page.changes.js';

export type { Page } from './page.changes.js';

/** The pages of one item, with what becomes of each change said where everything is said. */
export function usePages(item: string, detail: Ref<ItemDetail | undefined>) {
  const { t } = useI18n();
  const { sentence } = useProblemText();
  return pageChanges(item, detail, {
    done: (words, undo) => say(words, 'done', undo && { label: t('console.undo'), run: undo }),
    refused: (error) => say(sentence(error), 'problem'),
  });
}
