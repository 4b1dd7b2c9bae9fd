import { type Ref, ref } from 'vue';

export interface SuggestionRow {
  text: string;
  lang?: string;
  kind: string;
  /** Another name, by which it was found. */
  variant?: string;
  variantLang?: string;
  /** Without a language prefix. */
  href: string;
}

const wait = 150;

/**
 * Suggestions while typing. They are a courtesy: when they fail or come late nothing is said, and the form still works.
 * The input method's unfinished letters are not asked about.
 */
export function useSuggestions(q: Ref<string>, scope: () => string) {
  const rows = ref<SuggestionRow[]>([]);
  const at = ref(-1);
  const open = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  function close() {
    clearTimeout(timer);
    asked?.abort();
    open.value = false;
    at.value = -1;
  }

  async function ask(text: string) {
    asked?.abort();
    asked = new AbortController();
    try {
      const [, place, name] = /^(library|collection):(.+)$/.exec(scope()) ?? [];
      const query = new URLSearchParams({ q: text, ...(place && name ? { [place]: name } : {}) });
      const response = await fetch(`/api/v1/search/suggestions?${query.toString()}`, {
        signal: asked.signal,
        headers: { 'accept-language': document.documentElement.lang },
      });
      if (!response.ok) return;
      rows.value = ((await response.json()) as { rows: SuggestionRow[] }).rows;
      at.value = -1;
      open.value = rows.value.length > 0;
    } catch {
      open.value = false;
    }
  }

  function typed(event: Event) {
    if ((event as InputEvent).isComposing) return;
    const text = q.value.trim();
    close();
    if (text) timer = setTimeout(() => void ask(text), wait);
  }

  function move(by: number): boolean {
    if (!open.value) return false;
    const count = rows.value.length;
    at.value = at.value < 0 && by < 0 ? count - 1 : (at.value + by + count) % count;
    return true;
  }

  return { rows, at, open, close, move, typed };
}
