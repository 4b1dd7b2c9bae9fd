import { era } from '../era.mjs';
import { HUZHOU, JIAXING, SHAOXING, p } from './photograph.mjs';

const day = ['sky', { top: 170, low: 236 }];

/** Indoors, at play, in snow, at market. */
export const seasons = [
  p(
    42,
    '藕花居茶客',
    'Teahouse over the lotus',
    era('民國二十四年六月'),
    JIAXING,
    [
      ['block', { x: 0, y: 0, wide: 1, high: 1, ink: 70 }],
      ['panes', { x: 0.06, x2: 1.02, y: 0.1, s: 0.5, count: 3, light: 226 }],
      [
        'block',
        {
          ink: 40,
          points: [
            [0, 0.66],
            [1, 0.66],
            [1, 0.7],
            [0, 0.7],
          ],
        },
      ],
      ['people', { x: 0.2, y: 0.92, s: 0.42, count: 2, gap: 0.16, ink: 26 }],
      ['people', { x: 0.7, y: 0.92, s: 0.42, ink: 26 }],
      [
        'block',
        {
          ink: 20,
          points: [
            [0.4, 0.8],
            [0.66, 0.8],
            [0.66, 0.83],
            [0.4, 0.83],
          ],
        },
      ],
      ['block', { x: 0.52, y: 0.83, wide: 0.02, high: 0.16, ink: 20 }],
    ],
    '茶楼靠窗的座位，三个人围着桌子喝茶，窗外明亮，室内较暗。',
    { subjects: ['茶馆', '民俗'], tone: 'sepia', portrait: '剪影，不可辨识' },
  ),
  p(
    43,
    '繅絲工場',
    'Silk filature',
    era('民國十九年'),
    HUZHOU,
    [
      ['block', { x: 0, y: 0, wide: 1, high: 1, ink: 96 }],
      ['panes', { x: 0.03, x2: 1.0, y: 0.12, s: 0.24, count: 7, light: 236 }],
      [
        'block',
        {
          ink: 60,
          points: [
            [0, 0.62],
            [1, 0.62],
            [1, 1],
            [0, 1],
          ],
        },
      ],
      ['posts', { x: 0.06, x2: 1.02, y: 0.72, s: 0.6, count: 6, ink: 50 }],
      ['people', { x: 0.05, y: 0.7, s: 0.22, count: 12, gap: 0.08, ink: 40 }],
      [
        'block',
        {
          ink: 120,
          points: [
            [0, 0.68],
            [1, 0.68],
            [1, 0.74],
            [0, 0.74],
          ],
        },
      ],
    ],
    '缫丝车间内景，十二名女工成排坐着做工，上方是一排通长的窗子。',
    { subjects: ['丝绸', '工业'], tone: 'silver', by: '浙江實業照相部', portrait: '人物不可辨识' },
  ),
  p(
    44,
    '放鳶',
    'Flying kites on the wall',
    era('民國十一年三月'),
    SHAOXING,
    [
      ['sky', { top: 176, low: 238 }],
      ['hills', { y: 0.7, rise: 0.12, ink: 170 }],
      ['wall', { x: -0.02, y: 0.86, x2: 1.04, y2: 0.82, s: 0.2, s2: 0.16, ink: 96 }],
      ['people', { x: 0.2, y: 0.66, s: 0.12, count: 3, gap: 0.1 }],
      [
        'block',
        {
          ink: 50,
          points: [
            [0.62, 0.16],
            [0.66, 0.2],
            [0.62, 0.26],
            [0.58, 0.2],
          ],
        },
      ],
      [
        'block',
        {
          ink: 60,
          points: [
            [0.82, 0.1],
            [0.85, 0.13],
            [0.82, 0.17],
            [0.79, 0.13],
          ],
        },
      ],
      ['birds', { x: 0.4, y: 0.24, count: 7 }],
      ['ground', { y: 0.86 }],
    ],
    '三个人在城墙上放风筝，两只风筝飞得很高。',
    { subjects: ['民俗', '儿童'], tone: 'warm' },
  ),
  p(
    45,
    '雪滿山居',
    'House in the snow',
    era('民國二十五年一月'),
    { name: '天目山', modern: '浙江省杭州市临安区', lat: 30.34, lon: 119.44 },
    [
      ['sky', { top: 176, low: 206 }],
      ['hills', { y: 0.5, rise: 0.4, ink: 190, foot: 230, peaks: 2.4 }],
      ['hills', { y: 0.62, rise: 0.2, ink: 150, foot: 224, peaks: 4, seed: 3, trees: 24 }],
      ['ground', { y: 0.64, far: 238, near: 222, bump: 0.05 }],
      ['houses', { x: 0.36, x2: 0.6, y: 0.74, s: 0.11, wall: 216, ink: 70 }],
      ['tree', { x: 0.22, y: 0.84, s: 0.52, bare: true }],
      ['tree', { x: 0.8, y: 0.88, s: 0.6, bare: true }],
      ['snow', { count: 500 }],
    ],
    '山间的几间房屋被大雪覆盖，旁边有两棵落了叶的树。',
    { subjects: ['雪景', '山居'], tone: 'silver', caption: '雪滿山居', by: '戴影生' },
  ),
  p(
    46,
    '塔下市集',
    'Market below the pagoda',
    era('民國十七年二月'),
    HUZHOU,
    [
      day,
      ['pagoda', { x: 0.72, y: 0.62, s: 0.56, tiers: 7, girth: 0.14, ink: 64 }],
      ['houses', { x: 0, x2: 0.6, y: 0.62, s: 0.12 }],
      ['ground', { y: 0.62, far: 180 }],
      ['people', { x: 0.08, y: 0.76, s: 0.12, count: 12, gap: 0.07, hat: 'some' }],
      ['people', { x: 0.3, y: 0.94, s: 0.2, with: 'pole', hat: true }],
      ['people', { x: 0.66, y: 0.94, s: 0.2, with: 'rickshaw' }],
    ],
    '塔下的年货市集十分热闹，挑担的人和人力车来来往往。',
    { subjects: ['集市', '塔'], by: '湖光照相館', tone: 'plum' },
  ),
];
