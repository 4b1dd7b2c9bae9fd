import { era } from '../era.mjs';

const LAKE = { name: '西湖', modern: '浙江省杭州市西湖区', lat: 30.2465, lon: 120.1452 };

export const photographs = [
  {
    id: 'LT-JY-0001',
    title: '湖上晚歸',
    titleEn: 'Homeward on the lake at dusk',
    taken: era('民國十四年'),
    at: LAKE,
    days: 1,
    caption: '湖上晚歸',
    subjects: ['西湖', '舟楫'],
    by: '許伯明',
    items: [
      ['sky', { top: 140, low: 240 }],
      ['sun', { x: 0.32, y: 0.4, s: 0.02 }],
      ['hills', { y: 0.56, rise: 0.3, ink: 150, peaks: 3 }],
      ['hills', { y: 0.57, rise: 0.16, ink: 96, peaks: 6, seed: 2, trees: 10 }],
      ['pagoda', { x: 0.66, y: 0.52, s: 0.36, ink: 44 }],
      ['water', { y: 0.57 }],
      ['bridge', { x: 0.25, y: 0.6, s: 0.26, ink: 60, arches: 1 }],
      ['boat', { x: 0.5, y: 0.8, s: 0.16 }],
      ['willow', { x: 0.95, y: 0.7, s: 0.62 }],
      ['birds', { x: 0.45, y: 0.25 }],
    ],
    abstract: '暮色中的湖面，右岸一塔，左有单孔石桥，一舟归来，近处垂柳。',
    abstractEn:
      'Dusk over the lake: a pagoda on the shore, a single-arched bridge, a boat coming home, a willow close by.',
  },
];
