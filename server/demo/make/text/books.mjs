import { era } from '../era.mjs';
import { daodejing } from './daodejing.mjs';

const HANGZHOU = { name: '杭州府', modern: '浙江省杭州市', lat: 30.25, lon: 120.17 };
export const OWNERS = { 之江書藏: { owner: '之江大学图书馆' }, 湖樓讀過: { owner: '沈氏湖楼' } };

export const books = [
  {
    id: 'ZJ-GJ-0001',
    title: '老子道德經',
    short: '道德經',
    juan: 2,
    volumes: 2,
    text: daodejing,
    hand: 'song',
    days: 3,
    alt: [
      ['并列题名', '道德真經'],
      ['别名', '老子'],
    ],
    titleEn: 'Laozi Daodejing (The Classic of the Way and Virtue)',
    agents: [['李耳', '撰', '周']],
    publisher: ['錢塘月輪書塾', '刻', '清'],
    place: HANGZHOU,
    date: era('光緒十四年'),
    edition: '清光緒十四年錢塘月輪書塾刻本',
    siku: 'zi-dao',
    sikuPath: '子部/道家类',
    callNo: '善 121.1/4010',
    subjects: ['道家', '先秦哲学'],
    style: { columns: 8, chars: 16, border: 'sides', stops: [172, 46, 38], cover: [44, 66, 92] },
    titleLeaf: { right: '光緒戊子孟夏刊', left: '月輪書塾藏板' },
    headSeals: [
      { text: '之江書藏', x: 830, y: 1160, size: 120 },
      { text: '湖樓讀過', x: 700, y: 1290, size: 92, white: false },
    ],
    owners: OWNERS,
    abstract: '《老子》白文八十一章，分上下二卷，全书通加朱圈断句。半葉八行，行十六字，大字疏朗，为家塾课读之本。',
    abstractEn:
      'The complete eighty-one chapters of the Laozi in two juan, large characters, punctuated throughout with red circles for use in a family school.',
  },
];
