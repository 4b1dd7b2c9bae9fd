import { era } from '../era.mjs';
void era;

const NANHU = { name: '南湖', modern: '浙江省嘉兴市', lat: 30.755, lon: 120.765 };

export const recordings = [
  {
    id: 'NH-KS-0001',
    title: '橹声里的童年',
    titleEn: 'A childhood to the sound of the scull',
    narrator: '沈阿根',
    recorded: { raw: '2019年4月12日', edtf: '2019-04-12' },
    at: NANHU,
    days: 2,
    subjects: ['船民', '童年'],
    background: 'water',
    voice: { pitch: 30, speed: 128 },
    sentences: [
      '我小时候住在河边，家里有一条小船。',
      '每天天不亮，就听见父亲摇橹的声音。',
      '船上装的是菱角，要赶早市。',
      '冬天河面起雾，只看见前面船尾的一点灯火。',
      '我坐在船头，数过了一座桥，又是一座桥。',
      '到了城里，父亲给我买一块热的烧饼。',
      '那个味道，我到现在还记得。',
    ],
    items: [
      ['sky', { top: 150, low: 225 }],
      ['houses', { x: 0, x2: 0.45, y: 0.55, s: 0.09 }],
      ['bridge', { x: 0.62, y: 0.58, s: 0.36, arches: 1, ink: 70, rise: 0.4 }],
      ['water', { y: 0.56 }],
      ['cloud', { y: 0.54, s: 0.09 }],
      ['boat', { x: 0.42, y: 0.8, s: 0.2 }],
    ],
    abstract: '口述者忆幼年随父摇船进城卖菱的清晨。',
  },
];
