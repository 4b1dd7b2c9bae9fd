import { BEGINS, ENDS, positionsOf } from '../../../contract/text/index.js';

export interface TextPart {
  text: string;
  /** PostgreSQL's four weights; A is the title. */
  weight: 'A' | 'B' | 'C' | 'D';
  /** What the reader can search this text by: its tokens are kept once more under each of these names. */
  fields?: readonly string[];
  /** Kept under those names alone. */
  beside?: boolean;
}

/** Between values and runs, so that no phrase, not even one with lost characters, leads from one into the next. */
const BETWEEN = 16;
/** PostgreSQL's own bounds: positions end here, and a lexeme keeps 255 of them. */
const LAST_POSITION = 16_383;
const MOST_POSITIONS = 255;
/** As PostgreSQL packs them: the weight above fourteen bits of place. */
const WEIGHTS = { D: 0, C: 1 << 14, B: 2 << 14, A: 3 << 14 } as const;

/** Of a field that is found whole, whatever stands beside it. */
const FEW_WORDS = 1000;

const everywhere = null;

function wider(list: Int32Array, atLeast: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(Math.max(list.length * 2, atLeast));
  next.set(list);
  return next;
}

/**
 * The words of one vector with their places: PostgreSQL analyses nothing. A record has thousands of lexemes, each name's
 * apart, so they are kept in columns that the next record uses again.
 */
export class Lexemes {
  private names: (string | null)[] = [];
  private readonly known = new Map<string, number>();
  private tokens: string[] = [];
  /** By token and name: how many places and one more, 0 for what does not occur; the first and the last of them. */
  private many = new Int32Array(1024);
  private first = new Int32Array(1024);
  private last = new Int32Array(1024);
  /** By place: where it is, with its weight, and the next of the same lexeme. */
  private stands = new Int32Array(1024);
  private next = new Int32Array(1024);
  private places = 0;

  read(parts: readonly TextPart[]): this {
    this.names = [everywhere, ...new Set(parts.flatMap(({ fields = [] }) => fields))];
    this.known.clear();
    this.tokens = [];
    this.many.fill(0);
    this.places = 0;
    let at = 1;
    for (const { text, weight, fields = [], beside = false } of parts) {
      const own = fields.map((name) => this.names.indexOf(name));
      const under = [...(beside ? [] : [this.names.indexOf(everywhere)]), ...own];
      const put = (tokens: readonly string[], names: readonly number[]): void => {
        const stands = at < LAST_POSITION ? WEIGHTS[weight] | at : 0;
        for (const token of tokens) {
          const row = this.rowOf(token);
          for (const name of names) this.put(row + name, stands);
        }
        at += 1;
      };
      for (const run of positionsOf(text)) {
        // A field can be asked for what its values begin with, are, or whether there are any.
        if (own.length > 0) put([BEGINS], own);
        for (const position of run) put(position, under);
        if (own.length > 0) put([ENDS], own);
        at += BETWEEN;
      }
    }
    return this;
  }

  /**
   * Each lexeme, then each of its places where it is taken. Not all may be: first what is said in short fields, then what is said
   * anywhere, then the longer fields.
   */
  tell(lexeme: (name: string | null, token: string, places: number) => boolean, place: (stands: number) => void): void {
    for (const name of this.shortestFirst()) {
      const title = this.names[name] as string | null;
      for (const [row, token] of this.tokens.entries()) {
        const at = row * this.names.length + name;
        const many = this.many[at] as number;
        if (many === 0 || !lexeme(title, token, many - 1)) continue;
        let one = this.first[at] as number;
        for (let left = many - 1; left > 0; left--) {
          place(this.stands[one] as number);
          one = this.next[one] as number;
        }
      }
    }
  }

  private shortestFirst(): number[] {
    const names = this.names.map((_, at) => at);
    const words = names.map((name) => {
      let count = 0;
      for (let row = 0; row < this.tokens.length; row++)
        if (this.many[row * this.names.length + name] !== 0) count += 1;
      return count;
    });
    const rank = (name: number): number => (name === 0 ? 1 : (words[name] as number) > FEW_WORDS ? 2 : 0);
    return names.sort((a, b) => rank(a) - rank(b) || (words[a] as number) - (words[b] as number));
  }

  private rowOf(token: string): number {
    const width = this.names.length;
    const known = this.known.get(token);
    if (known !== undefined) return known * width;
    const row = this.tokens.push(token) - 1;
    this.known.set(token, row);
    if ((row + 1) * width > this.many.length) {
      this.many = wider(this.many, (row + 1) * width);
      this.first = wider(this.first, (row + 1) * width);
      this.last = wider(this.last, (row + 1) * width);
    }
    return row * width;
  }

  private put(at: number, stands: number): void {
    const many = (this.many[at] ||= 1);
    if (stands === 0 || many > MOST_POSITIONS) return;
    if (this.places === this.stands.length) {
      this.stands = wider(this.stands, this.places + 1);
      this.next = wider(this.next, this.places + 1);
    }
    const one = this.places++;
    this.stands[one] = stands;
    if (many === 1) this.first[at] = one;
    else this.next[this.last[at] as number] = one;
    this.last[at] = one;
    this.many[at] = many + 1;
  }
}
