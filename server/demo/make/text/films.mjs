const NANHU = { name: '南湖', modern: '浙江省嘉兴市', lat: 30.755, lon: 120.765 };
const LAKE = { name: '西湖', modern: '浙江省杭州市', lat: 30.2465, lon: 120.1452 };
const SHAOXING = { name: '紹興', modern: '浙江省绍兴市', lat: 30.0, lon: 120.58 };
const QIANTANG = { name: '錢塘江', modern: '浙江省杭州市', lat: 30.2, lon: 120.14 };
const MADE = '仿默片样式，画面与声音皆由程序生成。';
const go = (from, to) => ({ from, to });
const film = (no, title, titleEn, at, subjects, heard, abstract, scene, o = {}) => ({
  id: `NH-LS-${String(no).padStart(4, '0')}`,
  title,
  titleEn,
  recorded: { raw: '2021年', edtf: '2021' },
  at,
  subjects,
  heard,
  abstract: `${abstract}${MADE}`,
  film: scene,
  days: ((no * 29) % 150) + 3,
  ...o,
});

export const films = [
  film(
    1,
    '南湖泛舟',
    'Boating on the South Lake',
    NANHU,
    ['南湖', '舟楫'],
    '（水声，拨弦）',
    '一舟自左向右横过湖面，远处楼影与飞鸟。',
    {
      background: 'water',
      root: 98,
      items: [
        ['sky', { top: 150, low: 240 }],
        ['hills', { y: 0.5, rise: 0.2, ink: 160, peaks: 3 }],
        ['hills', { y: 0.52, rise: 0.08, ink: 90, peaks: 6, trees: 12, seed: 4 }],
        ['hall', { x: 0.68, y: 0.53, s: 0.16, double: true, ink: 60 }],
        ['water', { y: 0.52 }],
        ['boat', { x: go(0.1, 0.66), y: 0.76, s: 0.2 }],
        ['boat', { x: go(0.9, 0.78), y: 0.6, s: 0.09, flip: true, ink: 60 }],
        ['birds', { x: go(0.2, 0.7), y: 0.2, s: 0.016 }],
        ['willow', { x: 0.04, y: 0.62, s: 0.7 }],
      ],
    },
    { abstractEn: 'A boat crosses the lake from left to right below birds. Pictures and sound are generated.' },
  ),
  film(2, '日出東湖', 'Sunrise', LAKE, ['西湖', '日出'], '（拨弦）', '红日自山后升起，渔舟渐明。', {
    root: 110,
    tone: 'sepia',
    items: [
      ['sky', { top: go(60, 160), low: go(120, 244) }],
      ['sun', { x: 0.5, y: go(0.56, 0.26), s: 0.034 }],
      ['hills', { y: 0.54, rise: 0.26, ink: go(70, 140), peaks: 3 }],
      ['hills', { y: 0.56, rise: 0.12, ink: go(40, 84), peaks: 5, seed: 3, trees: 8 }],
      ['water', { y: 0.56, far: go(100, 210), near: go(40, 110) }],
      ['boat', { x: go(0.34, 0.42), y: 0.78, s: 0.2, kind: 'raft' }],
    ],
  }),
  film(3, '江上帆影', 'Sails on the river', QIANTANG, ['钱塘江', '帆船'], '（水声）', '三帆相次顺流而下，江岸一塔。', {
    background: 'water',
    tone: 'warm',
    items: [
      ['sky', { top: 160, low: 238 }],
      ['hills', { y: 0.56, rise: 0.3, ink: 130, lean: 0.2, peaks: 2.4 }],
      ['pagoda', { x: 0.2, y: 0.5, s: 0.42, tiers: 9, girth: 0.15 }],
      ['water', { y: 0.56 }],
      ['boat', { x: go(0.95, 0.4), y: 0.66, s: 0.13, kind: 'junk' }],
      ['boat', { x: go(1.1, 0.56), y: 0.74, s: 0.18, kind: 'junk' }],
      ['boat', { x: go(1.3, 0.72), y: 0.86, s: 0.26, kind: 'junk' }],
    ],
  }),
  film(
    4,
    '雨巷',
    'A lane in the rain',
    SHAOXING,
    ['街巷', '雨'],
    '（雨声）',
    '石板深巷，一人撑伞自远而近。',
    {
      background: 'rain',
      posterAt: 0.8,
      items: [
        ['sky', { top: 150, low: 190 }],
        [
          'block',
          {
            ink: 96,
            points: [
              [0, 0],
              [0.42, 0.4],
              [0.42, 0.62],
              [0, 1],
            ],
          },
        ],
        [
          'block',
          {
            ink: 76,
            points: [
              [1, 0.05],
              [0.58, 0.4],
              [0.58, 0.62],
              [1, 1],
            ],
          },
        ],
        ['lane', { x: 0.5, y: 0.6, s: 0.52, ink: 150 }],
        ['people', { x: go(0.5, 0.47), y: go(0.64, 0.9), s: go(0.07, 0.42), with: 'umbrella' }],
        ['rain', { fall: go(0, 1) }],
      ],
    },
    { days: 1, abstractEn: 'A figure with an umbrella comes up a paved lane in the rain.' },
  ),
  film(
    5,
    '鐵橋列車',
    'Train over the iron bridge',
    QIANTANG,
    ['铁路', '桥梁'],
    '（风声）',
    '列车自右向左驶过钢桁桥，江中一帆。',
    {
      background: 'wind',
      items: [
        ['sky', { top: 170, low: 236 }],
        ['hills', { y: 0.56, rise: 0.16, ink: 150, peaks: 3 }],
        ['water', { y: 0.56 }],
        ['train', { x: go(1.05, -0.5), y: 0.5, s: 0.34, cars: 4 }],
        ['truss', { x: -0.02, x2: 1.02, y: 0.5, s: 0.1, spans: 6, deep: 2.4 }],
        ['boat', { x: go(0.2, 0.34), y: 0.82, s: 0.2, kind: 'junk' }],
      ],
    },
  ),
  film(6, '斷橋雪', 'Snow on the bridge', LAKE, ['西湖', '雪景'], '（风声，拨弦）', '大雪纷飞，一人持伞过桥。', {
    background: 'wind',
    root: 92.5,
    items: [
      ['sky', { top: 180, low: 214 }],
      ['hills', { y: 0.5, rise: 0.24, ink: 176, foot: 214, peaks: 3 }],
      ['water', { y: 0.54, far: 168, near: 120 }],
      ['bridge', { x: 0.52, y: 0.66, s: 0.6, rise: 0.2, ink: 92, flat: false }],
      ['tree', { x: 0.1, y: 0.68, s: 0.46, bare: true }],
      ['people', { x: go(0.44, 0.58), y: 0.565, s: 0.08, with: 'umbrella' }],
      ['snow', { count: 420, s: 0.6, fall: go(0, 1) }],
    ],
  }),
  film(7, '荷塘', 'Lotus pond', NANHU, ['荷花'], '（拨弦）', '荷塘静景，镜头自左缓移，飞鸟过空。', {
    root: 123.5,
    tone: 'warm',
    items: [
      ['sky', { top: 170, low: 236 }],
      ['hills', { y: 0.4, rise: 0.16, ink: 150, peaks: 3 }],
      ['pavilion', { x: go(0.84, 0.7), y: 0.52, s: 0.22 }],
      ['water', { y: 0.44, far: 200, near: 120 }],
      ['lotus', { x: go(0.04, -0.16), wide: 1.15, y: 0.52, count: 70, flowers: 0.22 }],
      ['birds', { x: go(0.1, 0.6), y: 0.16, s: 0.014 }],
    ],
  }),
  film(8, '夜航', 'Night passage', SHAOXING, ['水乡', '夜航'], '（橹声，水声）', '月下乌篷穿桥而过。', {
    background: 'oar',
    tone: 'cyan',
    items: [
      ['sky', { top: 60, low: 110 }],
      ['sun', { x: 0.74, y: 0.2, s: 0.03 }],
      ['houses', { x: 0, x2: 0.34, y: 0.56, s: 0.12, wall: 96, ink: 30 }],
      ['houses', { x: 0.68, x2: 1.05, y: 0.56, s: 0.12, wall: 96, ink: 30 }],
      ['water', { y: 0.56, far: 110, near: 44 }],
      ['boat', { x: go(0.16, 0.84), y: 0.68, s: 0.17, ink: 20 }],
      ['bridge', { x: 0.52, y: 0.62, s: 0.5, rise: 0.5, ink: 34 }],
    ],
  }),
];
