import { mostLetters, type Typeface, writeLetters } from '../../../server/contract/text/letters.js';

interface Face {
  name: Typeface;
  family: string;
  /** The weights that it stands for. */
  weight: string;
  asked: Set<number>;
  wanted: Set<number>;
}

const face = (name: Typeface, family: string, weight: string): Face => ({
  name,
  family,
  weight,
  asked: new Set(),
  wanted: new Set(),
});
const song = 'Noto Serif SC Variable';
const kai = 'LXGW WenKai Lite';
const bookSong = face('song-400', song, '200 499');
const titleSong = face('song-600', song, '500 900');
const faces = [titleSong, bookSong, face('kai-400', kai, '100 900')];
const families = new RegExp(`${song}|${kai}`);
const settleMs = 150;
const turnMs = 8;

/** Running text stands in the system's own face, and has none of these. */
function faceOf(element: Element | null): Face | undefined {
  if (!element) return undefined;
  const { fontFamily, fontWeight } = getComputedStyle(element);
  const family = families.exec(fontFamily)?.[0];
  if (family === song) return Number(fontWeight) < 500 ? bookSong : titleSong;
  return family === undefined ? undefined : faces[2];
}

function textsIn(root: Node): Node[] {
  if (root instanceof Text) return [root];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Node[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node);
  return texts;
}

/** In short turns: what a reader does is answered in between. */
async function collect(texts: readonly Node[]): Promise<void> {
  let element: Element | null = null;
  let found: Face | undefined;
  let turn = performance.now();
  for (const node of texts) {
    if (performance.now() - turn > turnMs) {
      await new Promise((go) => setTimeout(go));
      turn = performance.now();
    }
    const text = node.nodeValue ?? '';
    if (!/\S/.test(text)) continue;
    if (node.parentElement !== element) found = faceOf((element = node.parentElement));
    if (!found) continue;
    for (const one of text) {
      const code = one.codePointAt(0)!;
      if (code > 32 && !found.asked.has(code)) found.wanted.add(code);
    }
  }
}

/** What cannot be had is drawn in the faces that stand next in the sheet; nothing waits for it. */
async function ask(edition: string, { name, family, weight }: Face, codes: number[]): Promise<void> {
  const font = new FontFace(family, `url(/type/${edition}/${name}/${writeLetters(codes)}.woff2)`, {
    weight,
    unicodeRange: codes.map((code) => `U+${code.toString(16)}`).join(),
  });
  try {
    document.fonts.add(await font.load());
  } catch {
    // No network, or a platform that has just been renewed.
  }
}

function send(edition: string): void {
  for (const one of faces) {
    const codes = [...one.wanted];
    one.wanted.clear();
    for (const code of codes) one.asked.add(code);
    for (let at = 0; at < codes.length; at += mostLetters) void ask(edition, one, codes.slice(at, at + mostLetters));
  }
}

/**
 * Titles and transcriptions get the few characters of their face that they are set in: all at once when the page is there,
 * and what is added to it later as it comes.
 */
export function setType(edition: string): void {
  const ready = async (texts: readonly Node[]) => {
    await collect(texts);
    send(edition);
  };
  void ready(textsIn(document.body));
  const changed = new Set<Node>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records)
      for (const node of type === 'childList' ? addedNodes : [target]) changed.add(node);
    timer ??= setTimeout(() => {
      timer = undefined;
      const here = [...changed].filter((node) => node.isConnected);
      changed.clear();
      void ready(here.flatMap(textsIn));
    }, settleMs);
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}
