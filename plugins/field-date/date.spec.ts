import { dateType, DateValue } from './date.value.js';
import { daysOf } from './edtf.days.js';
import { readDate } from './date.reading.js';

const edtf = (raw: string): string[] => readDate(raw).map((reading) => reading.edtf);

describe('reading dates', () => {
  test.each([
    ['1934', '1934'],
    ['1934年5月12日', '1934-05-12'],
    ['1934年05月', '1934-05'],
    ['一九三四年五月十二日', '1934-05-12'],
    ['1934.5.12', '1934-05-12'],
    ['1934/5', '1934-05'],
    ['1934-05-12', '1934-05-12'],
    ['12 May 1934', '1934-05-12'],
    ['May 12, 1934', '1934-05-12'],
    ['Sept. 1899', '1899-09'],
    ['1930年代', '193X'],
    ['20世纪30年代', '193X'],
    ['1930s', '193X'],
    ['19th century', '18XX'],
    ['19世纪', '18XX'],
    ['c. 1900', '1900~'],
    ['约1900年', '1900~'],
    ['1900年左右', '1900~'],
    ['1900?', '1900?'],
    ['1931–1935', '1931/1935'],
    ['1931年至1935年', '1931/1935'],
    ['公元前221年', '-0220'],
    ['140 BCE', '-0139'],
    ['1984~/1990', '1984~/1990'],
    ['[1667,1668]', '[1667,1668]'],
  ])('the common era: %s', (raw, expected) => expect(edtf(raw)).toEqual([expected]));

  test.each([
    ['民國廿三年', '1934'],
    ['民国二十三年五月', '1934-05'],
    ['中華民國三十四年八月十五日', '1945-08-15'],
    ['民國元年元月', '1912-01'],
    ['民国23年', '1934'],
    ['民国间', '1912/1949'],
  ])('民国: %s', (raw, expected) => expect(edtf(raw)).toEqual([expected]));

  test.each([
    ['康熙三十二年', '1693'],
    ['康熙六十一年', '1722'],
    ['同治八年', '1869'],
    ['洪武元年', '1368'],
    ['萬曆四十八年', '1620'],
    ['万历二十年壬辰', '1592'],
    ['光緒丁丑', '1877'],
    ['光绪三年岁次丁丑', '1877'],
    ['清乾隆六十年', '1795'],
    ['清高宗乾隆六十年', '1795'],
    ['乾隆间', '1736/1795'],
    ['乾隆年間', '1736/1795'],
    ['明嘉靖', '1522/1566'],
    ['崇禎末', '1639~/1644~'],
    ['乾隆二十年三月', '1755'],
    ['宏治三年', '1490'],
    ['唐貞觀三年', '629'.padStart(4, '0')],
    ['西夏贞观三年', '1103'],
    ['元封元年', '-0109'],
    ['咸豐至同治', '1851/1874'],
    ['乾隆元年至十年', '1736/1745'],
    ['约道光二年', '1822~'],
    ['清末', '1821~/1912~'],
    ['宋', '0960/1279'],
    ['唐代', '0618/0907'],
  ])('年号 and dynasties: %s', (raw, expected) => expect(edtf(raw)).toEqual([expected]));

  it('says so when a month of the old calendar may lie in the next year', () => {
    // 道光二十九年十一月十九日 was 1 January 1850; without a calendar table the year alone would be a lie.
    expect(edtf('道光二十九年十一月十九日')).toEqual(['1849/1850']);
    expect(edtf('道光二十九年十月')).toEqual(['1849']);
    expect(edtf('光緒二十年臘月')).toEqual(['1894/1895']);
  });

  test.each([
    ['貞觀三年', ['0629', '1103']],
    ['太和三年', ['0229', '0330', '0346', '0368', '0479', '0829', '0931']],
    ['建武元年', ['0025', '0304', '0317', '0335', '0386', '0494']],
    ['至元三年', ['1266', '1337']],
    ['甲子', ['1624', '1684', '1744', '1804', '1864', '1924']],
  ])('offers every reading of %s and chooses none', (raw, expected) => {
    expect(edtf(raw)).toEqual(expected);
    const stored = dateType.normalise!(DateValue.parse(raw), {});
    expect(stored.edtf).toBeUndefined();
    expect(stored.alternatives?.map((one) => one.edtf)).toEqual(expected);
    expect(dateType.index(stored, {}).days).toBeUndefined();
  });

  test.each([
    '康熙六十二年',
    '光绪三年岁次甲子',
    '民國二百年',
    '1934年13月',
    '不知何年',
    '春日',
    '乾隆六十年又',
    '甲丑',
  ])('does not make up a year for %s', (raw) => expect(edtf(raw)).toEqual([]));
});

describe('a stored date', () => {
  const store = (given: unknown) => dateType.normalise!(DateValue.parse(given), {});

  it('keeps what somebody chose, and what is written', () => {
    expect(store({ raw: '貞觀三年', edtf: '0629' })).toEqual({ raw: '貞觀三年', edtf: '0629', days: daysOf('0629') });
    expect(store('春日')).toEqual({ raw: '春日' });
  });

  it('counts days in the proleptic Gregorian calendar', () => {
    expect(daysOf('1970-01-01')).toEqual([2440588, 2440588]);
    expect(daysOf('1582-10-15')).toEqual([2299161, 2299161]);
    expect(daysOf('-4713-11-24')).toEqual([0, 0]);
    expect(daysOf('2000')).toEqual([2451545, 2451910]);
    expect(daysOf('1984/..')).toEqual(daysOf('1984'));
    expect(daysOf('no date')).toBeNull();
  });

  it('is told in the years of the reader', () => {
    const note = (given: unknown, locale: 'zh-CN' | 'en') => dateType.note!(store(given), {}, locale);
    expect(note('乾隆間', 'zh-CN')).toBe('1736–1795 · EDTF 1736/1795');
    expect(note('元封元年', 'en')).toBe('110 BCE · EDTF -0109');
    expect(note('1934', 'en')).toBeUndefined();
    expect(note('甲子', 'zh-CN')).toBe('可能为 1624, 1684, 1744, 1804, 1864, 1924');
  });
});
