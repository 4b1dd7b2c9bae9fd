import { onScopeDispose, ref, type Ref, watch } from 'vue';
import { call } from '../shell/call.js';

export interface Converted {
  text: string;
  doubtful: string[];
  /** How it reads, syllables apart and without tones. */
  sound: string;
}

/** What has been asked before in this window: names come again on every page. */
const known = new Map<string, Converted>();
const mostKnown = 2000;
const pauseMs = 400;
const mostAtOnce = 200;
const mostCharacters = 150_000;

const waiting = new Map<string, ((found: Converted | undefined) => void)[]>();
let timer: ReturnType<typeof setTimeout> | undefined;

function some(): string[] {
  let left = mostCharacters;
  return [...waiting.keys()].slice(0, mostAtOnce).filter((text) => (left -= text.length) > 0);
}

/** All that was wanted within a moment is one request. */
async function ask(): Promise<void> {
  timer = undefined;
  const texts = some();
  if (texts.length === 0) return;
  const asked = texts.map((text) => waiting.get(text) ?? []);
  for (const text of texts) waiting.delete(text);
  if (waiting.size > 0) timer = setTimeout(() => void ask(), 0);
  // Without an answer nothing is said of it.
  const rows = await call('POST /conversions', { body: { texts } }).then(
    (answer) => answer.rows,
    () => [],
  );
  texts.forEach((text, at) => {
    const found = rows[at];
    if (known.size >= mostKnown) known.clear();
    if (found) known.set(text, found);
    for (const give of asked[at]!) give(found);
  });
}

export function conversionOf(text: string): Promise<Converted | undefined> {
  const found = known.get(text);
  if (found) return Promise.resolve(found);
  return new Promise((give) => {
    waiting.set(text, [...(waiting.get(text) ?? []), give]);
    timer ??= setTimeout(() => void ask(), 30);
  });
}

/** What readers of traditional characters get of a text that is being written, a moment after the last key. */
export function useConversion(text: () => string): Ref<Converted | undefined> {
  const found = ref<Converted>();
  let pause: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(pause));
  const look = async (wanted: string) => {
    const answer = await conversionOf(wanted);
    if (text() === wanted) found.value = answer;
  };
  watch(
    text,
    (wanted, before) => {
      clearTimeout(pause);
      found.value = undefined;
      if (wanted.trim() === '') return;
      pause = setTimeout(() => void look(wanted), before === undefined ? 0 : pauseMs);
    },
    { immediate: true },
  );
  return found;
}
