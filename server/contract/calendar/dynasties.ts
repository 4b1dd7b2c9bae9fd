import { fold } from '../text/index.js';
import { eras } from './eras.js';

/** A dynasty as it is written alone or before an era. */
export interface Dynasty {
  name: string;
  /** Its code in the vocabulary of dynasties, or that of what it is part of. */
  code: string;
  /** Astronomical years; those of the vocabulary. */
  from: number;
  to: number;
}

/** Where a beginning or end is disputed, the common textbook year stands. Later rows are parts of those above them. */
const rows = `
夏 xia -2069 -1599
商 shang -1599 -1045
周 zhou -1045 -255
西周 zhou-w -1045 -770
东周 zhou-e -769 -255
春秋 chunqiu -769 -475
战国 zhanguo -474 -220
秦 qin -220 -206
汉 han -205 220
西汉 han-w -205 8
新 xin 9 23
东汉 han-e 25 220
三国 sanguo 220 280
魏 wei 220 265
蜀汉 shu 221 263
吴 wu 222 280
晋 jin 265 420
西晋 jin-w 265 316
东晋 jin-e 317 420
十六国 shiliuguo 304 439
汉赵 shiliuguo 304 329
前赵 shiliuguo 318 329
后赵 shiliuguo 319 351
成汉 shiliuguo 303 347
前凉 shiliuguo 301 376
冉魏 shiliuguo 350 352
前燕 shiliuguo 337 370
前秦 shiliuguo 350 394
后燕 shiliuguo 384 409
西燕 shiliuguo 384 394
后秦 shiliuguo 384 417
西秦 shiliuguo 385 431
后凉 shiliuguo 386 403
南凉 shiliuguo 397 414
北凉 shiliuguo 397 460
南燕 shiliuguo 398 410
西凉 shiliuguo 400 421
北燕 shiliuguo 407 436
南北朝 nanbeichao 420 589
南朝 nanbeichao 420 589
北朝 nanbeichao 439 581
六朝 nanbeichao 222 589
刘宋 liusong 420 479
南齐 qi-s 479 502
梁 liang-s 502 557
陈 chen 557 589
北魏 wei-n 386 534
东魏 wei-e 534 550
西魏 wei-w 535 556
北齐 qi-n 550 577
北周 zhou-n 557 581
高昌 nanbeichao 460 640
隋 sui 581 618
唐 tang 618 907
武周 wuzhou 690 705
五代十国 wudai 907 979
五代 wudai 907 960
十国 wudai 902 979
后梁 liang-l 907 923
后唐 tang-l 923 936
后晋 jin-l 936 947
后汉 han-l 947 950
后周 zhou-l 951 960
杨吴 wudai 902 937
南唐 wudai 937 975
吴越 wudai 907 978
前蜀 wudai 907 925
后蜀 wudai 934 965
南汉 wudai 917 971
闽 wudai 909 945
北汉 wudai 951 979
宋 song 960 1279
北宋 song-n 960 1127
南宋 song-s 1127 1279
辽 liao 907 1125
西辽 liao 1124 1218
西夏 xixia 1038 1227
金 jin-j 1115 1234
元 yuan 1271 1368
大蒙古国 yuan 1206 1271
明 ming 1368 1644
清 qing 1636 1912
南明 ming 1644 1662
明郑 ming 1661 1683
后金 qing 1616 1636
民国 minguo 1912 1949
`;

/** Other ways of writing them, and the names under which the eras stand that are meant. */
const written: Record<string, string[]> = {
  前汉: ['西汉'],
  后汉: ['东汉', '后汉'],
  汉: ['西汉', '东汉', '蜀汉'],
  新莽: ['新'],
  莽新: ['新'],
  更始: ['更始朝'],
  曹魏: ['魏'],
  三国魏: ['魏'],
  蜀: ['蜀汉', '前蜀', '后蜀'],
  三国蜀: ['蜀汉'],
  三国吴: ['吴'],
  东吴: ['吴'],
  孙吴: ['吴'],
  吴: ['吴', '杨吴'],
  晋: ['西晋', '东晋', '后晋'],
  前赵: ['汉赵', '前赵'],
  胡夏: ['夏'],
  大夏: ['夏', '西夏'],
  大凉: ['北凉'],
  凉: ['前凉', '北凉', '西凉', '后凉', '南凉'],
  宋: ['北宋', '南宋', '刘宋'],
  南朝宋: ['刘宋'],
  齐: ['南齐', '北齐'],
  萧齐: ['南齐'],
  南朝齐: ['南齐'],
  梁: ['梁', '后梁'],
  萧梁: ['梁'],
  南朝梁: ['梁'],
  西梁: ['后梁'],
  陈: ['陈'],
  南朝陈: ['陈'],
  南朝: ['刘宋', '南齐', '梁', '陈'],
  北朝: ['北魏', '东魏', '西魏', '北齐', '北周'],
  元魏: ['北魏', '东魏', '西魏'],
  后魏: ['北魏', '东魏', '西魏'],
  魏: ['魏', '北魏', '东魏', '西魏'],
  大魏: ['北魏', '东魏', '西魏'],
  周: ['武周', '北周', '后周'],
  大周: ['武周', '北周'],
  武周: ['唐'],
  隋: ['隋'],
  大隋: ['隋'],
  唐: ['唐', '后唐', '南唐'],
  大唐: ['唐'],
  燕: ['燕', '前燕', '后燕', '南燕', '北燕', '西燕'],
  秦: ['秦', '前秦', '后秦', '西秦'],
  五代: ['后梁', '后唐', '后晋', '后汉', '后周'],
  大宋: ['北宋', '南宋'],
  伪齐: ['刘齐'],
  大辽: ['辽'],
  契丹: ['辽'],
  大金: ['金', '后金'],
  夏: ['西夏', '夏'],
  大元: ['元'],
  蒙古: ['大蒙古国', '元'],
  大蒙古国: ['大蒙古国'],
  元: ['元', '大蒙古国'],
  明: ['明', '南明'],
  大明: ['明', '南明'],
  皇明: ['明'],
  清: ['清', '后金'],
  大清: ['清'],
  皇清: ['清'],
  国朝: ['清'],
};

