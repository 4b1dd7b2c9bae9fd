import { computed, ref, watch, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { CollectionSchema } from '../../../../server/contract/collection.js';
import { localize, type Locale } from '../../../../server/contract/localized.js';
import { closeToast, say, type Toast } from '../../../kit/toast.js';
import { ApiProblem } from '../../api/problem.js';
import { recordStanding } from '../../forms/completeness.js';
import { fieldRule } from '../../forms/field.editors.js';
import { placeProblems } from '../../forms/field.problems.js';
import { may } from '../../session/session.js';
import { useProblemText } from '../parts/problem.text.js';
import { useTakeBack } from '../recent/useTakeBack.js';
import { call } from '../shell/call.js';
import { useFigures } from '../shell/figures.js';
import type { ColleagueDraft, Editing } from './useEditing.js';

/** What may be done with the record as it stands: the steps from draft to reader and back. */
export function useSteps(
  editing: Editing,
  schema: ComputedRef<CollectionSchema | undefined>,
  goTo: (field: string) => void,
) {
  const { t, locale } = useI18n();
  const { sentence } = useProblemText();
  const { refresh } = useFigures();
  const busy = ref(false);
  let refused = 0;
  const item = computed(() => editing.detail.value);
  const place = computed(() => ({
    library: item.value?.library.pid ?? '',
    collection: item.value?.collection.pid ?? '',
  }));
  const standing = computed(() =>
    schema.value
      ? recordStanding(schema.value, editing.values.value, fieldRule, editing.looked.value)
      : { lacks: [], missing: [], wrong: [], percent: 0 },
  );

  const rights = computed(() => ({
    edit: may('item.edit', place.value),
    submit: may('item.submit', place.value),
    review: may('item.review', place.value),
    publish: may('item.publish', place.value),
    withdraw: may('item.withdraw', place.value),
    remove: may('item.remove', place.value),
    visibility: may('item.visibility', place.value),
    create: may('item.create', place.value),
  }));
  const fresh = computed(
    () =>
      item.value?.state === 'draft' ||
      item.value?.state === 'returned' ||
      (item.value?.state === 'published' && editing.changed.value),
  );
  const can = computed(() => ({
    submit: fresh.value && rights.value.submit && schema.value?.workflow.review !== false,
    publish:
      rights.value.publish && (fresh.value || item.value?.state === 'submitted' || item.value?.state === 'withdrawn'),
    recall: rights.value.submit && item.value?.state === 'submitted',
    return: rights.value.review && item.value?.state === 'submitted',
    withdraw: rights.value.withdraw && item.value?.public === true,
    restore: rights.value.withdraw && (item.value?.state === 'withdrawn' || item.value?.state === 'removed'),
    remove: rights.value.remove && item.value?.public === false && item.value.state !== 'removed',
  }));
  /** What is not there any more is only looked at. */
  const locked = computed(() => !rights.value.edit || item.value?.state === 'removed');

  async function attempt(run: () => Promise<boolean>, done: string, action?: Toast['action']): Promise<boolean> {
    busy.value = true;
    // What was refused before is tried again: it is said again only where it still holds.
    closeToast(refused);
    try {
      const went = await run();
      if (went) say(done, 'done', action);
      void refresh();
      return went;
    } catch (error) {
      refused = complain(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** Says what is wrong by the names of the fields, and leads to the first of them. */
  function complain(error: unknown): number {
    const fields = schema.value?.fields ?? [];
    const known = new Set(fields.map(({ id }) => id));
    const found = error instanceof ApiProblem ? placeProblems(error.fields, known).placed : [];
    const wrong = new Set(found.map(({ field }) => field));
    if (wrong.size === 0) return say(sentence(error), 'problem');
    const names = fields.filter(({ id }) => wrong.has(id)).map(({ label }) => localize(label, locale.value as Locale));
    goTo(found[0]!.field);
    const text = t('console.editor.wrongIn', { says: sentence(error), fields: names.join(t('common.listSeparator')) });
    return say(text, 'problem', { label: t('console.editor.toField'), run: () => goTo(found[0]!.field) });
  }
  // What was put right is not complained of any longer.
  watch(
    () => editing.problems.value.length,
    (now, before) => now === 0 && before > 0 && closeToast(refused),
  );

  const pid = () => ({ item: item.value!.pid });
  const { takeBackLast } = useTakeBack(() => editing.open());
  const undoing = (): Toast['action'] => {
    const { item } = pid();
    return { label: t('console.undo'), run: () => void takeBackLast(item), stays: true };
  };
  const save = () => attempt(() => editing.save(), t('console.editor.saved'));
  const done = async (run: Promise<void>) => (await run, true);
  const takeBack = () => attempt(() => done(editing.takeBack()), t('console.unsaved.back'));
  const discard = () =>
    attempt(() => done(editing.discard()), t('console.unsaved.dropped'), {
      label: t('console.undo'),
      run: () => void takeBack(),
    });
  const takeOver = (draft: ColleagueDraft) =>
    attempt(() => done(editing.takeOver(draft)), t('console.unsaved.tookOver', { name: draft.name }));
  const submit = () =>
    attempt(
      () => editing.act((version) => call('POST /items/:item/submit', { params: pid(), body: { version } })),
      t('console.editor.submitted'),
    );
  const recall = () =>
    attempt(
      () => editing.act((version) => call('POST /items/:item/recall', { params: pid(), body: { version } })),
      t('console.editor.recalled'),
    );
  const publish = (note = '') =>
    attempt(
      () => editing.act((version) => call('POST /items/:item/publish', { params: pid(), body: { version, note } })),
      t('console.editor.published'),
      { label: t('console.editor.seePublic'), run: () => void window.open(`/i/${item.value!.pid}`, '_blank') },
    );
  const giveBack = (note: string) =>
    attempt(
      () => editing.act((version) => call('POST /items/:item/return', { params: pid(), body: { version, note } })),
      t('console.editor.returned'),
    );
  const withdraw = (note: string) =>
    attempt(
      () => editing.act(() => call('POST /items/:item/withdraw', { params: pid(), body: { note } })),
      t('console.editor.withdrawn'),
      undoing(),
    );
  const restore = () =>
    attempt(
      () => editing.act(() => call('POST /items/:item/restore', { params: pid() })),
      t('console.editor.restored'),
      undoing(),
    );
  const remove = () =>
    attempt(
      async () => {
        await call('DELETE /items/:item', { params: pid() });
        await editing.open();
        return true;
      },
      t('console.editor.removed'),
      undoing(),
    );

  return {
    busy,
    standing,
    rights,
    can,
    locked,
    save,
    discard,
    takeBack,
    takeOver,
    submit,
    recall,
    publish,
    giveBack,
    withdraw,
    restore,
    remove,
  };
}

export type Steps = ReturnType<typeof useSteps>;
