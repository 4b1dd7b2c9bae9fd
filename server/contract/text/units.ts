import { foldWord } from './fold.js';
import { pointOf } from './points.js';
import { stem } from './stems.js';

/** One place in a text as search counts places: a character, a word, or the mark of a lost character. */
export interface Unit {
  kind: 'char' | 'word' | 'gap';
  folded: string;
  exact: string;
  /** What a word has in common with its plural; of all else the same as folded. */
  stem: string;
  /** UTF-16 offsets in the original text, decorations included. */
  start: number;
  end: number;
  /** How deep in brackets that editors and printers of small notes use; 0 is the main text. */
  depth: number;
}

/** A place holder that stands for one unknown character. */
export const GAP = '□';

const OPENING = '〔（([［〈⟨{｛【〖';
const CLOSING = '〕）)]］〉⟩}｝】〗';

/** PostgreSQL refuses lexemes over 2 kB; nobody looks for a longer word whole. */
const LONGEST_WORD = 64;

function isHyphen(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x2d || code === 0x2010 || code === 0x00ac;
}

/** A word cut at the end of a printed line goes on after the break: where, or -1. */
function afterLineHyphen(text: string, at: number): number {
  if (!isHyphen(text, at)) return -1;
  const rest = /^[-\u2010\u00ac][ \t]*\r?\n[ \t]*(?=[a-zß-ÿ])/.exec(text.slice(at, at + 40));
  return rest ? at + rest[0].length : -1;
}

/** Reads a text into places. Punctuation, line ends and brackets take none; that is why they never break a phrase. */
export function readUnits(text: string): Unit[] {
  const units: Unit[] = [];
  const depths: string[] = [];
  let word: Unit | null = null;
  let at = 0;
  const finish = (): void => {
    if (!word) return;
    word.folded = foldWord(word.exact).slice(0, LONGEST_WORD);
    word.exact = word.exact.slice(0, LONGEST_WORD);
    word.stem = stem(word.folded);
    word = null;
  };
  while (at < text.length) {
    const { char, kind, exact: plain, folded } = pointOf(text.codePointAt(at) as number);
    const end = at + char.length;
    if (kind === 'nothing') {
      const last = units.at(-1);
      if (last && last.end === at) last.end = end;
    } else if (kind === 'word') {
      if (word) {
        (word as Unit).exact += plain;
        (word as Unit).end = end;
      } else {
        word = { kind, folded: '', stem: '', exact: plain, start: at, end, depth: depths.length };
        units.push(word);
      }
    } else {
      const resumed = word ? afterLineHyphen(text, at) : -1;
      if (resumed > 0) {
        at = resumed;
        continue;
      }
      finish();
      if (kind === 'char') {
        units.push({ kind, folded, stem: folded, exact: plain, start: at, end, depth: depths.length });
      } else if (kind === 'gap') {
        units.push({ kind, folded: GAP, stem: GAP, exact: GAP, start: at, end, depth: depths.length });
      } else if (OPENING.includes(char)) depths.push(char);
      else if (CLOSING.includes(char)) closeBracket(depths, char);
    }
    at = end;
  }
  finish();
  // A bracket that never closes holds no note: everything after it is main text again.
  return depths.length === 0
    ? units
    : units.map((unit) => ({ ...unit, depth: Math.max(0, unit.depth - depths.length) }));
}

function closeBracket(depths: string[], char: string): void {
  const opener = OPENING[CLOSING.indexOf(char)] as string;
  const at = depths.lastIndexOf(opener);
  if (at >= 0) depths.length = at;
}