export const dynasties: readonly Dynasty[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [name, code, from, to] = row.split(' ') as [string, string, string, string];
    return { name, code, from: Number(from), to: Number(to) };
  });

const byName = new Map(dynasties.map((dynasty) => [fold(dynasty.name), dynasty]));
const meant = new Map(Object.entries(written).map(([name, eras]) => [fold(name), eras.map(fold)]));
/** 曹魏 is 魏: what is written another way and means one only has that one's years. */
const same = new Map(
  [...meant].flatMap(([name, eras]) => (byName.has(name) || eras.length !== 1 ? [] : [[name, eras[0]!] as const])),
);
for (const name of ['大唐', '大宋', '大元', '大明', '大清', '大辽', '大金', '大隋']) {
  same.set(fold(name), fold(name.slice(1)));
}

/** By any of its names, folded. */
export const dynastyNamed = (name: string): Dynasty | undefined => byName.get(same.get(name) ?? name);

/** The one that a code of the vocabulary is of. */
export const dynastyCoded = (code: string): Dynasty | undefined => dynasties.find((one) => one.code === code);

const above: Readonly<Record<string, string>> = {
  'zhou-w': 'zhou',
  'zhou-e': 'zhou',
  chunqiu: 'zhou',
  zhanguo: 'zhou',
  'han-w': 'han',
  xin: 'han',
  'han-e': 'han',
  wei: 'sanguo',
  shu: 'sanguo',
  wu: 'sanguo',
  'jin-w': 'jin',
  'jin-e': 'jin',
  liusong: 'nanbeichao',
  'qi-s': 'nanbeichao',
  'liang-s': 'nanbeichao',
  chen: 'nanbeichao',
  'wei-n': 'nanbeichao',
  'wei-e': 'nanbeichao',
  'wei-w': 'nanbeichao',
  'qi-n': 'nanbeichao',
  'zhou-n': 'nanbeichao',
  wuzhou: 'tang',
  'liang-l': 'wudai',
  'tang-l': 'wudai',
  'jin-l': 'wudai',
  'han-l': 'wudai',
  'zhou-l': 'wudai',
  'song-n': 'song',
  'song-s': 'song',
};

/** Codes above one in the vocabulary: 北宋 counts as 宋 too. */
export const dynastiesAbove = (code: string): string[] => (Object.hasOwn(above, code) ? [above[code]!] : []);

/** The dynasties of eras that a folded name means: 汉 is 西汉, 东汉 and 蜀汉. */
export const erasOfDynasty = (name: string): readonly string[] => [name, ...(meant.get(name) ?? [])];

/** All folded names of dynasties, longest first: 南朝宋 before 南朝. */
export const dynastyNames: readonly string[] = [
  ...new Set([...byName.keys(), ...meant.keys(), ...eras.map((era) => fold(era.dynasty))]),
].sort((a, b) => b.length - a.length);

/** The dynasty to which an era's belongs in the vocabulary; by its years where it has no row of its own. */
export function dynastyOf(name: string, year: number): Dynasty | undefined {
  const own = dynastyNamed(fold(name));
  if (own && year >= own.from - 20 && year <= own.to + 40) return own;
  return dynastyOfYear(year);
}

/** Who ruled in a year, of those that the vocabulary knows; undefined where several did. */
export function dynastyOfYear(year: number): Dynasty | undefined {
  const single = [
    '西汉',
    '新',
    '东汉',
    '三国',
    '西晋',
    '东晋',
    '南北朝',
    '隋',
    '唐',
    '五代十国',
    '北宋',
    '南宋',
    '元',
    '明',
    '清',
    '民国',
  ];
  // A year of change counts to the dynasty that ended in it: its eras are the ones that people wrote.
  return single.map((name) => byName.get(fold(name))!).find(({ from, to }) => year >= from && year <= to);
}
