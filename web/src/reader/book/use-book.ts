import { ref, watch, type Ref } from 'vue';
import type { ItemMatches, ItemView, PageRef, PageTextView } from '../../../../server/contract/reader.js';
import { derived } from '../../../kit/derived.js';
import { api } from '../../api/api.js';
import { openingsOf } from './openings.js';
import { rememberPage } from './last.page.js';

export interface Book {
  at: Ref<number>;
  double: Ref<boolean>;
  shown: Readonly<Ref<PageRef[]>>;
  page: Readonly<Ref<PageRef>>;
  rtl: boolean;
  canTurn: Readonly<Ref<{ back: boolean; on: boolean }>>;
  turn: (by: 1 | -1) => void;
  goTo: (index: number) => void;
  texts: Ref<Map<string, PageTextView | null>>;
  marks: Readonly<Ref<Record<string, [number, number, number, number][]>>>;
}

/** Where one is in a book, what lies open, and what is written there. */
export function useBook(
  item: ItemView,
  start: string,
  firstText: PageTextView | null,
  matches: Ref<ItemMatches | null>,
  onTurn: (page: PageRef) => void,
): Book {
  const at = ref(
    Math.max(
      0,
      item.pages.findIndex((page) => page.pid === start),
    ),
  );
  const double = ref(false);
  const openings = openingsOf(item.pages);
  const openingAt = derived(() => openings.findIndex((opening) => opening.includes(at.value)));
  const shown = derived(() =>
    (double.value ? openings[openingAt.value]! : [at.value]).map((index) => item.pages[index]!),
  );
  const page = derived(() => item.pages[at.value]!);
  const texts = ref(new Map<string, PageTextView | null>(firstText ? [[start, firstText]] : []));

  const canTurn = derived(() =>
    double.value
      ? { back: openingAt.value > 0, on: openingAt.value < openings.length - 1 }
      : { back: at.value > 0, on: at.value < item.pages.length - 1 },
  );

  function goTo(index: number) {
    const next = Math.min(item.pages.length - 1, Math.max(0, index));
    if (next === at.value) return;
    at.value = next;
    rememberPage(item.pid, page.value.pid);
    onTurn(page.value);
  }

  function turn(by: 1 | -1) {
    if (!double.value) goTo(at.value + by);
    else {
      const opening = openings[openingAt.value + by];
      if (opening) goTo(opening[0]!);
    }
  }

  async function fetchText(one: PageRef) {
    if (!one.hasText || texts.value.has(one.pid)) return;
    try {
      texts.value.set(one.pid, await api('GET /pages/:page/text', { params: { page: one.pid } }));
    } catch {
      // Turning back asks again.
    }
  }
  watch(shown, (pages) => pages.forEach((one) => void fetchText(one)), { flush: 'post' });

  const marks = derived(() =>
    Object.fromEntries((matches.value?.pages ?? []).map((one) => [one.page, one.boxes] as const)),
  );
  return { at, double, shown, page, rtl: item.reading.direction === 'rtl', canTurn, turn, goTo, texts, marks };
}
