import { useDocumentVisibility, useEventListener, useIntervalFn } from '@vueuse/core';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { Answer } from '../../../../server/contract/api/index.js';
import type { FieldProblem } from '../../../../server/contract/problems.js';
import type { Values } from '../../../../server/contract/values.js';
import { ApiProblem, Unreachable } from '../../api/problem.js';
import type { Looked } from '../../forms/completeness.js';
import { changedFields, sameValue } from '../../forms/form.rows.js';
import { account } from '../../session/session.js';
import { call, connectionLost, signInWanted } from '../shell/call.js';
import { dropLocal, readLocal, writeLocal } from './local.draft.js';
import { merge } from './merge.js';

export type ItemDetail = Answer<'GET /items/:item'>;
export type ColleagueDraft = Answer<'GET /items/:item/drafts/:account'>;

/** Where the typing is: on the way, kept, only in this browser, or refused. */
export type Keeping = 'clean' | 'waiting' | 'keeping' | 'kept' | 'offline' | 'refused';

export interface Conflict {
  mine: Values;
  theirs: ItemDetail;
  fields: string[];
  /** Both put together, mine where they disagree. */
  merged: Values;
}

const quiet = 900;
const again = 4000;

/**
 * One record while it is edited. Typing is kept as a draft of one's own, in this browser at once and on the server
 * after a breath; saving makes it the head. Whoever saves in between is never overwritten.
 */
