import { fromWadeGiles } from './romanised.js';

test.each([
  ['Tao Te Ching', 'daodejing'],
  ['Tao-te ching', 'daodejing'],
  ['Lao-tzu', 'laozi'],
  ["Su Tung-p'o", 'sudongpo'],
  ['Chu Hsi', 'zhuxi'],
  ['Wang Hsi-chih', 'wangxizhi'],
  ['T’ao Yüan-ming', 'taoyuanming'],
  ['Ssu-ma', 'sima'],
  ['I Ching', 'yijing'],
])('%s may be %s', (written, spelled) => expect(fromWadeGiles(written)).toContain(spelled));

test.each(['lake', 'West Lake', 'stone bridge', '', 'Hangchow', 'a b c d e f g h', 'constructor ching'])(
  '%s is something else',
  (written) => expect(fromWadeGiles(written)).toEqual([]),
);
