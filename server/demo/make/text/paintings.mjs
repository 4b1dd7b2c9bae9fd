import { era } from '../era.mjs';

export const paintings = [
  {
    id: 'LT-SH-0001',
    title: '煙江疊嶂圖',
    titleEn: 'Layered Peaks over a Misty River',
    agents: [['湖上客', '繪', '清']],
    date: era('康熙三十一年'),
    format: 'hanging',
    size: [950, 2000],
    days: 5,
    subjects: ['山水'],
    look: {
      ridges: [
        { y: 0.4, rise: 0.34, ink: 0.34, peaks: 3, spire: 1.5, mist: 0.8 },
        { y: 0.52, rise: 0.25, ink: 0.5, peaks: 4, deep: 0.25, mist: 0.7 },
        { y: 0.66, rise: 0.2, ink: 0.6, peaks: 3, deep: 0.22, dots: 0.6, mist: 0.7 },
        { y: 0.82, rise: 0.14, ink: 0.8, peaks: 3, deep: 0.2, dots: 1 },
      ],
      things: [
        ['pine', { x: 0.2, y: 0.86, s: 0.22 }],
        ['pavilion', { x: 0.72, y: 0.83, s: 0.16 }],
        ['boat', { x: 0.62, y: 0.93, s: 0.14 }],
      ],
      writing: [{ lines: ['煙江疊嶂圖', '歲在壬申', '湖上客寫'], x: 0.93, y: 0.03, size: 36 }],
      seals: [{ text: '湖客', x: 0.79, y: 0.14 }],
    },
    owners: { 湖客: { owner: '湖上客' } },
    year: 1692,
    abstract: '远峰没于烟霭，近岸一亭一松，一舟横江。款题“歲在壬申”，为康熙三十一年。',
    abstractEn:
      'Far peaks sink into mist; a pavilion and a pine on the near bank, one boat on the river. Dated renshen (1692).',
  },
];
