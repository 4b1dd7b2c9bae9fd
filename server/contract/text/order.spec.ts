import { chineseNumber, naturalKey } from './natural.js';
import { allReadings, initials, pinyin, readText, typingKeys } from './pinyin.js';
import { indexLetter, sortKey, strokeCount } from './sort.js';

const sorted = (list: string[], key: (text: string) => string): string[] =>
  [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
const shuffled = (list: string[]): string[] => [...list].sort((a, b) => (a + a > b ? 1 : -1)).reverse();

describe('chineseNumber', () => {
  it.each([
    ['一', 1],
    ['十', 10],
    ['十二', 12],
    ['廿', 20],
    ['廿三', 23],
    ['卅', 30],
    ['二十', 20],
    ['一百零八', 108],
    ['百二十', 120],
    ['一九三五', 1935],
    ['二〇〇一', 2001],
    ['一千二百', 1200],
    ['三万五千', 35_000],
    ['壹拾', 10],
  ])('%s is %d', (text, value) => expect(chineseNumber(text)).toBe(value));

  it('refuses what is not a number', () => {
    expect(chineseNumber('三国')).toBeNull();
    expect(chineseNumber('')).toBeNull();
  });
});

describe('naturalKey', () => {
  it.each([
    [['卷首', '卷一', '卷二', '卷十', '卷十二', '卷廿', '卷卅', '卷一百', '卷末']],
    [['上', '中', '下']],
    [['卷三上', '卷三中', '卷三下', '卷四']],
    [['卷三·葉九b', '卷三·葉十a', '卷三·葉十b', '卷三·葉十二a', '卷三·葉十二b']],
    [['p. 2', 'p. 10', 'p. 100']],
    [['甲集', '乙集', '丙集', '丁集']],
    [['003_012a', '003_012b', '003_100a']],
  ])('orders %j', (list) => {
    expect(sorted(shuffled(list), naturalKey)).toEqual(list);
  });
});

describe('pinyin', () => {
  it.each([
    ['樂府', 'yue fu'],
    ['重慶', 'chong qing'],
    ['單于', 'chan yu'],
    ['人物傳', 'ren wu zhuan'],
    ['曾國藩', 'zeng guo fan'],
    ['單縣', 'shan xian'],
    ['單父', 'shan fu'],
    ['朝邑', 'zhao yi'],
    ['解州', 'xie zhou'],
    ['蔚州', 'yu zhou'],
    ['乾隆', 'qian long'],
    ['乾隆府廳州縣圖志', 'qian long fu ting zhou xian tu zhi'],
    ['高僧傳', 'gao seng zhuan'],
    ['長安志', 'chang an zhi'],
    ['六安州志', 'lu an zhou zhi'],
    ['四庫全書', 'si ku quan shu'],
    ['Ricci 利瑪竇', 'ricci li ma dou'],
  ])('%s is %s', (text, expected) => expect(pinyin(text)).toBe(expected));

  it('reads surnames in names', () => {
    expect(pinyin('單雄信', { name: true })).toBe('shan xiong xin');
    expect(pinyin('解縉', { name: true })).toBe('xie jin');
    expect(pinyin('曾鞏', { name: true })).toBe('zeng gong');
  });

  it('gives no reading to what has none', () => {
    expect(readText('𠀀A')).toEqual([null, null]);
  });

  it('knows further readings', () => {
    expect(allReadings('樂')).toEqual(expect.arrayContaining(['le4', 'yue4']));
  });

  it('gives initials and the keys of typing', () => {
    expect(initials('楚辭章句')).toBe('cczj');
    expect(typingKeys('重慶')).toEqual(expect.arrayContaining(['chongqing', 'cq', 'zhongqing', 'zq']));
    expect(typingKeys('陝西通志')).toEqual(expect.arrayContaining(['shaanxitongzhi', 'shanxitongzhi']));
    expect(typingKeys('女范捷录')).toEqual(expect.arrayContaining(['nvfanjielu', 'nufanjielu']));
    expect(typingKeys('，')).toEqual([]);
  });
});

describe('sortKey', () => {
  it('orders by pinyin and tone, whatever the script', () => {
    const list = ['100 views', '西安府志', '安慶府志', '重慶府志', '長安志', '阿房宮賦', 'Travels', '楚辭'];
    expect(sorted(list, (text) => sortKey(text))).toEqual([
      '100 views',
      'Travels',
      '安慶府志',
      '長安志',
      '重慶府志',
      '楚辭',
      '阿房宮賦',
      '西安府志',
    ]);
  });

  it('puts simplified and traditional spellings together', () => {
    expect(sortKey('《錢塘縣志》')).toBe(sortKey('钱塘县志'));
  });

  it('keeps one character together before going on to the next', () => {
    const list = ['李白', '李贽', '里仁', '理学'];
    const order = sorted(list, (text) => sortKey(text));
    expect(Math.abs(order.indexOf('李白') - order.indexOf('李贽'))).toBe(1);
  });

  it('orders by strokes', () => {
    expect(sorted(['龙', '王', '丁', '一', '李', '魏'], (text) => sortKey(text, 'stroke'))).toEqual([
      '一',
      '丁',
      '王',
      '龙',
      '李',
      '魏',
    ]);
    expect(strokeCount('國')).toBe(8);
    expect(strokeCount('一')).toBe(1);
    expect(strokeCount('𠀀')).toBeNull();
  });

  it('counts where a title counts', () => {
    const list = ['叢書第二輯', '叢書第十輯', '叢書第十二輯'];
    expect(sorted([...list].reverse(), (text) => sortKey(text))).toEqual(list);
    expect(sorted(['No 10', 'No 2'], (text) => sortKey(text))).toEqual(['No 2', 'No 10']);
  });

  it('puts unread characters last', () => {
    expect(sortKey('𠀀書') > sortKey('最後')).toBe(true);
  });

  it('gives the letter of a list', () => {
    expect(indexLetter('樂府')).toBe('Y');
    expect(indexLetter('Travels')).toBe('T');
    expect(indexLetter('1935')).toBe('#');
    expect(indexLetter('單雄信', { name: true })).toBe('S');
  });
});
