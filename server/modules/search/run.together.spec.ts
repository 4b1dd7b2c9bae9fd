import { parseQuery } from '../../contract/text/index.js';
import { knownIn, type Piece, type Pieces, piecesOf, takenApart } from './run.together.js';

const apart = (text: string) => takenApart(parseQuery(text)).map((words) => words.join(' '));

it('takes words apart that were written in one, near the middle first', () => {
  expect(apart('青花瓷')).toEqual(['青花 瓷']);
  expect(apart('青花瓷瓶')).toEqual(['青花 瓷瓶', '青花瓷 瓶']);
  expect(apart('錢塘江潮照片')).toEqual(['錢塘江 潮照片', '錢塘 江潮照片', '錢塘江潮 照片', '錢塘江潮照 片']);
  expect(apart('清 青花瓷')).toEqual(['清 青花 瓷']);
});

it('leaves alone what is a word, a sentence, asked for as it stands, or no run of characters', () => {
  for (const text of [
    '西湖',
    '',
    '%',
    '"青花瓷"',
    '=青花瓷',
    '錢□江',
    '题名',
    'bluewhite',
    '-青花瓷',
    '青花瓷 OR 白瓷',
  ])
    expect([text, apart(text)]).toEqual([text, []]);
  expect(apart('天地玄黃宇宙洪荒日月盈昃')).toHaveLength(5);
  expect(apart('天地玄黃宇宙洪荒日月盈昃辰宿列張')).toEqual([]);
});

describe('by what is known of its pieces', () => {
  const pieces: Pieces = new Map<string, Piece>([
    ['明', { time: true }],
    ['清', { time: true }],
    ['光绪', { time: true }],
    ['刻本', {}],
    ['碑', {}],
    ['许伯明', { agent: true }],
    ['摄影', {}],
    ['王羲之', { agent: true }],
    ['靖节', { agent: true }],
    ['西湖', {}],
    ['雷峰塔', {}],
    ['照片', {}],
    ['诗', {}],
    ['青花', {}],
    ['龙泉窑', {}],
    ['青瓷', {}],
  ]);
  const first = (text: string) => takenApart(parseQuery(text), pieces)[0]?.join(' ');

  it.each([
    ['明刻本', '明代 刻本'],
    ['清碑', '清代 碑'],
    ['龍泉窯青瓷罐', '龍泉窯 青瓷 罐'],
    ['许伯明摄西湖', '许伯明 西湖'],
    ['许伯明摄影', '许伯明'],
    ['王羲之撰', '王羲之'],
    ['王羲之书兰亭序', '王羲之 兰亭序'],
    ['靖节先生', '靖节'],
    ['王羲之的作品', '王羲之'],
    ['关于西湖的诗', '西湖 诗'],
    ['有没有雷峰塔的照片', '雷峰塔 照片'],
    ['西湖/雷峰塔', '西湖 雷峰塔'],
    ['光緒帝', '光緒'],
    ['光绪皇帝诗', '光绪 诗'],
  ])('%s is %s', (text, words) => expect(first(text)).toBe(words));

  it('breaks up what is left at the last', () => {
    expect(takenApart(parseQuery('青花瓷瓶'), pieces).map((words) => words.join(' '))).toEqual([
      '青花 瓷瓶',
      '青花 瓷 瓶',
      '青花瓷 瓶',
    ]);
  });

  it('takes one character for a time only before what is known, and says nothing of what is not', () => {
    expect(first('清水湾')).toBe('清水 湾');
    expect(takenApart(parseQuery('清水'), pieces)).toEqual([]);
    expect(piecesOf(parseQuery('"清碑"'))).toEqual([]);
    expect(piecesOf(parseQuery('清碑'))).toEqual(['清', '清碑', '碑']);
    expect(knownIn('湖心亭西湖看雪', pieces)).toEqual(['西湖']);
  });
});
