import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { Answer } from '../../../../server/contract/api/index.js';
import type { CollectionPresentation, CollectionSchema } from '../../../../server/contract/collection.js';
import { sameJson } from '../../../../server/contract/config.diff.js';
import type { Json } from '../../../../server/contract/values.js';
import { ApiProblem, Unreachable } from '../../api/problem.js';
import { call, signInWanted } from '../shell/call.js';
import type { Design } from './design.edits.js';

export type Collection = Answer<'GET /collections/:collection'>;
export type ConfigProblem = Answer<'GET /collections/:collection/drafts/problems'>['rows'][number];
export type Part = 'schema' | 'presentation';
export type Keeping = 'clean' | 'waiting' | 'saving' | 'kept' | 'offline' | 'refused';

/** Somebody else was here: who, when, and whether they only drafted or put a version in force. */
export interface Clash {
  part: Part;
  by: string | null;
  at: string | null;
  revision?: number;
  version?: number;
}

const parts = ['schema', 'presentation'] as const;
const quiet = 700;
const again = 4000;
/** Typing in one place within this time is one step back. */
const oneStep = 1500;
const mostSteps = 200;

/**
 * A configuration while it is designed: kept on the server after a breath, with every step to be taken back. Whoever
 * else designs it is never overwritten: saving stops, and somebody decides.
 */
