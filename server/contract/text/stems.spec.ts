import { isIdle, stem } from './stems.js';

describe('stem', () => {
  it.each([
    ['lake', 'lakes'],
    ['vase', 'vases'],
    ['poem', 'poems'],
    ['bridge', 'bridges'],
    ['rubbing', 'rubbings'],
    ['harbor', 'harbors', 'harbour', 'harbours'],
    ['dynasty', 'dynasties'],
    ['library', 'libraries'],
    ['leaf', 'leaves'],
    ['stele', 'steles', 'stelae'],
    ['lotus', 'lotuses'],
    ['box', 'boxes'],
    ['church', 'churches'],
    ['glass', 'glasses'],
    ['hero', 'heroes'],
    ['photo', 'photos'],
    ['bronze', 'bronzes'],
    ['house', 'houses'],
    ['theatre', 'theater', 'theatres'],
    ['catalogue', 'catalogues', 'catalog'],
    ['woman', 'women'],
    ['thesis', 'theses'],
    ['movie', 'movies'],
    ['watercolour', 'watercolors'],
  ])('takes %s for one word with its others', (word, ...others) => {
    for (const other of others) expect([other, stem(other)]).toEqual([other, stem(word)]);
  });

  it.each([
    ['series', 'serie'],
    ['confucius', 'confuciu'],
    ['canvas', 'canva'],
    ['paris', 'pari'],
    ['glass', 'glas'],
    ['paint', 'painting'],
    ['wood', 'wooden'],
    ['news', 'new'],
    ['campus', 'camp'],
    ['hangzhou', 'hangzho'],
    ['gas', 'ga'],
  ])('tells %s from %s', (one, other) => expect(stem(one)).not.toBe(stem(other)));

  it('changes nothing twice, and nothing that is not English in letters', () => {
    for (const word of ['lakes', 'glasses', 'dynasties', 'buses', 'boxes', 'harbours', 'leaves', 'shoes'])
      expect(stem(stem(word))).toBe(stem(word));
    for (const word of ['1890s', 'äpfels', 'озера', 'п', 'its', 'x1s', '西湖']) expect(stem(word)).toBe(word);
  });
});

it('knows words that say nothing beside others', () => {
  expect(['the', 'of', 'to'].every(isIdle)).toBe(true);
  expect(['lake', 'art', 'no', 'west', 'de'].some(isIdle)).toBe(false);
});
