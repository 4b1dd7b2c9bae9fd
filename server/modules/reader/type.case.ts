import { closeSync, openSync, readSync } from 'node:fs';

/** One character as it lies in the case: its measures, and its outline as the three streams that WOFF2 sends. */
export interface Sort {
  code: number;
  across: { advance: number; bearing: number };
  down: { advance: number; bearing: number };
  contours: number;
  counts: Buffer;
  flags: Buffer;
  steps: Buffer;
}

export interface CaseHeader {
  edition: string;
  copyright: string;
  codes: number;
  /** The most that one of its characters has. */
  points: number;
  contours: number;
  tables: Record<'head' | 'hhea' | 'vhea' | 'OS/2', string>;
}

/** Forms for vertical text lie at the code of their character, so much higher. */
const upright = 0x200000;
const rowBytes = 12;
const numbersBytes = 16;

/**
 * All characters of one face, as `server/launch/type` has laid them out. Only where each lies is kept in memory; the system
 * keeps what is taken out often.
 */
export class TypeCase {
  private readonly file: number;
  readonly header: CaseHeader;
  private readonly codes: Uint32Array;
  private readonly index: Buffer;
  private readonly body: number;

  constructor(path: string) {
    this.file = openSync(path, 'r');
    const size = this.read(0, 4).readUInt32LE(0);
    this.header = JSON.parse(this.read(4, size).toString('utf8')) as CaseHeader;
    this.index = this.read(4 + size, this.header.codes * rowBytes);
    this.body = 4 + size + this.index.length;
    this.codes = Uint32Array.from({ length: this.header.codes }, (_, at) => this.index.readUInt32LE(at * rowBytes));
  }

  close(): void {
    closeSync(this.file);
  }

  /** Those that it has, with their forms for vertical text: in the order of their codes, which are given ascending. */
  take(codes: readonly number[]): { plain: Sort[]; upright: Sort[] } {
    const found = (all: readonly number[], moved: number) =>
      all.flatMap((code) => {
        const at = this.find(code + moved);
        return at < 0 ? [] : [{ ...this.sort(at), code }];
      });
    return { plain: found(codes, 0), upright: found(codes, upright) };
  }

  private find(code: number): number {
    let [low, high] = [0, this.codes.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.codes[middle]!;
      if (found === code) return middle;
      if (found < code) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  private sort(at: number): Omit<Sort, 'code'> {
    const [place, size] = [4, 8].map((step) => this.index.readUInt32LE(at * rowBytes + step)) as [number, number];
    const bytes = this.read(this.body + place, size);
    const [contours, counts, flags, steps] = [8, 10, 12, 14].map((step) => bytes.readUInt16LE(step)) as Four;
    let from = numbersBytes;
    const stream = (length: number) => bytes.subarray(from, (from += length));
    return {
      across: { advance: bytes.readUInt16LE(0), bearing: bytes.readInt16LE(2) },
      down: { advance: bytes.readUInt16LE(4), bearing: bytes.readInt16LE(6) },
      contours,
      counts: stream(counts),
      flags: stream(flags),
      steps: stream(steps),
    };
  }

  private read(from: number, size: number): Buffer {
    const bytes = Buffer.allocUnsafe(size);
    if (readSync(this.file, bytes, 0, size, from) !== size) throw new Error('a type case is cut off');
    return bytes;
  }
}

type Four = [number, number, number, number];
