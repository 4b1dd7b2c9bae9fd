import { era } from '../era.mjs';

export const maps = [
  {
    id: 'ZJ-YT-0001',
    title: '錢塘江口海塘圖',
    titleEn: 'Sea-walls at the mouth of the Qiantang',
    type: 'water',
    agents: [['佚名', '繪', '清']],
    date: era('光緒十六年'),
    size: [1900, 1300],
    days: 6,
    place: { name: '錢塘江口', modern: '浙江省', lat: 30.35, lon: 120.9 },
    subjects: ['海塘', '水利', '钱塘江'],
    look: { kind: 'estuary', style: 'colour', hills: 46, compass: [0.07, 0.88], titleAt: [0.06, 0.07] },
    places: [
      { name: '杭州府', x: 0.2, y: 0.3, kind: 'city' },
      { name: '仁和縣', x: 0.29, y: 0.22, kind: 'town' },
      { name: '海寧州', x: 0.56, y: 0.17, kind: 'town' },
      { name: '海鹽縣', x: 0.84, y: 0.1, kind: 'town' },
      { name: '蕭山縣', x: 0.28, y: 0.77, kind: 'town' },
      { name: '紹興府', x: 0.44, y: 0.84, kind: 'city' },
      { name: '上虞縣', x: 0.62, y: 0.9, kind: 'town' },
      { name: '大海', x: 0.9, y: 0.5, kind: 'water', size: 56 },
    ],
    seals: [{ text: '之江書藏', x: 0.92, y: 0.85, size: 76 }],
    owners: { 之江書藏: { owner: '之江大学图书馆' } },
    abstract: '绘钱塘江口两岸府县与海岸，岸线以水纹三重渲染，地名加朱框。上北下南。',
    abstractEn:
      'Both shores of the Qiantang estuary with prefectures and counties in red boxes; the coast set off by three shore lines.',
  },
];
