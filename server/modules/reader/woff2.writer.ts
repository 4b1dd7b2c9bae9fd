import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import {
  cmapTable,
  type Glyph,
  headTable,
  maxpTable,
  measuresHeader,
  measuresTable,
  nameTable,
  outlinesTable,
  postTable,
  systemTable,
  unpackedOutlines,
  uprightTable,
} from './font.tables.js';
import type { CaseHeader, Sort } from './type.case.js';

const compress = promisify(brotliCompress);

/** The numbers that WOFF2 has for the tags in use here. */
const tagNumbers = {
  cmap: 0,
  head: 1,
  hhea: 2,
  hmtx: 3,
  maxp: 4,
  name: 5,
  'OS/2': 6,
  post: 7,
  glyf: 10,
  loca: 11,
  vhea: 23,
  vmtx: 24,
  GSUB: 28,
};
type Tag = keyof typeof tagNumbers;

interface Part {
  tag: Tag;
  bytes: Buffer;
  /** Of a table that is sent in another form: how long it is in its own. */
  unpacked?: number;
}

const missing: Glyph = {
  across: { advance: 1000, bearing: 0 },
  down: { advance: 1000, bearing: 0 },
  contours: 0,
  counts: Buffer.alloc(0),
  flags: Buffer.alloc(0),
  steps: Buffer.alloc(0),
};

function partsOf(family: string, header: CaseHeader, plain: Sort[], upright: Sort[]): Part[] {
  const codes = plain.map(({ code }) => code);
  const glyphs: Glyph[] = [missing, ...plain, ...upright];
  const numberOf = new Map(codes.map((code, at) => [code, at + 1]));
  const pairs = upright.map(({ code }, at): [number, number] => [numberOf.get(code)!, codes.length + 1 + at]);
  return [
    ...(pairs.length ? [{ tag: 'GSUB' as const, bytes: uprightTable(pairs) }] : []),
    { tag: 'OS/2', bytes: systemTable(header) },
    { tag: 'cmap', bytes: cmapTable(codes) },
    { tag: 'glyf', bytes: outlinesTable(glyphs), unpacked: unpackedOutlines(glyphs) },
    { tag: 'head', bytes: headTable(header) },
    { tag: 'hhea', bytes: measuresHeader(header, 'hhea', glyphs.length) },
    { tag: 'hmtx', bytes: measuresTable(glyphs, 'across') },
    // Made anew from the outlines by whoever unpacks it.
    { tag: 'loca', bytes: Buffer.alloc(0), unpacked: 4 * (glyphs.length + 1) },
    { tag: 'maxp', bytes: maxpTable(header, glyphs.length) },
    { tag: 'name', bytes: nameTable(family, header.copyright) },
    { tag: 'post', bytes: postTable() },
    { tag: 'vhea', bytes: measuresHeader(header, 'vhea', glyphs.length) },
    { tag: 'vmtx', bytes: measuresTable(glyphs, 'down') },
  ];
}

/** UIntBase128. */
function length128(value: number): number[] {
  const bytes = [value & 127];
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 127) | 128);
  return bytes;
}

const padded = (length: number) => (length + 3) & ~3;

/** A font of these characters: https://www.w3.org/TR/WOFF2/ */
export async function writeWoff2(family: string, header: CaseHeader, plain: Sort[], upright: Sort[]): Promise<Buffer> {
  const parts = partsOf(family, header, plain, upright);
  const directory = Buffer.from(
    parts.flatMap(({ tag, bytes, unpacked }) => [
      tagNumbers[tag],
      ...length128(unpacked ?? bytes.length),
      ...(unpacked === undefined ? [] : length128(bytes.length)),
    ]),
  );
  const whole = Buffer.concat(parts.map(({ bytes }) => bytes));
  const packed = await compress(whole, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
    },
  });
  const size = 48 + directory.length + packed.length;
  const unpacked = parts.reduce(
    (sum, part) => sum + padded(part.unpacked ?? part.bytes.length),
    12 + 16 * parts.length,
  );
  const head = Buffer.alloc(48);
  head.write('wOF2', 'latin1');
  head.writeUInt32BE(0x00010000, 4);
  head.writeUInt32BE(padded(size), 8);
  head.writeUInt16BE(parts.length, 12);
  head.writeUInt32BE(unpacked, 16);
  head.writeUInt32BE(packed.length, 20);
  head.writeUInt16BE(1, 24);
  return Buffer.concat([head, directory, packed, Buffer.alloc(padded(size) - size)]);
}