export function useDesign(collection: string) {
  const live = shallowRef<Collection>();
  const design = shallowRef<Design>();
  const problem = shallowRef<unknown>();
  const loading = ref(true);
  const keeping = ref<Keeping>('clean');
  const clash = shallowRef<Clash>();
  const refusal = shallowRef<unknown>();
  const problems = shallowRef<ConfigProblem[]>([]);
  const past = shallowRef<Design[]>([]);
  const future = shallowRef<Design[]>([]);
  /** Counts what was saved, for whoever shows what saving changes. */
  const saves = ref(0);
  let kept: Design | undefined;
  const revision: Record<Part, number> = { schema: 0, presentation: 0 };
  const base: Record<Part, number> = { schema: 0, presentation: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;
  let last = { key: '', at: 0 };
  let closed = false;

  const unsaved = computed(
    () => design.value !== undefined && ['waiting', 'saving', 'offline', 'refused'].includes(keeping.value),
  );
  const drafted = computed(() => {
    const [now, then] = [design.value, live.value];
    return now && then ? parts.filter((part) => !sameJson(now[part], then[part])) : [];
  });
  const params = { collection };

  async function open(): Promise<void> {
    loading.value = true;
    try {
      const [detail, { rows }] = await Promise.all([
        call('GET /collections/:collection', { params }),
        call('GET /collections/:collection/drafts', { params }),
      ]);
      live.value = detail;
      const next: Design = { schema: detail.schema, presentation: detail.presentation };
      for (const part of parts) {
        const draft = rows.find((row) => row.part === part);
        revision[part] = draft?.revision ?? 0;
        base[part] = draft?.baseVersion ?? detail[`${part}Version`];
        if (draft) Object.assign(next, { [part]: draft.document });
      }
      design.value = kept = next;
      past.value = future.value = [];
      clash.value = refusal.value = problem.value = undefined;
      keeping.value = rows.length ? 'kept' : 'clean';
      const stale = rows.find((row) => row.baseVersion !== detail[`${row.part}Version`]);
      // A draft that was begun before the version in force can't be published as it is: said now, not at the end.
      if (stale) clash.value = { part: stale.part, by: null, at: null, version: detail[`${stale.part}Version`] };
      void ask();
    } catch (error) {
      problem.value = error;
    } finally {
      loading.value = false;
    }
  }

  async function ask(): Promise<void> {
    try {
      problems.value = (await call('GET /collections/:collection/drafts/problems', { params })).rows;
    } catch {
      // The list stays as it was until the next save asks again.
    }
  }

  /** `step` names the place: typing on in one place is taken back in one go. */
  function change(next: Design, step = ''): void {
    const before = design.value;
    if (!before || sameJson(before, next)) return;
    const now = Date.now();
    if (step === '' || step !== last.key || now - last.at > oneStep)
      past.value = [...past.value, before].slice(-mostSteps);
    last = { key: step, at: now };
    future.value = [];
    design.value = next;
    schedule(quiet);
  }

  function walk(from: typeof past, to: typeof past): void {
    const next = from.value.at(-1);
    if (!next || !design.value) return;
    to.value = [...to.value, design.value];
    from.value = from.value.slice(0, -1);
    design.value = next;
    last = { key: '', at: 0 };
    schedule(quiet);
  }
  const undo = () => walk(past, future);
  const redo = () => walk(future, past);

  /** What is in force again: one step back brings the draft back. */
  function discard(): void {
    if (live.value) change({ schema: live.value.schema, presentation: live.value.presentation });
  }

  function schedule(wait: number): void {
    clearTimeout(timer);
    if (closed || clash.value) return;
    if (keeping.value !== 'offline') keeping.value = 'waiting';
    timer = setTimeout(() => void save(), wait);
  }

  async function save(): Promise<void> {
    clearTimeout(timer);
    if (sending) {
      await sending;
      return unsaved.value && !clash.value && !refusal.value ? save() : undefined;
    }
    sending = send().finally(() => (sending = undefined));
    return sending;
  }

  async function send(): Promise<void> {
    const now = design.value;
    if (!now || !kept || clash.value) return;
    keeping.value = 'saving';
    refusal.value = undefined;
    try {
      for (const part of parts) if (!sameJson(now[part], kept[part])) await sendPart(part, now);
      saves.value++;
      if (design.value === now) keeping.value = 'kept';
      else schedule(quiet);
      await ask();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'config.changed') {
        clash.value = { ...(error.params as unknown as Clash) };
        keeping.value = 'refused';
      } else if (error instanceof Unreachable || signInWanted.value) {
        keeping.value = 'offline';
        timer = setTimeout(() => void save(), again);
      } else {
        refusal.value = error;
        keeping.value = 'refused';
      }
    }
  }

  async function sendPart(part: Part, now: Design): Promise<void> {
    if (live.value && sameJson(now[part], live.value[part]) && base[part] === live.value[`${part}Version`]) {
      // Taken back to what is in force: there is nothing to be published any more.
      if (revision[part] > 0) {
        await call('DELETE /collections/:collection/drafts/:part', {
          params: { collection, part },
          query: { revision: String(revision[part]) },
        });
      }
      revision[part] = 0;
    } else {
      const document = now[part] as unknown as Record<string, Json>;
      const body = { baseVersion: base[part], revision: revision[part], document };
      const draft = await call('PUT /collections/:collection/drafts/:part', { params: { collection, part }, body });
      revision[part] = draft.revision;
    }
    kept = { ...kept!, [part]: now[part] };
  }

  /** `theirs` drops what is here; `mine` goes on from here, over a version or a draft that has now been seen. */
  async function settle(choice: 'mine' | 'theirs'): Promise<void> {
    const met = clash.value;
    const mine = design.value;
    if (!met || !mine) return;
    if (choice === 'theirs') {
      if (met.version !== undefined && met.by === null) {
        const seen = { revision: String(revision[met.part]) };
        await call('DELETE /collections/:collection/drafts/:part', {
          params: { collection, part: met.part },
          query: seen,
        });
      }
      await open();
      // What was done here is one step back, not gone.
      if (design.value && !sameJson(design.value, mine)) past.value = [mine];
      return;
    }
    const steps = past.value;
    const before = kept;
    await open();
    clash.value = undefined;
    const theirs = design.value;
    if (!live.value || !theirs || !before) return;
    const next: Design = { ...theirs, [met.part]: mine[met.part] };
    const other = met.part === 'schema' ? 'presentation' : 'schema';
    if (sameJson(theirs[other], before[other])) Object.assign(next, { [other]: mine[other] });
    else if (!sameJson(mine[other], before[other])) {
      // They were in the other part too: that is asked for itself, with what was typed there still here.
      Object.assign(next, { [other]: mine[other] });
      clash.value = { part: other, by: null, at: null, revision: revision[other] };
    }
    for (const part of parts) base[part] = live.value[`${part}Version`];
    past.value = [...steps, theirs].slice(-mostSteps);
    design.value = { ...next, schema: withAll(next.schema, live.value.schema) };
    // Saved even where it says the same as theirs: the draft must stand on the version that is now in force.
    kept = { schema: {} as CollectionSchema, presentation: {} as CollectionPresentation };
    keeping.value = 'waiting';
    await save();
  }

  /** Both sides of a clash, each against what it began from. */
  async function sides(met: Clash): Promise<Record<'before' | 'theirs' | 'mine', Design>> {
    const [detail, { rows }, { document }] = await Promise.all([
      call('GET /collections/:collection', { params }),
      call('GET /collections/:collection/drafts', { params }),
      call('GET /collections/:collection/versions/:part/:number', {
        params: { collection, part: met.part, number: String(base[met.part]) },
      }),
    ]);
    const now: Design = { schema: detail.schema, presentation: detail.presentation };
    const drafted = met.version === undefined ? rows.find((row) => row.part === met.part)?.document : undefined;
    const before = { ...now, [met.part]: document } as unknown as Design;
    return {
      before,
      theirs: { ...now, ...(drafted ? { [met.part]: drafted } : {}) } as unknown as Design,
      mine: { ...before, [met.part]: design.value?.[met.part] } as Design,
    };
  }

  /** After publication or a roll-back: what is in force is what is shown. */
  async function publish(note: string): Promise<Answer<'POST /collections/:collection/drafts/publish'>> {
    const seen = Object.fromEntries(parts.flatMap((part) => (revision[part] > 0 ? [[part, revision[part]]] : [])));
    const published = await call('POST /collections/:collection/drafts/publish', { params, body: { ...seen, note } });
    await open();
    return published;
  }

  onScopeDispose(() => {
    closed = true;
    clearTimeout(timer);
  });
  void open();
  return {
    live,
    design,
    problem,
    loading,
    keeping,
    clash,
    refusal,
    problems,
    past,
    future,
    saves,
    unsaved,
    drafted,
    open,
    change,
    undo,
    redo,
    discard,
    save,
    settle,
    sides,
    publish,
  };
}

export type Designing = ReturnType<typeof useDesign>;

/** Fields that were published meanwhile stay, out of use: a field never vanishes with its values. */
function withAll(mine: CollectionSchema, live: CollectionSchema): CollectionSchema {
  const known = new Set(mine.fields.map((field) => field.id));
  const since = live.fields.filter((field) => !known.has(field.id)).map((field) => ({ ...field, removed: true }));
  return { ...mine, fields: [...mine.fields, ...since] };
}