export function useEditing(item: string) {
  const detail = shallowRef<ItemDetail>();
  const values = shallowRef<Values>({});
  const problem = shallowRef<unknown>();
  const loading = ref(true);
  const keeping = ref<Keeping>('clean');
  const keptAt = ref<string>();
  const conflict = shallowRef<Conflict>();
  const problems = shallowRef<FieldProblem[]>([]);
  const editors = shallowRef<ItemDetail['editors']>([]);
  const refusal = shallowRef<unknown>();
  /** What the server found in what it last had. */
  const looked = shallowRef<Looked>({ values: {}, troubles: [] });
  let base: Values = {};
  let baseVersion = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;
  const me = account.value?.pid ?? '';

  const changed = computed(
    () => detail.value !== undefined && changedFields(values.value, detail.value.values).length > 0,
  );

  function stand(next: ItemDetail, now: Values): void {
    detail.value = next;
    base = next.values;
    baseVersion = next.version;
    editors.value = next.editors;
    values.value = now;
    looked.value = next.draft ?? next;
  }

  function store(kept: boolean): void {
    writeLocal(me, item, { values: values.value, baseVersion, base, at: new Date().toISOString(), kept });
  }

  /** Brings typing that began at an older head onto a newer one; asks only where both said something else. */
  function rebase(next: ItemDetail, mine: Values, from: Values | undefined): boolean {
    const merged = merge(from, mine, next.values);
    if (merged.conflicts.length) {
      conflict.value = { mine, theirs: next, fields: merged.conflicts, merged: merged.values };
      return false;
    }
    stand(next, merged.values);
    if (changed.value) schedule(0);
    else settle();
    return true;
  }

  function settle(): void {
    keeping.value = 'clean';
    dropLocal(me, item);
  }

  async function open(): Promise<void> {
    loading.value = true;
    try {
      const next = await call('GET /items/:item', { params: { item } });
      const local = readLocal(me, item);
      const fromServer = next.draft;
      const useLocal = local && !local.kept && (!fromServer || local.at > fromServer.updatedAt) ? local : undefined;
      const mine = useLocal ?? fromServer;
      stand(next, next.values);
      if (!mine || sameValue(mine.values, next.values)) settle();
      else if (mine.baseVersion === next.version) {
        values.value = mine.values;
        keeping.value = 'kept';
        keptAt.value = fromServer?.updatedAt;
        if (useLocal) schedule(0);
      } else {
        rebase(next, mine.values, local?.baseVersion === mine.baseVersion ? local.base : undefined);
      }
      problem.value = undefined;
    } catch (error) {
      problem.value = error;
    } finally {
      loading.value = false;
    }
  }

  function change(next: Values): void {
    const touched = changedFields(values.value, next);
    values.value = next;
    problems.value = problems.value.filter((one) => !touched.some((field) => one.path.includes(field)));
    store(false);
    schedule(quiet);
  }

  function schedule(wait: number): void {
    clearTimeout(timer);
    if (keeping.value !== 'offline') keeping.value = 'waiting';
    timer = setTimeout(() => void keep(), wait);
  }

  /** Puts the typing on the server, as a draft of one's own. Never two at once: the later text wins. */
  async function keep(): Promise<void> {
    clearTimeout(timer);
    if (sending) {
      await sending;
      if (keeping.value !== 'waiting') return;
    }
    // What the server has is not sent again: a colleague may have taken it over since.
    if (conflict.value || !detail.value || keeping.value === 'kept' || keeping.value === 'clean') return;
    sending = send();
    await sending;
    sending = undefined;
  }

  async function send(): Promise<void> {
    const sent = values.value;
    keeping.value = 'keeping';
    try {
      if (!changed.value) {
        await call('DELETE /items/:item/draft', { params: { item }, query: { nothing: 'true' } });
        if (sameValue(values.value, sent)) settle();
        return;
      }
      const answer = await call('PUT /items/:item/draft', { params: { item }, body: { baseVersion, values: sent } });
      editors.value = answer.editors;
      keptAt.value = answer.updatedAt;
      looked.value = { values: sent, troubles: answer.troubles };
      if (sameValue(values.value, sent)) {
        keeping.value = 'kept';
        store(true);
      } else schedule(quiet);
      if (answer.version > baseVersion) await meet();
    } catch (error) {
      if (error instanceof Unreachable) {
        keeping.value = 'offline';
        timer = setTimeout(() => void keep(), again);
      } else {
        refusal.value = error;
        keeping.value = 'refused';
      }
    }
  }

  /** Somebody else saved: fetch theirs and bring mine onto it. */
  async function meet(): Promise<boolean> {
    const next = await call('GET /items/:item', { params: { item } });
    return rebase(next, values.value, base);
  }

  function adopt(next: ItemDetail, sent: Values): void {
    const typedMeanwhile = !sameValue(values.value, sent);
    const now = typedMeanwhile ? merge(sent, values.value, next.values).values : next.values;
    stand(next, now);
    problems.value = [];
    refusal.value = undefined;
    if (typedMeanwhile) change(now);
    else settle();
  }

  /** Makes the typing the head. False when it was refused or met another's: the reasons are on the screen. */
  async function save(note = '', mayMeet = true): Promise<boolean> {
    // What is on its way may order another turn, as when it meets somebody else's. This save is that turn: a draft sent
    // beside it would come back to life after it.
    await still();
    if (!changed.value) return true;
    if (conflict.value) return false;
    const sent = values.value;
    keeping.value = 'keeping';
    try {
      adopt(
        await call('PUT /items/:item', { params: { item }, body: { version: baseVersion, values: sent, note } }),
        sent,
      );
      return true;
    } catch (error) {
      keeping.value = error instanceof Unreachable ? 'offline' : 'waiting';
      if (error instanceof ApiProblem && error.code === 'item.changed') {
        return mayMeet && (await meet()) ? save(note, false) : false;
      }
      if (error instanceof ApiProblem && error.fields.length) problems.value = error.fields;
      void keep();
      throw error;
    }
  }

  /** A step of the workflow, on what is on the screen. */
  async function act(step: (version: number) => Promise<ItemDetail>): Promise<boolean> {
    if (!(await save())) return false;
    try {
      const next = await step(baseVersion);
      adopt(next, values.value);
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && error.fields.length) problems.value = error.fields;
      if (error instanceof ApiProblem && error.code === 'item.changed') await meet();
      throw error;
    }
  }

  /** Something beside the values changed (pages, links, visibility): the typing goes on over it. */
  function refresh(next: ItemDetail): void {
    rebase(next, values.value, base);
  }

  function resolve(chosen: Values): void {
    const met = conflict.value;
    if (!met) return;
    conflict.value = undefined;
    stand(met.theirs, chosen);
    store(false);
    schedule(0);
  }

  /** Nothing is on its way any more, and nothing will be. */
  async function still(): Promise<void> {
    do {
      await sending;
      clearTimeout(timer);
    } while (sending);
  }

  /** Gives up what was typed; the server keeps it aside. */
  async function discard(): Promise<void> {
    await still();
    // What only this browser has could not be taken back.
    if (keeping.value !== 'kept') await send();
    await still();
    if (!detail.value || !changed.value) return;
    await call('DELETE /items/:item/draft', { params: { item } });
    conflict.value = undefined;
    detail.value = { ...detail.value, dropped: { at: new Date().toISOString(), by: null } };
    values.value = detail.value.values;
    looked.value = detail.value;
    problems.value = [];
    settle();
  }

  /** Goes on with a draft that has become one's own. */
  function goOn(next: ItemDetail): void {
    const mine = next.draft;
    stand(next, next.values);
    if (!mine || sameValue(mine.values, next.values)) return settle();
    keptAt.value = mine.updatedAt;
    if (mine.baseVersion !== next.version) return void rebase(next, mine.values, undefined);
    values.value = mine.values;
    keeping.value = 'kept';
    store(true);
  }

  /** What one gave up, or a colleague took over. */
  async function takeBack(): Promise<void> {
    goOn(await call('POST /items/:item/draft/restore', { params: { item } }));
  }

  /** A colleague's unsaved work becomes one's own, as it was seen. */
  async function takeOver(seen: ColleagueDraft): Promise<void> {
    const { account: from, updatedAt, baseVersion: begun, values: typed } = seen;
    const body = { seen: updatedAt, baseVersion: begun, values: typed };
    goOn(await call('POST /items/:item/drafts/:account/take', { params: { item, account: from }, body }));
  }

  const visibility = useDocumentVisibility();
  useIntervalFn(async () => {
    if (visibility.value !== 'visible' || loading.value || connectionLost.value || signInWanted.value || conflict.value)
      return;
    const next = await call('GET /items/:item', { params: { item } }).catch(() => undefined);
    if (!next || sending || keeping.value === 'keeping') return;
    editors.value = next.editors;
    if (next.dropped?.by && !next.draft && keeping.value === 'kept') goOn(next);
    else if (next.version !== baseVersion) refresh(next);
    else if (detail.value) detail.value = { ...next, values: detail.value.values };
  }, 15_000);
  useEventListener(window, 'online', () => {
    if (keeping.value === 'offline') void keep();
  });
  useEventListener(window, 'beforeunload', (event: BeforeUnloadEvent) => {
    if (keeping.value === 'waiting' || keeping.value === 'keeping') {
      void keep();
      event.preventDefault();
    }
  });
  onScopeDispose(() => {
    if (keeping.value === 'waiting') void keep();
    else clearTimeout(timer);
  });
  void open();

  return {
    detail,
    values,
    problem,
    loading,
    keeping,
    keptAt,
    conflict,
    problems,
    looked,
    editors,
    refusal,
    changed,
    open,
    change,
    keep,
    save,
    act,
    refresh,
    resolve,
    discard,
    takeBack,
    takeOver,
  };
}

export type Editing = ReturnType<typeof useEditing>;
