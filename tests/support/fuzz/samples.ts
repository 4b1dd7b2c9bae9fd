import { Buffer } from 'node:buffer';

const bytes = (...parts: (Buffer | string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const u32 = (value: number) => {
  const piece = Buffer.alloc(4);
  piece.writeUInt32BE(value);
  return piece;
};

const box = (type: string, ...inside: (Buffer | string | number[])[]): Buffer => {
  const body = bytes(...inside);
  return bytes(u32(8 + body.length), type, body);
};
const track = (kind: string, codec: string, width: number, height: number) => {
  const header = Buffer.alloc(84);
  header.writeInt32BE(0x10000, 84 - 44);
  header.writeUInt32BE(width * 65_536, 84 - 8);
  header.writeUInt32BE(height * 65_536, 84 - 4);
  return box(
    'trak',
    box('tkhd', header),
    box(
      'mdia',
      box('hdlr', u32(0), u32(0), kind, Buffer.alloc(12)),
      box('minf', box('stbl', box('stsd', u32(0), u32(1), u32(86), codec, Buffer.alloc(78)))),
    ),
  );
};
const ftyp = box('ftyp', 'isom', u32(512), 'isomavc1mp42');

/** A film of ten seconds with sound, as its container describes it. */
export const mp4 = (): Buffer =>
  bytes(
    ftyp,
    box('free', Buffer.alloc(8)),
    box(
      'moov',
      box('mvhd', u32(0), u32(0), u32(0), u32(1000), u32(10_000), Buffer.alloc(80)),
      track('vide', 'avc1', 640, 480),
      track('soun', 'mp4a', 0, 0),
    ),
    box('mdat', Buffer.alloc(64, 7)),
  );
/** The same with lengths of eight bytes, and times of eight bytes. */
export const longMp4 = (): Buffer => {
  const times = box('mvhd', [1, 0, 0, 0], Buffer.alloc(16), u32(600), u32(0), u32(6000), Buffer.alloc(80));
  return bytes(
    ftyp,
    bytes(u32(1), 'mdat', u32(0), u32(48), Buffer.alloc(32)),
    box('moov', times, track('vide', 'hvc1', 1920, 1080)),
  );
};

const element = (id: number[], ...inside: (Buffer | string | number[])[]): Buffer => {
  const body = bytes(...inside);
  return bytes(id, [0x40 | (body.length >> 8), body.length & 0xff], body);
};
const duration = Buffer.alloc(8);
duration.writeDoubleBE(12_500);

export const webm = (): Buffer =>
  bytes(
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], 'webm')),
    element(
      [0x18, 0x53, 0x80, 0x67],
      element(
        [0x15, 0x49, 0xa9, 0x66],
        element([0x2a, 0xd7, 0xb1], [0x0f, 0x42, 0x40]),
        element([0x44, 0x89], duration),
      ),
      element(
        [0x16, 0x54, 0xae, 0x6b],
        element(
          [0xae],
          element([0x83], [1]),
          element([0x86], 'V_VP9'),
          element([0xe0], element([0xb0], [2, 0x80]), element([0xba], [1, 0xe0]), element([0x54, 0xb2], [0])),
        ),
        element([0xae], element([0x83], [2]), element([0x86], 'A_OPUS')),
      ),
      element([0x1f, 0x43, 0xb6, 0x75], Buffer.alloc(40)),
    ),
  );

