import { convertBy } from '../../contract/localized.js';
import { toTraditional } from '../../contract/text/traditional.js';
import { saysMore } from './as.written.js';

beforeAll(() => convertBy(toTraditional));
afterAll(() => convertBy((text) => text));

it.each([
  ['無可辨識之人像', ['无可辨识人物', undefined, 'none'], 'zh-CN', true],
  ['錢唐', ['錢塘縣'], 'zh-CN', true],
  // A code and the value itself tell nothing, in whatever characters and letters.
  ['m', ['米', undefined, 'm'], 'zh-CN', false],
  ['Y', ['Y轴向上', undefined, 'y'], 'zh-CN', false],
  ['先秦哲学', ['先秦哲學', undefined, 'xianqin'], 'zh-TW', false],
  ['卷端', ['Beginning of the text', '卷端'], 'en', false],
] as const)('%s beside %j (%s): %s', (written, said, locale, told) => {
  expect(saysMore(written, said, locale)).toBe(told);
});
