import { useIntervalFn } from '@vueuse/core';
import { ref, shallowRef, type Ref } from 'vue';
import { ApiProblem } from '../../api/problem.js';
import { call, connectionLost } from '../shell/call.js';
import type { ItemDetail } from '../editor/useEditing.js';

export type Page = ItemDetail['pages'][number];

/** What a person is told of a change. */
export interface Telling {
  /** `undo` makes the change back, where it can be. */
  done(words: string, undo?: () => void): void;
  refused(error: unknown): void;
}

export interface PageChange {
  done?: string;
  cover?: string | null;
  undo?: boolean;
}

/** Order, labels and kinds of the pages. A change is shown at once and sent; what cannot be saved is put back. */
export function pageChanges(item: string, detail: Ref<ItemDetail | undefined>, tell: Telling) {
  const pages = shallowRef<Page[]>([]);
  const saving = ref(false);
  let waiting: Promise<unknown> = Promise.resolve();

  function take(next: ItemDetail): void {
    detail.value = next;
    pages.value = next.pages;
  }

  let changes = 0;

  async function load(): Promise<void> {
    const before = changes;
    const next = await call('GET /items/:item', { params: { item } });
    // Asked before a change was made, and answered after: it would put the pages back to where they were.
    if (changes === before) take(next);
  }

  // Pictures are made ready by jobs: as long as one is on its way, what is known of it is asked again.
  useIntervalFn(() => {
    const making = pages.value.some((page) => page.file?.state === 'stored' || page.file?.state === 'processing');
    if (making && !saving.value && !connectionLost.value) void load().catch(() => undefined);
  }, 2500);

  const bodyOf = (list: Page[]) =>
    list.map((page) => ({ pid: page.pid, label: page.label, kind: page.kind, source: page.source }));

  async function send(list: Page[], cover: string | null | undefined, mayRetry: boolean): Promise<void> {
    if (!detail.value) return;
    try {
      const body = { version: detail.value.version, pages: bodyOf(list), ...(cover === undefined ? {} : { cover }) };
      take(await call('PUT /items/:item/pages', { params: { item }, body }));
    } catch (error) {
      // Somebody saved the form meanwhile: the pages are the same, so the change is made again on the newer version.
      if (mayRetry && error instanceof ApiProblem && error.code === 'item.changed') {
        const before = detail.value.pages.map((page) => page.pid).join();
        const next = await call('GET /items/:item', { params: { item } });
        detail.value = next;
        if (next.pages.map((page) => page.pid).join() === before) return send(list, cover, false);
        pages.value = next.pages;
      }
      throw error;
    }
  }

  /** One change after the other: each is made on what the one before it left. */
  function change(list: Page[], options: PageChange = {}): Promise<boolean> {
    const before = pages.value;
    const coverBefore = detail.value?.cover ?? null;
    pages.value = list;
    changes++;
    const run = async () => {
      saving.value = true;
      try {
        await send(list, options.cover, true);
        const undo = () => void change(before, options.cover === undefined ? {} : { cover: coverBefore });
        if (options.done) tell.done(options.done, options.undo ? undo : undefined);
        return true;
      } catch (error) {
        if (detail.value) pages.value = detail.value.pages;
        tell.refused(error);
        return false;
      } finally {
        changes++;
        saving.value = false;
      }
    };
    const result = waiting.then(run, run);
    waiting = result;
    return result;
  }

  return { pages, saving, load, take, change };
}
