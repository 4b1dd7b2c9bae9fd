import { type Answers, both, either, type Judged, of, rows, says, titled, years } from './judging.js';

/**
 * A second set, written by somebody who had not seen the first: what readers type without thinking of the machine. Run together,
 * said as to somebody at a desk, with signs, numbers and spellings of all kinds.
 */
const only =
  (...ids: string[]): Answers =>
  ({ id }) =>
    ids.includes(id);

const together = rows('run together', [
  ['唐代墓志', only('LT-JS-0001', 'LT-JS-0002'), 2],
  ['北魏造像', only('LT-JS-0016'), 1],
  ['汉代瓦当', only('LT-JS-0012', 'LT-JS-0013'), 2],
  ['商代青铜器', only('LT-YH-0011'), 1],
  ['清代抄本', both(of('guji'), years(1636, 1912), says('抄本', '抄')), 2],
  ['明刻本', both(of('guji'), years(1368, 1644)), 5],
  ['清刻本', both(of('guji'), years(1636, 1912)), 10],
  ['宋碑', both(of('jinshi'), years(960, 1279)), 4],
  ['王羲之兰亭集序', only('ZJ-GJ-0015'), 1],
  ['陶渊明桃花源记', only('ZJ-GJ-0016'), 1],
  ['西湖雷峰塔老照片', only('LT-JY-0003'), 1],
  ['绍兴八字桥照片', only('LT-JY-0013'), 1],
  ['许伯明摄西湖', both(says('許伯明'), says('西湖')), 6],
  ['清代西湖全图', only('ZJ-YT-0002'), 1],
  ['龙泉窑青瓷罐', only('LT-YH-0005'), 1],
  ['青花瓷瓶', only('LT-YH-0001'), 1],
  ['明代墓志铭拓片', only('LT-JS-0020'), 1],
  ['民国西湖照片', both(of('jiuying'), says('西湖')), 10],
  ['乾隆西湖图', only('ZJ-YT-0002'), 1],
]);

const asked = rows('asked as at a desk', [
  ['关于西湖的诗', both(says('西湖'), says('詩')), 1],
  ['西湖的老照片', both(of('jiuying'), says('西湖')), 10],
  ['有没有雷峰塔的照片', only('LT-JY-0003'), 1],
  ['绍兴的桥', both(says('紹興', '绍兴'), says('橋', '桥')), 4],
  ['王羲之的作品', says('王羲之'), 1],
  ['许伯明摄', says('許伯明'), 9],
  ['沈湖楼绘', says('沈湖樓'), 7],
  ['朱熹编', says('朱熹', '朱子'), 3],
  ['靖节先生', says('陶淵明', '陶渊明', '靖節'), 2],
  ['〔清〕李渔', says('李漁', '笠翁'), 1],
  ['[晋]陶渊明撰', says('陶淵明'), 2],
  ['（宋）蘇軾 赤壁賦', says('赤壁賦', '赤壁赋'), 2],
  ['西湖图片', both(of('jiuying', 'shuhua'), says('西湖')), 10],
]);

const collections = rows('collection', [
  ['湖山旧影', of('jiuying'), 46],
  ['湖山舊影', of('jiuying'), 46],
  ['越中金石', of('jinshi'), 36],
  ['窑火', of('yaohuo'), 16],
  ['桑梓口述', of('koushu'), 10],
  ['湖海舆图', of('yutu'), 14],
  ['越中金石 西湖', both(of('jinshi'), says('西湖')), 5],
]);

const signs = rows('signs and numbers', [
  ['🏯西湖', says('西湖', '錢塘湖'), 20],
  ['《茶经》', says('茶經'), 1],
  ['【拓片】', of('jinshi'), 36],
  ['唐诗选!!', says('唐詩選'), 1],
  ['西湖/塔', both(says('西湖'), says('塔')), 5],
  ['西湖·塔', both(says('西湖'), says('塔')), 5],
  ['西湖､塔', both(says('西湖'), says('塔')), 5],
  ['西湖|塔', both(says('西湖'), says('塔')), 5],
  ['西湖 NOT 塔', both(says('西湖', '錢塘湖'), (work) => !says('塔')(work)), 15],
  ['大学(丙本)', only('ZJ-GJ-0027'), 1],
  ['平沙（拨弦小品）', only('NH-KS-0010'), 1],
  ['老子道德经二卷', only('ZJ-GJ-0001'), 1],
  ['漱玉詞選一卷', only('ZJ-GJ-0022'), 1],
  ['之江大學圖書館徵集鄉邦文獻啟（稿本）', only('ZJ-XZ-0009'), 1],
  ['清康熙五十二年月輪書塾刻本', both(of('guji'), years(1713, 1713)), 4],
  ['72溇', only('ZJ-YT-0012'), 1],
  ['七十二溇', only('ZJ-YT-0012'), 1],
  ['善094/0702', only('ZJ-GJ-0002'), 1],
  ['拓0009', only('LT-JS-0009'), 1],
  ['lt-js-0009', only('LT-JS-0009'), 1],
  ['索书号=拓0009', only('LT-JS-0009'), 1],
  ['索书号：拓 0009', only('LT-JS-0009'), 1],
  ['标题:西湖', titled('西湖'), 1],
  ['雷峰塔？', says('雷峯', '雷峰'), 1],
]);

