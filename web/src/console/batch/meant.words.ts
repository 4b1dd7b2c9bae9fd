import { useI18n } from 'vue-i18n';
import type { Found } from '../../../../server/contract/api/catalog.routes.js';
import { written } from '../../../kit/written.js';
import type { Batch } from './useBatch.js';

export interface Meant {
  chosen: number;
  /** These are all the rows that are shown, and no others. */
  shown: boolean;
  /** Instead of these, all of the list. */
  all: boolean;
  /** How many the list has; unknown until it is there. */
  found: Found | null | undefined;
  /** The list is not the whole collection. */
  narrowed: boolean;
}

/** What is meant by what is chosen in a list: so many rows, or all of it, and how many that is. */
export function useMeantWords() {
  const { t } = useI18n();

  function ofAll(key: 'chooseAll' | 'allChosen', { found, narrowed }: Meant): string {
    if (!found) return t(`console.batch.${key}.uncounted`);
    const which = found.more ? 'more' : narrowed ? 'fit' : 'whole';
    return t(`console.batch.${key}.${which}`, { n: written(found.items) }, found.items);
  }

  function meant(what: Meant): string {
    if (what.all) return ofAll('allChosen', what);
    return t(what.shown ? 'console.batch.shownChosen' : 'console.items.selected', { n: written(what.chosen) });
  }

  /** Nothing, where the rows that are chosen are all there are. */
  function offer(what: Meant): string {
    if (what.all) return t('console.batch.onlyChosen', { n: written(what.chosen) });
    const nothingElse = what.shown && what.found && !what.found.more && what.found.items <= what.chosen;
    return nothingElse ? '' : ofAll('chooseAll', what);
  }

  /** Of all of a list that was looked at: how many it has, and how many it had for whoever chose it, where that differs. */
  function whole({ selection, seen, counts: { rows } }: Batch): { text: string; changed: boolean } | undefined {
    if (!selection) return undefined;
    const n = written(rows);
    const changed = seen !== null && (seen.more ? rows <= seen.items : rows !== seen.items);
    if (!changed) return { text: t('console.batch.whole', { n }, rows), changed };
    const said = seen.more ? 'console.batch.wholeNow.moreThan' : 'console.batch.wholeNow.exactly';
    return { text: t(said, { n, before: written(seen.items) }, rows), changed };
  }

  return { meant, offer, whole };
}
