import { useIntervalFn } from '@vueuse/core';
import type { ShallowRef } from 'vue';
import { call, connectionLost } from '../shell/call.js';
import type { Editing, ItemDetail } from './useEditing.js';

/** While derivatives are being made the pages are asked for again, so that pictures come without reloading. */
export function useFreshPages(detail: ShallowRef<ItemDetail | undefined>, editing: Editing): void {
  useIntervalFn(async () => {
    const now = detail.value;
    const waiting = now?.pages.some((page) => page.file?.state === 'stored' || page.file?.state === 'processing');
    if (!now || !waiting || connectionLost.value || editing.conflict.value) return;
    const next = await call('GET /items/:item', { params: { item: now.pid } }).catch(() => undefined);
    if (next && detail.value && next.version === detail.value.version)
      detail.value = { ...detail.value, pages: next.pages, cover: next.cover };
  }, 2500);
}
