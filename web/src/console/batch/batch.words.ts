import { useI18n } from 'vue-i18n';
import type { FieldDefinition } from '../../../../server/contract/collection.js';
import { readFilter } from '../../../../server/contract/list.filter.js';
import { written } from '../../../kit/written.js';
import { useConditionWords } from '../items/filter.words.js';
import { useFieldWords } from '../parts/field.words.js';
import { useProblemText } from '../parts/problem.text.js';
import type { Batch, BatchRow } from './useBatch.js';

interface Why {
  code: string;
  params: Record<string, unknown>;
}

/** What a batch says of itself, in words and numbers. */
export function useBatchWords(fields: () => readonly FieldDefinition[] = () => []) {
  const { t, te } = useI18n();
  const { codeText } = useProblemText();
  const conditionText = useConditionWords(fields);
  const troubles = useFieldWords(fields);
  const what = ({ kind }: Batch): string => t(`console.batch.title.${kind}`);

  /** How far it is: of so many. */
  function far({ step, counts, job }: Batch): { done: number; all: number } {
    const all = step === 'plan' ? counts.rows : step === 'apply' ? counts.do : counts.done;
    return { done: job?.done ?? 0, all: Math.max(all, job?.total ?? 0) };
  }

  function farText(batch: Batch): string {
    const { done, all } = far(batch);
    return `${written(done)} / ${written(all)}`;
  }

  function under(batch: Batch): string {
    if (batch.step === 'apply') return t('console.batch.applying', { what: what(batch) });
    return t(batch.step === 'plan' ? 'console.batch.planning' : 'console.batch.undoing');
  }

  /** What would happen, or what did. */
  function lines(batch: Batch): { key: string; n: number; text: string; bad?: boolean }[] {
    const { counts, kind, state } = batch;
    const line = (key: keyof Batch['counts'], text: string, bad = false) =>
      counts[key] > 0 ? [{ key, n: counts[key], text: t(text, { n: written(counts[key]) }, counts[key]), bad }] : [];
    if (state === 'planned') {
      const said = [
        ...line('do', `console.batch.will.${kind}`),
        ...line('same', 'console.batch.same'),
        ...line('cannot', 'console.batch.cannot', true),
      ];
      if (said.length === 0) return [{ key: 'none', n: 0, text: t('console.batch.none') }];
      // Without it one looks for the button.
      return counts.do > 0 ? said : [{ key: 'nothing', n: 0, text: t('console.batch.nothing') }, ...said];
    }
    return [
      ...line('done', `console.batch.done.${kind}`),
      ...line('left', 'console.batch.left', true),
      ...line('undone', 'console.batch.undone'),
      ...line('kept', 'console.batch.kept', true),
      ...line('cannot', 'console.batch.skipped', true),
    ];
  }

  /** Why one was left out, where one is not asked to do something about it just now. */
  function why({ code, params }: Why, batch: Batch): string {
    const who = params['updatedBy'];
    if (code === 'item.changed') return t(`console.batch.why.${who ? 'changedBy' : 'changed'}`, { who });
    if (code !== 'item.wrong-state') return codeText(code, params);
    const state = params['state'];
    if (typeof state !== 'string') return t('console.batch.why.states', { what: what(batch) });
    const because = `console.batch.because.${batch.kind}.${state}`;
    return te(because)
      ? t(because)
      : t('console.batch.why.state', { state: t(`console.states.${state}`), what: what(batch) });
  }

  /** What became of one, or would. */
  function outcome({ action, done, state }: BatchRow): string {
    if (done) return t(`console.batch.outcomes.${done}`);
    if (action === 'cannot') return t('console.batch.rows.cannot');
    return state ? t(`console.states.${state}`) : '';
  }

  const tableHead = (): string[] => [
    t('console.items.title'),
    t('console.items.identifier'),
    ...['outcome', 'reason', 'fields', 'address'].map((key) => t(`console.batch.table.${key}`)),
  ];

  function tableCells(row: BatchRow, batch: Batch): string[] {
    const { item, problem } = row;
    return [
      item.title,
      item.identifier ?? '',
      outcome(row),
      problem ? why(problem, batch) : '',
      problem ? troubles(problem.fields).join(t('console.batch.table.between')) : '',
      `${location.origin}/console/items/${item.pid}`,
    ];
  }

  const reasons = (batch: Batch): { text: string; n: string }[] =>
    Object.entries(batch.reasons)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, n]) => {
        const [code = '', state] = reason.split(' ');
        return { text: why({ code, params: state ? { state } : {} }, batch), n: written(n) };
      });

  function stateText(batch: Batch): string {
    return t(`console.batch.states.${batch.state}`);
  }

  const stateTone = ({ state }: Batch): string =>
    ({ failed: 'c-tag-seal', applied: 'c-tag-jade', stopped: 'c-tag-amber' })[state as string] ?? '';

  function selection({ selection: words }: Batch): string {
    if (!words) return t('console.batch.chosen');
    const parts = [
      ...(words.state ? [t(`console.states.${words.state}`)] : []),
      ...(words.q ? [t('console.batch.asked', { q: words.q })] : []),
      ...(readFilter(words.f) ?? []).map(conditionText),
    ];
    return parts.length > 0 ? parts.join(' · ') : t('console.batch.wholeList');
  }

  return {
    what,
    far,
    farText,
    under,
    lines,
    reasons,
    why,
    outcome,
    troubles,
    tableHead,
    tableCells,
    stateText,
    stateTone,
    selection,
  };
}
