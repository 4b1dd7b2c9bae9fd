import { crc32, deflateSync } from 'node:zlib';

export interface Bomb {
  kind: string;
  name: string;
  bytes(seed: number): Buffer;
}

/** Directories of a TIFF that all point to one block: each part is within its limit, the sum is not. */
function tiffDirectories(seed: number, directories: number, block: number): Buffer {
  const entries = (at: number): [number, number, number, number][] => [
    [256, 4, 1, 64],
    [257, 4, 1, 64 + (at === 0 ? seed : 0)],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 8],
    [277, 3, 1, 1],
    [278, 4, 1, 64],
    [279, 4, 1, 4096],
    [322, 4, 1, 64],
    [323, 4, 1, 64],
    [324, 1, block, 8],
    [325, 1, block, 8],
  ];
  const size = 2 + 13 * 12 + 4;
  const from = 8 + Math.max(block, 4096 * 2);
  const bytes = Buffer.alloc(from + directories * size);
  bytes.write('II', 0, 'latin1');
  bytes.writeUInt16LE(42, 2);
  bytes.writeUInt32LE(from, 4);
  for (let index = 0; index < directories; index++) {
    let at = from + index * size;
    at = bytes.writeUInt16LE(13, at);
    for (const [tag, type, count, value] of entries(index)) {
      at = bytes.writeUInt16LE(tag, at);
      at = bytes.writeUInt16LE(type, at);
      at = bytes.writeUInt32LE(count, at);
      at = bytes.writeUInt32LE(value, at);
    }
    bytes.writeUInt32LE(index + 1 < directories ? from + (index + 1) * size : 0, at);
  }
  return bytes;
}

function pngOf(width: number, height: number, seed: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from(`Comment\0${seed}`)),
    chunk('IDAT', deflateSync(Buffer.alloc(4_000_000), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Says that it is 65,000 pixels square, and holds next to nothing. */
function jpegOf(seed: number): Buffer {
  const frame = Buffer.from('ffc00011080000000003012200021101031101', 'hex');
  frame.writeUInt16BE(65_000, 5);
  frame.writeUInt16BE(65_000, 7);
  const note = Buffer.from(`fffe0006${(seed + 0x10000000).toString(16)}`, 'hex');
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    note,
    frame,
    Buffer.from('ffda000c03010002110311003f00', 'hex'),
    Buffer.alloc(2000, seed),
    Buffer.from('ffd9', 'hex'),
  ]);
}

function box(type: string, inside: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + inside.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, inside]);
}

/** Tracks of nothing but empty boxes, which a reader goes through again for each thing it looks for. */
function mp4Boxes(seed: number): Buffer {
  const empty = Buffer.concat(Array.from({ length: 15_000 }, () => box('free', Buffer.alloc(0))));
  const track = box('trak', box('mdia', empty));
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\0\0isomavc1mp42', 'latin1')),
    box(
      'moov',
      Buffer.concat([
        box(`f${String(seed).padStart(3, '0')}`, Buffer.alloc(0)),
        ...Array.from({ length: 60 }, () => track),
      ]),
    ),
  ]);
}

/** A zip in a zip in a zip, that its first bytes call a document. */
function nestedZips(seed: number): Buffer {
  const zip = (name: string, data: Buffer): Buffer => {
    const label = Buffer.from(name);
    const packed = deflateSync(data, { level: 9 }).subarray(2, -4);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(data), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(data.length, 22);
    local.writeUInt16LE(label.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 6, 4, 30);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(46 + label.length, 12);
    end.writeUInt32LE(30 + label.length + packed.length, 16);
    return Buffer.concat([local, label, packed, central, label, end]);
  };
  let inside = Buffer.alloc(30_000_000, seed);
  for (let depth = 0; depth < 8; depth++) inside = zip(`[Content_Types].xml`, inside) as Buffer<ArrayBuffer>;
  return inside;
}

/** Small things that unpack to a great deal, or that a reader goes round in: one of each kind, different with each seed. */
export const bombs = ({ large }: { large: boolean }): Bomb[] => [
  {
    kind: 'TIFF directories that share blocks',
    name: 'a.tif',
    bytes: (seed) => tiffDirectories(seed, 60, large ? 8_388_608 : 1_000_000),
  },
  { kind: 'TIFF tags', name: 'b.tif', bytes: (seed) => tiffDirectories(seed, large ? 3900 : 400, 20_000) },
  {
    kind: 'glTF nodes',
    name: 'c.gltf',
    bytes: (seed) =>
      Buffer.from(
        `{"asset":{"version":"2.0","generator":"${seed}"},"nodes":[${'{},'.repeat(large ? 19_999_999 : 2_500_000)}{}]}`,
      ),
  },
  { kind: 'PNG dimensions', name: 'd.png', bytes: (seed) => pngOf(60_000, 60_000, seed) },
  { kind: 'JPEG dimensions', name: 'e.jpg', bytes: (seed) => jpegOf(seed) },
  { kind: 'MP4 atoms', name: 'f.mp4', bytes: (seed) => mp4Boxes(seed) },
  { kind: 'nested zips', name: 'g.docx', bytes: (seed) => nestedZips(seed) },
  {
    kind: 'deep JSON',
    name: 'h.gltf',
    bytes: (seed) => {
      const depth = large ? 5_000_000 : 500_000;
      return Buffer.from(
        `{"asset":{"version":"2.0","generator":"${seed}"},"extras":${'['.repeat(depth)}${']'.repeat(depth)}}`,
      );
    },
  },
];
