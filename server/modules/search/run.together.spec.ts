import { parseQuery } from '../../contract/text/index.js';
import { takenApart } from './run.together.js';

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