const described = {
  asset: { version: '2.0', generator: 'by hand' },
  extensionsUsed: ['KHR_materials_unlit', 'of ours \0'],
  scene: 0,
  scenes: [{ nodes: [0] }],
  nodes: [
    { children: [1], rotation: [0, 0, 0, 1], scale: [1, 2, 3] },
    { mesh: 0, matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 4, 5, 6, 1] },
  ],
  meshes: [{ primitives: [{ mode: 5, attributes: { POSITION: 0 }, indices: 1 }] }],
  accessors: [
    { bufferView: 0, count: 3, min: [0, 0, 0], max: [2, 3e300, 1e307] },
    { bufferView: 0, count: 9 },
  ],
  bufferViews: [{ buffer: 0, byteLength: 36 }],
  buffers: [{ byteLength: 36, uri: 'data:application/octet-stream;base64,AAAA' }],
  images: [{ uri: 'data:image/png;base64,AAAA', mimeType: 'image/png' }],
  materials: [{}],
};
export const gltf = (): Buffer => Buffer.from(JSON.stringify(described));

const skos = 'http://www.w3.org/2004/02/skos/core#';
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

export const turtle = (): Buffer =>
  Buffer.from(`@prefix skos: <${skos}> .
@prefix : <https://a.example/t/> .
:stone a skos:Concept ; skos:prefLabel "石刻"@zh-Hans, "Stone"@en ; skos:altLabel "Inschrift"@de, "碑刻" ;
  skos:scopeNote """不含甲骨。
𠮷"""@zh-CN ; skos:exactMatch <http://vocab.getty.edu/aat/300028702> ; skos:narrower :stele ; skos:topConceptOf :scheme .
:stele a skos:Concept ; skos:prefLabel "碑\\u0041"@zh-CN ; skos:notation "S.1" ; <http://purl.org/dc/terms/temporal> "start=960; end=1279" .
_:b a skos:Concept ; skos:prefLabel 'x' ; skos:broader ( :stone [ skos:notation 12 ] ) .
`);
export const rdfXml = (): Buffer =>
  Buffer.from(`<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY skos "${skos}">]>
<rdf:RDF xmlns:rdf="${rdf}" xmlns:skos="&skos;">
<skos:Concept rdf:about="https://a.example/t/stone"><skos:prefLabel xml:lang="zh-Hans">石刻&amp;</skos:prefLabel>
<skos:topConceptOf rdf:resource="https://a.example/t"/></skos:Concept>
<!-- 註 --><skos:Concept rdf:ID="stele"><skos:notation>S.1</skos:notation><skos:prefLabel xml:lang="en"><![CDATA[Stele]]></skos:prefLabel>
<skos:broader rdf:parseType="Resource"><skos:notation>&#x41;</skos:notation></skos:broader></skos:Concept></rdf:RDF>`);
export const jsonLd = (): Buffer =>
  Buffer.from(
    JSON.stringify({
      '@context': { skos, label: 'skos:prefLabel', broader: { '@id': 'skos:broader', '@type': '@id' } },
      '@graph': [
        {
          '@id': 'https://a.example/t/cliff',
          '@type': 'skos:Concept',
          label: { '@value': '摩崖', '@language': 'zh-CN' },
          broader: 'https://a.example/t/stone',
        },
        {
          '@id': 'https://a.example/t/stone',
          '@type': ['skos:Concept'],
          label: [{ '@value': '石刻', '@language': 'zh' }, 'Stone'],
          'skos:altLabel': { '@list': ['a', { '@value': 1 }] },
        },
      ],
    }),
  );

export const table = (head: string, ...rows: string[]): Buffer =>
  Buffer.from(['\ufeff' + head, ...rows].join('\r\n'), 'utf8');

export const vtt = (): Buffer =>
  Buffer.from(`WEBVTT - 講座

STYLE
::cue { color: red }

NOTE 校對

1
00:00:01.000 --> 00:00:04.500 line:90% align:center
<v 先生>諸位<i>請</i>看 &amp; 聽 <00:00:02.000>這一葉

00:05.000 --> 01:00:06.000
第二句 <ruby>碑<rt>bēi</rt></ruby> < > &
`);
export const srt = (): Buffer =>
  Buffer.from(
    '1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}第一句\r\n\r\n2\r\n0:0:3,5 --> 0:0:4,25\r\n<b>第二句</b>\r\n',
  );
