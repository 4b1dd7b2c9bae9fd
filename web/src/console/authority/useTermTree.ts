import { computed, shallowRef, type Ref, watch } from 'vue';
import { ApiProblem } from '../../api/problem.js';
import { useLoad } from '../parts/useLoad.js';
import { call } from '../shell/call.js';
import { type Branch, branchesOf, smallTree, type Term, top, treeRows } from './term.tree.js';

/** A vocabulary by its branches: a small one whole and open, a large one as far as somebody has opened it. */
export function useTermTree(vocabulary: () => string, q: Ref<string>) {
  const branches = shallowRef<ReadonlyMap<string, Branch>>(new Map());
  const turned = shallowRef<ReadonlySet<string>>(new Set());
  const params = () => ({ vocabulary: vocabulary() });

  const fetched = async (parent: string, signal?: AbortSignal, cursor?: string): Promise<Branch> => {
    const query = { ...(parent === top ? {} : { parent }), ...(cursor === undefined ? {} : { cursor }) };
    return call('GET /vocabularies/:vocabulary/branch', { params: params(), query }, signal ? { signal } : {});
  };

  const { data, problem, loading, reload } = useLoad(async (signal) => {
    const { rows } = await call('GET /vocabularies', {}, { signal });
    const list = rows.find(({ pid }) => pid === vocabulary());
    if (!list) throw new ApiProblem(404, 'vocabulary.not-found', {}, [], undefined);
    if (list.terms <= smallTree) {
      const whole = await call('GET /vocabularies/:vocabulary/terms', { params: params() }, { signal });
      branches.value = branchesOf(whole.rows);
      return list;
    }
    // What was open stays open.
    const open = [top, ...[...turned.value].filter((code) => branches.value.has(code))];
    const found = await Promise.all(
      open.map((code) => fetched(code, signal).then((branch) => [code, branch] as const, goneOr(code))),
    );
    branches.value = new Map(found);
    return list;
  }, vocabulary);
  watch(vocabulary, () => {
    branches.value = new Map();
    turned.value = new Set();
  });

  const found = useLoad(
    async (signal) => {
      const asked = q.value.trim();
      if (!asked) return undefined;
      return call('GET /vocabularies/:vocabulary/branch', { params: params(), query: { q: asked } }, { signal });
    },
    () => [q.value, data.value?.version],
  );

  const small = computed(() => (data.value?.terms ?? 0) <= smallTree);
  const opened = (code: string) => small.value !== turned.value.has(code);
  const searching = computed(() => q.value.trim() !== '');
  const rows = computed(() =>
    searching.value
      ? (found.data.value?.rows ?? []).map((term) => ({ term, depth: 0 }))
      : treeRows(branches.value, opened),
  );
  const known = computed(() => [
    ...[...branches.value.values()].flatMap((one) => one.rows),
    ...(found.data.value?.rows ?? []),
  ]);

  async function turn(term: Term): Promise<void> {
    const next = new Set(turned.value);
    if (!next.delete(term.code)) next.add(term.code);
    if (!small.value && next.has(term.code) && !branches.value.has(term.code))
      branches.value = new Map(branches.value).set(term.code, await fetched(term.code));
    turned.value = next;
  }

  async function more(parent: string, cursor: string): Promise<void> {
    const rest = await fetched(parent, undefined, cursor);
    const before = branches.value.get(parent)?.rows ?? [];
    branches.value = new Map(branches.value).set(parent, { rows: [...before, ...rest.rows], next: rest.next });
  }

  return {
    list: data,
    problem,
    loading,
    reload,
    branches,
    rows,
    known,
    opened,
    turn,
    more,
    searching,
    asking: found.loading,
  };
}

/** A term that was open and is gone meanwhile has nothing below it. */
const goneOr =
  (code: string) =>
  (error: unknown): readonly [string, Branch] => {
    if (error instanceof ApiProblem && error.code === 'term.not-found') return [code, { rows: [], next: null }];
    throw error;
  };
