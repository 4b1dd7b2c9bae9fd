import { nameReason } from './name.words.js';

describe('why another name was looked for', () => {
  it.each([
    ['en', { typed: '西湖', name: 'West Lake', same: true, lang: 'en' }, 'established name'],
    ['zh-CN', { typed: 'Wang Xizhi', name: '王羲之', same: true }, '规范名称'],
    ['zh-CN', { typed: '西湖', name: '西湖', lang: 'en' }, '西湖的外文名'],
    ['en', { typed: 'West Lake', name: 'West Lake' }, 'established name of West Lake'],
  ] as const)('in %s, of %j', (locale, reason, said) => {
    expect(nameReason({ asked: 'heading', other: 'heading', term: false, ...reason }, locale)).toBe(said);
  });
});
