import type { CaseHeader, Sort } from './type.case.js';

const u16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16BE(value & 0xffff, at * 2));
  return bytes;
};
const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32BE(value >>> 0, at * 4));
  return bytes;
};

/** One glyph of a font, in the order of its numbers; the first is what stands for all that is missing. */
export type Glyph = Omit<Sort, 'code'>;

const table = (header: CaseHeader, tag: keyof CaseHeader['tables']) => Buffer.from(header.tables[tag], 'base64');

export function headTable(header: CaseHeader): Buffer {
  const bytes = table(header, 'head');
  // Places of glyphs are four bytes.
  bytes.writeInt16BE(1, 50);
  return bytes;
}

/** `hhea` or `vhea`: every glyph has measures of its own. */
export function measuresHeader(header: CaseHeader, tag: 'hhea' | 'vhea', glyphs: number): Buffer {
  const bytes = table(header, tag);
  bytes.writeUInt16BE(glyphs, 34);
  return bytes;
}

export const systemTable = (header: CaseHeader): Buffer => table(header, 'OS/2');

export const measuresTable = (glyphs: readonly Glyph[], way: 'across' | 'down'): Buffer =>
  u16(...glyphs.flatMap(({ [way]: { advance, bearing } }) => [advance, bearing]));

export function maxpTable({ points, contours }: CaseHeader, glyphs: number): Buffer {
  return Buffer.concat([u32(0x00010000), u16(glyphs, points, contours, 0, 0, 2, ...Array<number>(8).fill(0))]);
}

export const postTable = (): Buffer => u32(0x00030000, 0, 0, 0, 0, 0, 0, 0);

const licence =
  'This Font Software is licensed under the SIL Open Font License, Version 1.1. https://openfontlicense.org';

/** Whose it is and under which licence goes with every piece of it; its name is ours, since it is not the whole face. */
export function nameTable(family: string, copyright: string): Buffer {
  const names: [number, string][] = [
    [0, copyright],
    [1, family],
    [2, 'Regular'],
    [4, family],
    [6, family.replaceAll(' ', '')],
    [13, licence],
  ];
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  let place = 0;
  const records = names.map(([id], at) => {
    const { length } = texts[at]!;
    place += length;
    return u16(3, 1, 0x409, id, length, place - length);
  });
  return Buffer.concat([u16(0, names.length, 6 + 12 * names.length), ...records, ...texts]);
}

interface Run {
  from: number;
  to: number;
  glyph: number;
}

/** Codes that follow each other, as their glyphs do. */
function runsOf(codes: readonly number[]): Run[] {
  const runs: Run[] = [];
  codes.forEach((code, at) => {
    const last = runs.at(-1);
    if (last && last.to === code - 1) last.to = code;
    else runs.push({ from: code, to: code, glyph: at + 1 });
  });
  return runs;
}

/** Which glyph is which character: once for those of two bytes, as every reader of fonts expects, and once for all. */
export function cmapTable(codes: readonly number[]): Buffer {
  const all = runsOf(codes);
  const short = [...runsOf(codes.filter((code) => code < 0xffff)), { from: 0xffff, to: 0xffff, glyph: 0 }];
  const twice = short.length * 2;
  const power = 2 ** Math.floor(Math.log2(short.length));
  const segments = Buffer.concat([
    u16(twice, power * 2, Math.log2(power), twice - power * 2),
    u16(...short.map(({ to }) => to), 0),
    u16(...short.map(({ from }) => from)),
    u16(...short.map(({ from, glyph }) => glyph - from)),
    u16(...short.map(() => 0)),
  ]);
  const four = Buffer.concat([u16(4, segments.length + 6, 0), segments]);
  const groups = u32(...all.flatMap(({ from, to, glyph }) => [from, to, glyph]));
  const twelve = Buffer.concat([u16(12, 0), u32(16 + groups.length, 0, all.length), groups]);
  return Buffer.concat([u16(0, 2, 3, 1), u32(20), u16(3, 10), u32(20 + four.length), four, twelve]);
}

/** Which glyph stands for which in vertical text. */
export function uprightTable(pairs: readonly [number, number][]): Buffer {
  const count = pairs.length;
  const coverage = u16(1, count, ...pairs.map(([from]) => from));
  const single = Buffer.concat([u16(2, 6 + 2 * count, count, ...pairs.map(([, to]) => to)), coverage]);
  const lookups = Buffer.concat([u16(1, 4), u16(1, 0, 1, 8), single]);
  const features = Buffer.concat([u16(1), Buffer.from('vert'), u16(8), u16(0, 1, 0)]);
  const scripts = Buffer.concat([u16(1), Buffer.from('DFLT'), u16(8), u16(4, 0), u16(0, 0xffff, 1, 0)]);
  const places = [10, 10 + scripts.length, 10 + scripts.length + features.length];
  return Buffer.concat([u16(1, 0, ...places), scripts, features, lookups]);
}

/** All outlines, their streams strung together: https://www.w3.org/TR/WOFF2/#glyf_table_format */
export function outlinesTable(glyphs: readonly Glyph[]): Buffer {
  const streams = [
    u16(...glyphs.map(({ contours }) => contours)),
    Buffer.concat(glyphs.map(({ counts }) => counts)),
    Buffer.concat(glyphs.map(({ flags }) => flags)),
    Buffer.concat(glyphs.map(({ steps }) => steps)),
    Buffer.alloc(0),
    // Boxes are worked out from the points: no bit says otherwise.
    Buffer.alloc(4 * Math.ceil(glyphs.length / 32)),
    Buffer.alloc(0),
  ];
  return Buffer.concat([u16(0, 0, glyphs.length, 1), u32(...streams.map(({ length }) => length)), ...streams]);
}

/** How long the outlines are when they are unpacked, or more: space is kept for them. */
export const unpackedOutlines = (glyphs: readonly Glyph[]): number =>
  glyphs.reduce((sum, { contours, flags }) => sum + (contours ? 16 + 2 * contours + 5 * flags.length : 0), 0);
