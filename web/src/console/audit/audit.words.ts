import { useI18n } from 'vue-i18n';

/** What was done, and to what, as it stands in the record of what was done. */
export function useAuditWords() {
  const { t, te } = useI18n();

  const action = (key: string): string => {
    const found = `console.audit.actions.${key.replaceAll('.', '-')}`;
    return te(found) ? t(found) : key;
  };

  /** Of what was done to many also what it was. */
  function deed(key: string, detail: Readonly<Record<string, unknown>>): string {
    const what = `console.batch.title.${String(detail['kind'])}`;
    if (!key.startsWith('batch.') || !te(what)) return action(key);
    return t('console.audit.ofBatch', { action: action(key), what: t(what) });
  }

  /** Jobs are kept by their kind, which has a name. */
  function subject(kind: string, title: string): string {
    const found = `console.jobs.kinds.${title.replace('.', '-')}`;
    return kind === 'job' && te(found) ? t(found) : title;
  }
  return { action, deed, subject };
}
