import { suitingTrack } from './tracks.js';

it.each([
  [['en', 'zh-Hant', 'zh-Hans'], 'zh-CN', 2],
  [['en', 'zh-Hant', 'zh-Hans'], 'zh-TW', 1],
  [['ja', 'zh-HK', 'EN-gb'], 'en', 2],
  [['ja', 'zh-HK'], 'zh-CN', 1],
  [['ja', 'fr'], 'en', 0],
])('of %j a reader of %s is shown number %i', (tags, locale, wanted) => {
  expect(
    suitingTrack(
      tags.map((lang) => ({ lang })),
      locale,
    ),
  ).toBe(wanted);
});
