/** Header pictures: name → what is drawn, and to what size it is cut. */
const strip = { width: 1600, height: 560 };
const r = (y, rise, ink, peaks, o = {}) => ({ y, rise, ink, peaks, ...o });
const RIDGES = [
  r(0.42, 0.34, 0.2, 2.2, { deep: 0.4 }),
  r(0.52, 0.3, 0.3, 2.6, { deep: 0.36, mist: 0.35 }),
  r(0.63, 0.24, 0.42, 2.4, { deep: 0.32, dots: 0.5 }),
  r(0.72, 0.2, 0.52, 2.8, { dots: 0.8, mist: 0.3 }),
  r(0.82, 0.14, 0.62, 2, { deep: 0.26, dots: 1 }),
];
const paint = (seed, ridges, things, o = {}) => ({
  draw: 'painting',
  spec: { width: 1600, height: 560, seed, ridges, things, ...o },
  ...strip,
});
const snap = (seed, tone, items) => ({
  draw: 'photo',
  spec: { width: 1600, height: 560, seed, tone, items, scratches: 3 },
  ...strip,
});
const stone = (seed, lines) => ({
  draw: 'rubbing',
  spec: {
    width: 1600,
    height: 560,
    seed,
    shape: 'rect',
    lines,
    margin: -10,
    pad: 40,
    cracks: 6,
    wear: 1.4,
    fill: 0.8,
    weight: 800,
  },
  ...strip,
});
const page = (lines) => ({
  draw: 'book.half',
  spec: {
    seed: 'header',
    style: {
      columns: 11,
      chars: 3,
      face: '"Noto Serif CJK KR"',
      weight: 700,
      paper: [243, 234, 212],
      plain: 'bars',
      top: 650,
      bottom: 650,
      short: '',
    },
    page: { n: 1, side: 'a', lines: lines.map((text) => ({ text })) },
  },
  ...strip,
});

export const headers = {
  hero: {
    draw: 'painting',
    spec: {
      width: 2400,
      height: 960,
      seed: 'hero',
      paper: [240, 231, 208],
      ridges: RIDGES,
      things: [
        ['pavilion', { x: 0.22, y: 0.82, s: 0.05 }],
        ['boat', { x: 0.63, y: 0.92, s: 0.05 }],
        ['geese', { x: 0.7, y: 0.16, s: 0.006, count: 11 }],
      ],
    },
    width: 2400,
    height: 960,
    quality: 74,
  },
  zhijiang: paint('zj', RIDGES.slice(1), [
    ['boat', { x: 0.3, y: 0.9, s: 0.06 }],
    ['geese', { x: 0.7, y: 0.2, s: 0.008 }],
  ]),
  lanting: paint('lt', RIDGES.slice(2), [
    ['bamboo', { x: 0.86, ink: 50 }],
    ['bamboo', { x: 0.93, ink: 90, a: 0.5 }],
    ['pavilion', { x: 0.2, y: 0.84, s: 0.1 }],
  ]),
  nanhu: paint('nh', RIDGES.slice(3), [
    ['reeds', { x: 0.02, y: 1, s: 0.4, wide: 0.3 }],
    ['boat', { x: 0.7, y: 0.84, s: 0.09 }],
    ['moon', { x: 0.82, y: 0.24, s: 0.03 }],
  ]),
  guji: page([
    '道可道',
    '非常道',
    '名可名',
    '非常名',
    '無名天',
    '地之始',
    '有名萬',
    '物之母',
    '故常無',
    '欲以觀',
    '其妙常',
  ]),
  xinzha: {
    draw: 'letter',
    spec: {
      width: 1600,
      height: 1200,
      seed: 'header-letter',
      rule: 'red',
      columns: 13,
      chars: 9,
      paper: [242, 231, 204],
      lines: [
        '適之先生道席別後',
        '倏已經月湖上荷花',
        '已過桂子初香所詢',
        '舊抄一種確爲丁氏',
        '八千卷樓故物卷首',
        '朱印猶存容檢出再',
        '行奉寄不誤專此即',
        '頌著安',
      ].map((text) => ({ text })),
    },
    ...strip,
  },
  yutu: {
    draw: 'map',
    spec: {
      width: 1700,
      height: 900,
      seed: 'header-map',
      kind: 'estuary',
      style: 'colour',
      hills: 50,
      places: [
        { name: '杭州府', x: 0.2, y: 0.3, kind: 'city' },
        { name: '海寧州', x: 0.56, y: 0.22, kind: 'town' },
        { name: '大海', x: 0.88, y: 0.5, kind: 'water', size: 50 },
        { name: '紹興府', x: 0.44, y: 0.84, kind: 'city' },
      ],
    },
    ...strip,
  },
  jinshi: stone('header-stone', ['永和九', '年歲在', '癸丑暮', '春之初', '會于會', '稽山陰', '之蘭亭', '脩禊事']),
  jiuying: snap('header-photo', 'sepia', [
    ['sky', { top: 140, low: 240 }],
    ['sun', { x: 0.34, y: 0.36, s: 0.018 }],
    ['hills', { y: 0.58, rise: 0.34, ink: 150, peaks: 3 }],
    ['hills', { y: 0.6, rise: 0.2, ink: 96, peaks: 6, seed: 2, trees: 8 }],
    ['pagoda', { x: 0.7, y: 0.56, s: 0.44, ink: 44 }],
    ['water', { y: 0.6 }],
    ['boat', { x: 0.48, y: 0.82, s: 0.1 }],
    ['willow', { x: 0.96, y: 0.78, s: 0.8 }],
  ]),
  shuhua: paint('header-painting', RIDGES.slice(2), [['plum', { x: 0.99, y: 0.95, a: -2.6, s: 0.42 }]]),
  yaohuo: { draw: 'vessel.row', spec: { seed: 'header-vessels' }, ...strip, quality: 78 },
  koushu: snap('header-voice', 'warm', [
    ['sky', { top: 150, low: 225 }],
    ['hills', { y: 0.54, rise: 0.2, ink: 150, peaks: 4 }],
    ['water', { y: 0.56 }],
    ['cloud', { y: 0.54, s: 0.1 }],
    ['boat', { x: 0.4, y: 0.8, s: 0.14 }],
    ['reeds', { x: 0.72, y: 1.02, s: 0.6, wide: 0.3 }],
  ]),
  liusheng: snap('header-film', 'silver', [
    ['sky', { top: 170, low: 236 }],
    ['hills', { y: 0.56, rise: 0.2, ink: 150, peaks: 3 }],
    ['water', { y: 0.58 }],
    ['truss', { x: -0.02, x2: 1.02, y: 0.52, s: 0.14, spans: 9, deep: 2 }],
    ['train', { x: 0.3, y: 0.525, s: 0.24, cars: 5 }],
    ['boat', { x: 0.16, y: 0.86, s: 0.13, kind: 'junk' }],
  ]),
};
