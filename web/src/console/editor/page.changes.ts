import type { useI18n } from 'vue-i18n';
import type { Answer } from '../../../../server/contract/api/index.js';

export type PageChanges = Answer<'GET /items/:item/revisions'>['rows'][number]['pageChanges'];

const kinds = ['added', 'removed', 'moved', 'changed', 'texts'] as const;

/** "400 pages added, 2 moved" as people say it; nothing where nothing became of any page. */
export function pageChangeWords(changes: PageChanges, t: ReturnType<typeof useI18n>['t']): string {
  return kinds
    .filter((kind) => changes[kind] > 0)
    .map((kind) => t(`console.history.pages.${kind}`, { n: changes[kind] }, changes[kind]))
    .join(t('console.history.pages.and'));
}
