import { camelCode, freeCode, hyphenCode } from './code.words.js';

it('makes codes of names that people can read', () => {
  expect(camelCode('Kind of inscription')).toBe('kindOfInscription');
  expect(camelCode('xiu fu yu bao hu')).toBe('xiuFuYuBaoHu');
  expect(camelCode('Séal’s Owner (2nd)')).toBe('sealsOwner2nd');
  expect(camelCode('')).toBe('');
  expect(camelCode('1790 copies')).toBe('');
  expect(hyphenCode('yin zhang xing shi')).toBe('yin-zhang-xing-shi');
  expect(hyphenCode('Seal forms')).toBe('seal-forms');
});

it('keeps within what a code may be long, by whole words', () => {
  expect(camelCode('Names of the owners whose seals stand upon the leaves')).toBe(
    'namesOfTheOwnersWhoseSealsStandUponThe',
  );
  expect(hyphenCode('a'.repeat(60))).toHaveLength(40);
  const long = 'b'.repeat(40);
  expect(freeCode(long, new Set([long]))).toBe(`${'b'.repeat(39)}2`);
  expect(freeCode('seal', new Set(['seal', 'seal-2']), '-')).toBe('seal-3');
});
