const NANHU = { name: '南湖', modern: '浙江省嘉兴市', lat: 30.755, lon: 120.765 };

export const films = [
  {
    id: 'NH-LS-0001',
    title: '南湖泛舟',
    titleEn: 'Boating on the South Lake',
    recorded: { raw: '2021年', edtf: '2021' },
    at: NANHU,
    days: 3,
    subjects: ['南湖', '舟楫'],
    film: {
      background: 'water',
      root: 98,
      tone: 'silver',
      items: [
        ['sky', { top: 150, low: 240 }],
        ['hills', { y: 0.5, rise: 0.2, ink: 160, peaks: 3 }],
        ['hills', { y: 0.52, rise: 0.08, ink: 90, peaks: 6, trees: 12, seed: 4 }],
        ['hall', { x: 0.68, y: 0.53, s: 0.16, double: true, ink: 60 }],
        ['water', { y: 0.52 }],
        ['boat', { x: { from: 0.1, to: 0.66 }, y: 0.76, s: 0.2 }],
        ['boat', { x: { from: 0.9, to: 0.78 }, y: 0.6, s: 0.09, flip: true, ink: 60 }],
        ['birds', { x: { from: 0.2, to: 0.7 }, y: 0.2, s: 0.016 }],
        ['willow', { x: 0.04, y: 0.62, s: 0.7 }],
      ],
    },
    heard: '（水声，拨弦）',
    abstract: '一舟自左向右横过湖面，远处楼影与飞鸟。仿默片样式，画面与声音皆由程序生成。',
  },
];
