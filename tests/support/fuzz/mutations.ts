import { dice } from '../dice.js';

/** Numbers at which readers of lengths and counts go wrong. */
const edges = [0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];
const longest = 64 * 1024;

interface Tray {
  bytes: Buffer;
  /** A whole number below. */
  roll(below: number): number;
  words: readonly Buffer[];
  others: readonly Buffer[];
}

type Mutation = (tray: Tray) => Buffer;

const put = (bytes: Buffer, at: number, piece: Buffer, over = 0): Buffer =>
  Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + over)]);
const copied = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};
const noise = (length: number, roll: Tray['roll']) => Buffer.from(Array.from({ length }, () => roll(256)));

const mutations: readonly Mutation[] = [
  // A bit, a byte, a number of two, four or eight bytes in either order.
  ({ bytes, roll }) => copied(bytes, (copy) => void (copy[roll(copy.length)]! ^= 1 << roll(8))),
  ({ bytes, roll }) => copied(bytes, (copy) => void (copy[roll(copy.length)] = edges[roll(8)]!)),
  ({ bytes, roll }) => copied(bytes, (copy) => void (copy[roll(copy.length)] = roll(256))),
  ...[2, 4, 8].map((width): Mutation => ({ bytes, roll }) => {
    if (bytes.length < width) return bytes;
    const number = edges[roll(edges.length)]! % 2 ** (8 * Math.min(width, 6));
    const piece = Buffer.alloc(width, roll(4) === 0 ? 0xff : 0);
    if (roll(2)) piece.writeUIntLE(number, 0, Math.min(width, 6));
    else piece.writeUIntBE(number, width - Math.min(width, 6), Math.min(width, 6));
    return put(bytes, roll(bytes.length - width + 1), piece, width);
  }),
  // Cut short, a stretch left out, said twice, moved, or made of something else.
  ({ bytes, roll }) => bytes.subarray(0, roll(bytes.length)),
  ({ bytes, roll }) => put(bytes, roll(bytes.length), Buffer.alloc(0), 1 + roll(32)),
  ({ bytes, roll }) => {
    const from = roll(bytes.length);
    return put(bytes, roll(bytes.length), bytes.subarray(from, from + 1 + roll(256)));
  },
  ({ bytes, roll }) => {
    const [from, length] = [roll(bytes.length), 1 + roll(64)];
    return put(put(bytes, from, Buffer.alloc(0), length), roll(bytes.length), bytes.subarray(from, from + length));
  },
  ({ bytes, roll }) => put(bytes, roll(bytes.length), noise(1 + roll(16), roll), roll(2) * roll(16)),
  // A word of the format where it may mean something, over another or between; part of another file.
  ({ bytes, roll, words }) => {
    const word = words[roll(Math.max(1, words.length))] ?? noise(4, roll);
    return put(bytes, roll(bytes.length), word, roll(2) * word.length);
  },
  ({ bytes, roll, others }) => {
    const other = others[roll(others.length)]!;
    const from = roll(other.length);
    return put(bytes, roll(bytes.length), other.subarray(from, from + 1 + roll(512)), roll(2) * roll(64));
  },
];

export interface Seeds {
  samples: readonly Buffer[];
  words?: readonly string[];
}

/** The bytes of one case: the same for the same seed and number, whatever was tried before. */
export function mutated({ samples, words = [] }: Seeds, seed: number, at: number): Buffer {
  const next = dice((seed + Math.imul(at + 1, 0x9e3779b1)) >>> 0);
  // The first numbers of seeds beside each other lie beside each other.
  for (let skip = 0; skip < 3; skip++) next();
  const roll = (below: number) => Math.floor(next() * below);
  let bytes = samples[roll(samples.length)]!;
  const tray = { roll, others: samples, words: words.map((word) => Buffer.from(word, 'latin1')) };
  for (let times = 1 + roll(6); times > 0 && bytes.length > 0; times--) {
    bytes = mutations[roll(mutations.length)]!({ ...tray, bytes }).subarray(0, longest);
  }
  return bytes;
}
