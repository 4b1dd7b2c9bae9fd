import { term, type ShippedTerm, vocabulary } from './shipped.js';

/** Years are astronomical: 1 BCE is 0. Where the beginning or end is disputed, the common textbook year stands. */
const dynasty = (code: string, zh: string, en: string, from: number, to: number, narrower?: ShippedTerm[]) =>
  term(code, zh, en, {
    years: [from, to],
    variants: [`${zh}代`, `${zh}朝`, ...(zh === '五代十国' ? ['五代'] : [])],
    ...(narrower ? { narrower } : {}),
  });

export const dynasties = vocabulary('dynasty', '朝代', 'Dynasty', [
  dynasty('neolithic', '新石器时代', 'Neolithic', -8000, -2070),
  dynasty('xia', '夏', 'Xia', -2069, -1599),
  dynasty('shang', '商', 'Shang', -1599, -1045),
  dynasty('zhou', '周', 'Zhou', -1045, -255, [
    dynasty('zhou-w', '西周', 'Western Zhou', -1045, -770),
    dynasty('zhou-e', '东周', 'Eastern Zhou', -769, -255),
    dynasty('chunqiu', '春秋', 'Spring and Autumn', -769, -475),
    dynasty('zhanguo', '战国', 'Warring States', -474, -220),
  ]),
  dynasty('qin', '秦', 'Qin', -220, -206),
  dynasty('han', '汉', 'Han', -205, 220, [
    dynasty('han-w', '西汉', 'Western Han', -205, 8),
    dynasty('xin', '新莽', 'Xin', 9, 23),
    dynasty('han-e', '东汉', 'Eastern Han', 25, 220),
  ]),
  dynasty('sanguo', '三国', 'Three Kingdoms', 220, 280, [
    dynasty('wei', '魏', 'Wei', 220, 265),
    dynasty('shu', '蜀汉', 'Shu Han', 221, 263),
    dynasty('wu', '吴', 'Wu', 222, 280),
  ]),
  dynasty('jin', '晋', 'Jin', 265, 420, [
    dynasty('jin-w', '西晋', 'Western Jin', 265, 316),
    dynasty('jin-e', '东晋', 'Eastern Jin', 317, 420),
  ]),
  dynasty('shiliuguo', '十六国', 'Sixteen Kingdoms', 304, 439),
  dynasty('nanbeichao', '南北朝', 'Northern and Southern Dynasties', 420, 589, [
    dynasty('liusong', '刘宋', 'Liu Song', 420, 479),
    dynasty('qi-s', '南齐', 'Southern Qi', 479, 502),
    dynasty('liang-s', '梁', 'Liang', 502, 557),
    dynasty('chen', '陈', 'Chen', 557, 589),
    dynasty('wei-n', '北魏', 'Northern Wei', 386, 534),
    dynasty('wei-e', '东魏', 'Eastern Wei', 534, 550),
    dynasty('wei-w', '西魏', 'Western Wei', 535, 556),
    dynasty('qi-n', '北齐', 'Northern Qi', 550, 577),
    dynasty('zhou-n', '北周', 'Northern Zhou', 557, 581),
  ]),
  dynasty('sui', '隋', 'Sui', 581, 618),
  dynasty('tang', '唐', 'Tang', 618, 907, [dynasty('wuzhou', '武周', 'Wu Zhou', 690, 705)]),
  dynasty('wudai', '五代十国', 'Five Dynasties and Ten Kingdoms', 907, 979, [
    dynasty('liang-l', '后梁', 'Later Liang', 907, 923),
    dynasty('tang-l', '后唐', 'Later Tang', 923, 936),
    dynasty('jin-l', '后晋', 'Later Jin', 936, 947),
    dynasty('han-l', '后汉', 'Later Han', 947, 950),
    dynasty('zhou-l', '后周', 'Later Zhou', 951, 960),
  ]),
  dynasty('song', '宋', 'Song', 960, 1279, [
    dynasty('song-n', '北宋', 'Northern Song', 960, 1127),
    dynasty('song-s', '南宋', 'Southern Song', 1127, 1279),
  ]),
  dynasty('liao', '辽', 'Liao', 907, 1125),
  dynasty('xixia', '西夏', 'Western Xia', 1038, 1227),
  dynasty('jin-j', '金', 'Jurchen Jin', 1115, 1234),
  dynasty('yuan', '元', 'Yuan', 1271, 1368),
  dynasty('ming', '明', 'Ming', 1368, 1644),
  dynasty('qing', '清', 'Qing', 1636, 1912),
  dynasty('minguo', '民国', 'Republic of China', 1912, 1949),
  dynasty('prc', '中华人民共和国', 'People’s Republic of China', 1949, 9999),
]);
