import { useI18n } from 'vue-i18n';
import { written } from '../../../kit/written.js';
import { useAuditWords } from '../audit/audit.words.js';
import type { RecentAct } from './useTakeBack.js';

/** What was done, in words, and what is said before it is taken back. */
export function useRecentWords() {
  const { t, te } = useI18n();
  const { action } = useAuditWords();

  function what({ action: key, detail }: RecentAct): string {
    if (key === 'batch.apply') return t(`console.recent.many.${detail.kind}`);
    const own = `console.recent.acts.${key.replaceAll('.', '-')}`;
    return te(own)
      ? t(own, { role: detail.role ? t(`console.roles.${detail.role}`) : '', n: detail.number })
      : action(key);
  }

  const howMany = ({ action: key, detail }: RecentAct): string =>
    detail.items !== null && (key === 'batch.apply' || key.endsWith('.import'))
      ? t(
          key === 'batch.apply' ? 'console.recent.items' : 'console.recent.rows',
          { n: written(detail.items) },
          detail.items,
        )
      : '';

  const why = ({ action: key, why: code }: RecentAct): string => {
    const own = `console.recent.why.${key.replaceAll('.', '-')}-${code}`;
    return te(own) ? t(own) : t(`console.recent.why.${code}`);
  };

  const button = ({ back }: RecentAct): string =>
    back?.by === 'revision'
      ? t('console.recent.toVersion', { n: back.number })
      : t(back?.by === 'roles' ? 'console.people.giveBack' : 'console.undo');

  /** What is asked first: nothing, where it is plain what will happen. */
  function question({ back, subject, detail }: RecentAct): string {
    if (!back || back.by === 'roles' || back.by === 'record') return '';
    if (back.by === 'batch') return detail.items === null ? '' : t('console.batch.undoAbout');
    if (back.by === 'revision') return t('console.recent.ask.revision', { n: back.number });
    return t(`console.recent.ask.${back.by}`, { name: subject.title });
  }

  return { what, howMany, why, button, question };
}
