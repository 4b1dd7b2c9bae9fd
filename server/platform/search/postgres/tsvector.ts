import { FIELD_SIGN } from '../../../contract/text/index.js';
import { Lexemes, type TextPart } from './lexemes.js';

/** Texts whose words have places, and lexemes that have none. */
export interface Vector {
  parts: readonly TextPart[];
  bare?: ReadonlySet<string>;
}

/** PostgreSQL's number of the type. */
const TSVECTOR = 3614;
/** What PostgreSQL lets a vector hold, with room for the last lexeme. */
const MOST_HELD = (1 << 20) - 4096;
/** Of any lexeme, a little less than PostgreSQL's own bound. */
const LONGEST_LEXEME = 2000;
const USUAL_ROOM = 1 << 18;
const KEPT_ROOM = 1 << 24;

/** Room that grows. Tokens are a few characters: to ask the runtime to write each would take longer than they do. */
class Bytes {
  private bytes = Buffer.allocUnsafe(USUAL_ROOM);
  at = 0;

  short(value: number): void {
    this.makeRoom(2);
    this.bytes[this.at++] = value >> 8;
    this.bytes[this.at++] = value & 0xff;
  }

  int(value: number): void {
    this.makeRoom(4);
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  text(value: string): void {
    this.makeRoom(value.length * 3);
    const { bytes } = this;
    let { at } = this;
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index);
      if (unit < 0x80) bytes[at++] = unit;
      else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else if (unit < 0xd800 || unit > 0xdfff) {
        bytes[at++] = 0xe0 | (unit >> 12);
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else {
        // Characters of the planes above are pairs.
        at += bytes.write(value.slice(index), at, 'utf8');
        break;
      }
    }
    this.at = at;
  }

  end(): void {
    this.makeRoom(1);
    this.bytes[this.at++] = 0;
  }

  /** Says before it how many bytes it has. */
  sized(write: () => void): void {
    this.told(() => {
      const before = this.at;
      write();
      return this.at - before;
    });
  }

  /** Says before it what is known only after it. */
  told(write: () => number): void {
    const before = this.at;
    this.int(0);
    const told = write();
    this.bytes.writeInt32BE(told, before);
  }

  /** The room of the longest records is not kept for the others. */
  clear(): void {
    this.at = 0;
    if (this.bytes.length > KEPT_ROOM) this.bytes = Buffer.allocUnsafe(USUAL_ROOM);
  }

  get written(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.at));
  }

  private makeRoom(wanted: number): void {
    if (this.at + wanted <= this.bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + wanted));
    this.bytes.copy(wider, 0, 0, this.at);
    this.bytes = wider;
  }
}

const bytes = new Bytes();
const lexemes = new Lexemes();

/**
 * A `tsvector[]` as PostgreSQL sends and takes it itself. A record has thousands of lexemes: as text each of them is
 * quoted, escaped and read again character by character, by both sides.
 */
export function vectorList(vectors: readonly Vector[]): Buffer {
  const [dimensions, withoutNulls, first] = [vectors.length > 0 ? 1 : 0, 0, 1];
  for (const number of [dimensions, withoutNulls, TSVECTOR]) bytes.int(number);
  if (dimensions > 0) for (const number of [vectors.length, first]) bytes.int(number);
  for (const vector of vectors) bytes.sized(() => bytes.told(() => write(vector)));
  const { written } = bytes;
  bytes.clear();
  return written;
}

/** Answers how many lexemes there are. Those for which PostgreSQL has no room are left out, rather than the record. */
function write({ parts, bare = new Set() }: Vector): number {
  let [many, held] = [0, 0];
  const lexeme = (name: string | null, token: string, places: number): boolean => {
    const before = bytes.at;
    if (name !== null) {
      bytes.text(name);
      bytes.text(FIELD_SIGN);
    }
    bytes.text(token);
    const length = bytes.at - before;
    // What follows stands on even places.
    const needed = length + (length % 2) + 2 + 2 * places;
    if (length > LONGEST_LEXEME || held + needed > MOST_HELD) {
      bytes.at = before;
      return false;
    }
    bytes.end();
    bytes.short(places);
    held += needed;
    many += 1;
    return true;
  };
  for (const token of bare) lexeme(null, token, 0);
  lexemes.read(parts).tell(lexeme, (place) => bytes.short(place));
  return many;
}