const spelled = rows('spelled otherwise', [
  ['taohuayuanji', says('桃花源記'), 1],
  ['lei feng ta', says('雷峯', '雷峰'), 1],
  ['wxz', says('王羲之'), 1],
  ['xīhú', says('西湖', '錢塘湖'), 10],
  ['su dong po', says('蘇軾', '苏轼', '東坡'), 1],
  ['lu yu cha jing', only('ZJ-GJ-0019'), 1],
  ['xihu zhaopian', both(of('jiuying'), says('西湖')), 10],
  ['xihuzhaopian', both(of('jiuying'), says('西湖')), 10],
  ['tapian', either(of('jinshi'), says('拓片')), 30],
  ['lao zhao pian', of('jiuying'), 40],
  ['西湖 photo', both(of('jiuying'), says('西湖')), 10],
  ['xihu 照片', both(of('jiuying'), says('西湖')), 10],
  ['Tao Te Ching', says('道德經', 'daodejing'), 1],
  ['Lao-tzu', says('老子', '李耳'), 1],
  ['Wang Hsi-chih', says('王羲之'), 1],
  ['㑹稽', says('會稽', '会稽'), 5],
  ['之江', says('錢塘江', '钱塘江', '之江'), 5],
  ['飛来峯', says('飛來峯', '飞来峰'), 1],
  ['鑒湖', says('鑑湖', '鏡湖', '镜湖', '鉴湖'), 3],
  ['心経', says('心經', '心经'), 1],
]);

const times = rows('time as spoken', [
  ['三十年代', years(1930, 1939), 20],
  ['上世纪二十年代', years(1920, 1929), 8],
  ['二十世纪三十年代', years(1930, 1939), 20],
  ['18世纪绘画', both(of('shuhua'), years(1700, 1799)), 5],
  ['公元724年', years(724, 724), 1],
  ['宣统二年', either(years(1910, 1910), says('宣統二年')), 1],
  ['道光29年', years(1849, 1849), 2],
  ['民国初年', years(1912, 1924), 10],
  ['1920～1925', years(1920, 1925), 10],
  ['崇祯九年', years(1636, 1636), 1],
]);

const english = rows(
  'English as spoken',
  [
    ['letters from Shen Yannong', both(of('xinzha'), says('沈硯農')), 3],
    ['19th century maps', both(of('yutu'), years(1800, 1899)), 5],
    ['18th-century paintings', both(of('shuhua'), years(1700, 1799)), 5],
    ['Tang dynasty epitaphs', only('LT-JS-0001', 'LT-JS-0002'), 2],
    ['bridges in Shaoxing', both(says('紹興', '绍兴', 'shaoxing'), says('bridge', '橋')), 3],
    ['pictures of the West Lake', both(of('jiuying', 'shuhua'), says('西湖')), 10],
    ['poems about the lake', both(says('poem'), says('lake')), 1],
    ['what is a rubbing', either(of('jinshi'), says('rubbing')), 30],
    ['bridges', says('bridge'), 8],
    ['vases', says('vase'), 3],
    ['poem', says('poem'), 3],
    ['Song dynasty stele', both(of('jinshi'), years(960, 1279), says('stele')), 3],
    ['fishermen', says('fisherman'), 1],
    ['lotuses', says('lotus'), 5],
    ['blue and white porcelain', both(of('yaohuo'), says('blue')), 3],
    ['Confucius', says('confucius'), 1],
  ],
  true,
);

export const typed: readonly Judged[] = [
  ...together,
  ...asked,
  ...collections,
  ...signs,
  ...spelled,
  ...times,
  ...english,
];
