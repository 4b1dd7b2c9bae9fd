import { DateOptions, dateType, DateValue } from './date.value.js';
import { readDate } from './date.reading.js';
import { daysOf } from './edtf.days.js';

const edtf = (raw: string): string[] => readDate(raw).map((reading) => reading.edtf);
const years = (raw: string): number[] =>
  readDate(raw).map((reading) => reading.years?.[0] ?? Number(/^-?\d+/.exec(reading.edtf)![0]));

describe('dates that have been worked out elsewhere', () => {
  test.each([
    ['康熙三十二年', '1693-02-05/1694-01-24'],
    // Two emperors in one year of the era.
    ['康熙六十一年', '1722-02-16/1723-02-04'],
    ['同治八年', '1869-02-11/1870-01-30'],
    ['道光二十九年十一月十九日', '1850-01-01'],
    // Begins with the proclamation: 23 January 1368 in the Julian calendar.
    ['洪武元年', '1368-01-31/1369-02-14'],
    ['民國廿三年', '1934'],
  ])('%s is %s', (raw, expected) => expect(edtf(raw)).toEqual([expected]));

  test.each([
    ['貞觀三年', [629, 1103]],
    ['太和三年', [229, 330, 346, 368, 479, 829, 931]],
    ['建武元年', [25, 304, 317, 335, 386, 494]],
    ['甲子', [1624, 1684, 1744, 1804, 1864, 1924]],
  ])('offers every reading of %s and chooses none', (raw, expected) => {
    expect(years(raw)).toEqual(expected);
    const stored = dateType.normalise!(DateValue.parse(raw), {});
    expect(stored.edtf).toBeUndefined();
    expect(stored.alternatives?.map((one) => one.edtf)).toEqual(edtf(raw));
    expect(dateType.index(stored, {}).days).toBeUndefined();
  });

  it('counts a day of the eleventh month to the year of its era', () => {
    expect(readDate('道光二十九年十一月十九日')[0]).toMatchObject({ years: [1849, 1849], dynasty: 'qing' });
    expect(readDate('建武元年').map(({ label }) => label)[1]).toBe('西晋、前凉 建武元年');
  });
});

describe('the common era', () => {
  test.each([
    ['1934', '1934'],
    ['1934年5月12日', '1934-05-12'],
    ['1934年05月', '1934-05'],
    ['一九三四年五月十二日', '1934-05-12'],
    ['二〇〇八年八月', '2008-08'],
    ['1934.5.12', '1934-05-12'],
    ['1934/5', '1934-05'],
    ['1934-05-12', '1934-05-12'],
    ['19340512', '1934-05-12'],
    ['公元1934年', '1934'],
    ['西元 1934 年 5 月', '1934-05'],
    ['12 May 1934', '1934-05-12'],
    ['12th of May, 1934', '1934-05-12'],
    ['May 12, 1934', '1934-05-12'],
    ['1934 May 12', '1934-05-12'],
    ['Sept. 1899', '1899-09'],
    ['spring 1934', '1934-21'],
    ['winter 1934', '1934-24'],
    ['1934年春', '1934-21'],
    ['1934年5月上旬', '1934-05-01/1934-05-10'],
    ['1934年2月下旬', '1934-02-21/1934-02-28'],
    ['1934年底', '1934-10~/1934-12~'],
    ['1930年代', '193X'],
    ['20世纪30年代', '193X'],
    ['二十世纪三十年代', '193X'],
    ['1930s', '193X'],
    ['19th century', '18XX'],
    ['19世纪', '18XX'],
    ['19世紀末', '1867~/1899~'],
    ['late 19th century', '1867~/1899~'],
    ['early 20th century', '1900~/1932~'],
    ['公元前3世纪', '-0299/-0200'],
    ['c. 1900', '1900~'],
    ['约1900年', '1900~'],
    ['約一九〇〇年', '1900~'],
    ['1900年左右', '1900~'],
    ['1900年前後', '1900~'],
    ['1900?', '1900?'],
    ['约1900年？', '1900%'],
    ['about 1930s', '1930~/1939~'],
    ['1931–1935', '1931/1935'],
    ['1931年至1935年', '1931/1935'],
    ['1931至1935年', '1931/1935'],
    ['1931年5月至8月', '1931-05/1931-08'],
    ['1931 to 1935', '1931/1935'],
    ['1900年以前', '../1900'],
    ['before 1900', '../1900'],
    ['1900年以後', '1900/..'],
    ['after 1644', '1644/..'],
    ['公元前221年', '-0220'],
    ['140 BCE', '-0139'],
    ['AD 79', '0079'],
    ['1984~/1990', '1984~/1990'],
    ['[1667,1668]', '[1667,1668]'],
    ['1934年农历五月初五', '1934-06-16'],
    ['1934年端午', '1934-06-16'],
  ])('%s is %s', (raw, expected) => expect(edtf(raw)).toEqual([expected]));

  it('is read in the Julian calendar before the reform, and told in it', () => {
    expect(edtf('1500年3月1日')).toEqual(['1500-03-11']);
    expect(edtf('12 May 1500')).toEqual(['1500-05-22']);
    expect(edtf('4 October 1582')).toEqual(['1582-10-14']);
    expect(edtf('15 October 1582')).toEqual(['1582-10-15']);
    expect(edtf('10 October 1582')).toEqual([]);
    // What is written as EDTF is EDTF.
    expect(edtf('1500-03-11')).toEqual(['1500-03-11']);
    const note = (locale: 'zh-CN' | 'en') =>
      dateType.note!(dateType.normalise!(DateValue.parse('1500-03-11'), {}), {}, locale);
    expect(note('zh-CN')).toBe('1500年3月1日（儒略历）');
    expect(note('en')).toBe('1 Mar 1500 (Julian calendar)');
  });
});

describe('eras', () => {
  test.each([
    ['民国二十三年五月', '1934-05'],
    ['中華民國三十四年八月十五日', '1945-08-15'],
    ['民國元年元月', '1912-01'],
    ['民国23年', '1934'],
    ['民國三十有七年', '1948'],
    ['民國二十年春', '1931-21'],
    ['民國二十年八月上旬', '1931-08-01/1931-08-10'],
    ['民国间', '1912/1949'],
    ['民国初年', '1912~/1924~'],
    ['民国二十三年旧历五月初五', '1934-06-16'],
    ['民國甲戌', '1934'],
    ['昭和十年三月', '1935-03'],
    ['康德元年', '1934'],
    ['洪宪元年', '1916'],
  ])('by the new calendar: %s is %s', (raw, expected) => expect(edtf(raw)).toEqual([expected]));

  test.each([
    ['萬曆四十八年', '1620-02-04/1620-08-27'],
    ['万历二十年壬辰', '1592-02-13/1593-01-31'],
    ['光緒丁丑', '1877-02-13/1878-02-01'],
    ['光绪三年岁次丁丑', '1877-02-13/1878-02-01'],
    ['清乾隆六十年', '1795-01-21/1796-02-08'],
    ['清高宗乾隆六十年', '1795-01-21/1796-02-08'],
    ['乾隆五十有二年', '1787-02-18/1788-02-06'],
    ['宏治三年', '1490-01-30/1491-02-17'],
    ['唐貞觀三年', '0629-02-02/0630-02-20'],
    ['天宝三载', '0744-01-24/0745-02-09'],
    ['秦始皇二十六年', '-0221-10-27/-0220-11-13'],
    ['汉文帝三年', '-0177-11-21/-0176-11-08'],
    ['吴元年', '1367-02-08/1368-01-27'],
    ['泰昌元年', '1620-08-28/1621-01-21'],
    ['清光緒二十一年刻本', '1895-01-26/1896-02-12'],
    ['光緒二十六年', '1900-01-31/1901-02-18'],
    ['宣統三年十二月二十五日', '1912-02-12'],
  ])('%s is %s', (raw, expected) => expect(edtf(raw)).toEqual([expected]));

  test.each([
    ['光绪二十年正月初一', '1894-02-06'],
    ['光緒二十年七月朔', '1894-08-01'],
    ['光緒二十年七月望日', '1894-08-15'],
    ['光緒二十年七月既望', '1894-08-16'],
    ['光緒二十年七月晦', '1894-08-30'],
    ['光緒二十年七月廿三日', '1894-08-23'],
    ['光緒二十年七月乙亥朔', '1894-08-01'],
    ['光緒二十年七月上浣', '1894-08-01/1894-08-10'],
    ['光緒二十年七月', '1894-08-01/1894-08-30'],
    ['光绪二十年孟秋之月', '1894-08-01/1894-08-30'],
    ['光绪二十年中秋', '1894-09-14'],
    ['光绪二十年除夕', '1895-01-25'],
    ['光绪二十年腊月除夕', '1895-01-25'],
    ['光绪二十年秋', '1894-08-01/1894-10-28'],
    ['光绪二十年壬申月', '1894-08-01/1894-08-30'],
    ['乾隆三十年闰二月', '1765-03-21/1765-04-19'],
    ['乾隆三十年闰月', '1765-03-21/1765-04-19'],
    ['乾隆丁亥嘉平月', '1768-01-20/1768-02-17'],
    ['道光辛巳季秋吉日', '1821-09-26/1821-10-25'],
    ['光緒三十年歲在甲辰仲冬月上浣', '1904-12-07/1904-12-16'],
    ['光緒庚寅三月', '1890-04-19/1890-05-18'],
  ])('months and days: %s is %s', (raw, expected) => expect(edtf(raw)).toEqual([expected]));

  test.each([
    ['乾隆间', '1736/1795'],
    ['乾隆年間', '1736/1795'],
    ['明嘉靖', '1522/1566'],
    ['崇禎末', '1639~/1644~'],
    ['咸豐至同治', '1851/1874'],
    ['明嘉靖至萬曆間', '1522/1620'],
    ['乾嘉間', '1736/1820'],
    ['康雍乾时期', '1662/1795'],
    ['清末', '1821~/1912~'],
    ['晚清', '1821~/1912~'],
    ['清初', '1636~/1727~'],
    ['宋', '0960/1279'],
    ['唐代', '0618/0907'],
    ['唐玄宗时', '0712/0756'],
    ['宋元', '0960/1368'],
    ['明末清初', '1553~/1727~'],
    ['民初', '1912~/1924~'],
    ['清末民初', '1821~/1924~'],
    ['乾隆以前', '../1736'],
    ['乾隆元年至十年', '1736-02-12/1746-01-21'],
    ['乾隆五十年三月至五月', '1785-04-09/1785-07-05'],
    ['约道光二年', '1822-01-23~/1823-02-10~'],
    ['约西夏贞观三年', '1103-02-16~/1104-02-05~'],
    ['約道光二年', '1822-01-23~/1823-02-10~'],
    ['疑為雍正三年', '1725-02-13?/1726-02-01?'],
    ['嘉慶十年(？)', '1805-01-31?/1806-02-17?'],
    ['道光二十年以後', '1840-02-03/..'],
    ['[清光緒]', '1875/1908'],
  ])('stretches and doubts: %s is %s', (raw, expected) => expect(edtf(raw)).toEqual([expected]));

  test.each([
    ['康熙壬寅', [1662, 1722]],
    ['至元三年', [1266, 1337]],
    ['清甲子', [1684, 1744, 1804, 1864]],
    ['天授元年', [690, 1038]],
    ['永曆三年', [1649]],
    ['永曆二十年', [1666]],
    ['上章敦牂', [1630, 1690, 1750, 1810, 1870, 1930]],
    ['甲子三月初五', [1624, 1684, 1744, 1804, 1864, 1924]],
    ['康熙或雍正間', [1662, 1723]],
  ])('%s is of %j', (raw, expected) => expect(years(raw)).toEqual(expected));

  it('knows that the years 690 to 700 began with another month', () => {
    const [first, second, third] = ['唐天授二年正月', '唐天授二年臘月', '唐天授二年一月'].map((raw) => edtf(raw)[0]);
    expect([first, second, third]).toEqual(['0690-12-09/0691-01-07', '0691-01-08/0691-02-06', '0691-02-07/0691-03-08']);
  });

  it('lets what stands in brackets settle what is meant', () => {
    expect(edtf('太和三年[229]')).toEqual(['0229-02-11/0230-01-31']);
    expect(edtf('康熙三十二年（1693）')).toEqual(['1693-02-05/1694-01-24']);
    expect(edtf('1693（康熙三十二年）')).toEqual(['1693-02-05/1694-01-24']);
    expect(edtf('民國廿三年[1934]')).toEqual(['1934']);
    // The two do not agree: somebody has to say which is right.
    expect(edtf('康熙三十二年（1700）')).toEqual(['1693-02-05/1694-01-24', '1700']);
  });

  it('names no day where the month is not known for sure', () => {
    // The sources differ by a day about the months of 353, and nobody knows those of 西夏.
    expect(edtf('东晋永和九年三月初三')).toEqual(['0353-04-~20/0353-05-~19']);
    expect(edtf('西夏贞观三年')).toEqual(['1103-~02-~16/1104-~02-~05']);
    // An inscription that says on which day the month began knew, and may be a day off the table; not a week.
    const found = dateType.normalise!(DateValue.parse('东晋永和九年三月甲寅朔初三'), {});
    expect(found.edtf).toBe('0353-04-23');
    expect(dateType.note!(found, {}, 'zh-CN')).toMatch(/^353年4月22日（儒略历）/);
    expect(edtf('东晋永和九年三月甲子朔初三')).toEqual([]);
    expect(edtf('清康熙三十二年三月乙巳朔')).toEqual(['1693-04-06']);
    expect(edtf('清康熙三十二年三月甲子朔')).toEqual([]);
  });

  test.each([
    '康熙六十二年',
    '光绪三年岁次甲子',
    '光緒二十年七月甲子朔',
    '光緒二十年闰七月',
    '光绪二十年十三月',
    '光绪二十年七月三十一日',
    '民國二百年',
    '1934年13月',
    '1934年2月30日',
    '不知何年',
    '春日',
    '乾隆六十年又',
    '甲丑',
    '元年',
  ])('does not make up a date for %s', (raw) => expect(edtf(raw)).toEqual([]));
});

describe('what else is known', () => {
  it('narrows what may be meant, and is no proof', () => {
    expect(readDate('甲子', { years: [1724, 1805] }).map((one) => one.edtf)).toEqual(['1744', '1804']);
    expect(readDate('太和三年', { dynasty: '唐' }).map((one) => one.dynasty)).toEqual(['tang']);
    expect(readDate('至元三年', { dynasty: '元', years: [1330, 1380] })).toHaveLength(1);
    expect(readDate('太和三年', { years: [1800, 1900] })).toHaveLength(7);
    expect(readDate('乾隆三年', { dynasty: '唐' })).toHaveLength(1);
  });

  it('is taken from the author beside it', () => {
    const read = (raw: string, author: Record<string, string>) =>
      dateType.normalise!(DateValue.parse(raw), {}, [{ type: 'agent', core: 'agent', value: author }]).edtf;
    expect(read('甲子', { name: '紀昀', dates: '1724–1805' })).toBeUndefined();
    expect(read('甲戌', { name: '紀昀', dates: '1724–1805' })).toBe('1754');
    expect(read('甲子', { name: '沈氏', dates: '1881-' })).toBe('1924');
    expect(read('太和三年', { name: '白居易', dynasty: '唐' })).toBe('0829-02-12/0830-01-31');
    expect(read('貞觀三年', { name: '某', dynasty: '不詳' })).toBeUndefined();
  });

  it('may be said once for a field', () => {
    const options = DateOptions.parse({ dynasty: '清', years: [1790, 1850] });
    expect(dateType.normalise!(DateValue.parse('甲子'), options)).toMatchObject({ edtf: '1804', dynastyCode: 'qing' });
  });
});

describe('a stored date', () => {
  const store = (given: unknown) => dateType.normalise!(DateValue.parse(given), {});

  it('keeps what somebody chose, and what is written', () => {
    expect(store({ raw: '貞觀三年', edtf: '0629' })).toEqual({
      raw: '貞觀三年',
      edtf: '0629',
      days: daysOf('0629'),
      dynastyCode: 'tang',
    });
    expect(store({ raw: '貞觀三年', edtf: edtf('貞觀三年')[1] })).toMatchObject({
      years: [1103, 1103],
      dynastyCode: 'xixia',
    });
    expect(store('春日')).toEqual({ raw: '春日' });
  });

  it('takes what earlier versions stored as it is', () => {
    const old = { raw: '康熙三十二年', edtf: '1693', days: [2339417, 2339781] };
    expect(store(old)).toMatchObject(old);
    const open = { raw: '貞觀三年', alternatives: [{ edtf: '0629', label: '唐 貞觀三年' }] };
    expect(store(open).alternatives).toHaveLength(2);
  });

  it('stands under the years by which people count it', () => {
    const index = (raw: string) => dateType.index(store(raw), {});
    expect(index('光緒二十六年')).toMatchObject({ years: [1900, 1900], facets: [{ key: 'qing', label: '清' }] });
    expect(index('道光二十九年十一月十九日').years).toEqual([1849, 1849]);
    expect(index('1934').years).toBeUndefined();
    expect(index('光緒二十六年').sort! < index('光緒二十七年').sort!).toBe(true);
  });

  it('counts days in the proleptic Gregorian calendar', () => {
    expect(daysOf('1970-01-01')).toEqual([2440588, 2440588]);
    expect(daysOf('1582-10-15')).toEqual([2299161, 2299161]);
    expect(daysOf('-4713-11-24')).toEqual([0, 0]);
    expect(daysOf('2000')).toEqual([2451545, 2451910]);
    expect(daysOf('1984/..')).toEqual(daysOf('1984'));
    expect(daysOf('../1984')).toEqual(daysOf('1984'));
    expect(daysOf('1934-24')).toEqual([daysOf('1934-12-01')![0], daysOf('1935-02-28')![0]]);
    expect(daysOf('no date')).toBeNull();
    expect(daysOf('..')).toBeNull();
  });

  it('is told in the years of the reader', () => {
    const note = (given: unknown, locale: 'zh-CN' | 'en') => dateType.note!(store(given), {}, locale);
    expect(note('乾隆間', 'zh-CN')).toBe('1736–1795');
    expect(note('康熙三十二年', 'zh-CN')).toBe('1693');
    expect(note('道光二十九年十一月十九日', 'zh-CN')).toBe('1850年1月1日');
    expect(note('洪武元年', 'zh-CN')).toBe('1368 · 1368年1月23日—1369年2月6日（儒略历）');
    expect(note('洪武元年', 'en')).toBe('1368 · 23 Jan 1368 – 6 Feb 1369 (Julian calendar)');
    expect(note('元封元年', 'en')).toMatch(/^110 BCE\b/);
    expect(note('约道光二年', 'zh-CN')).toBe('约1822');
    expect(note('1900年以後', 'en')).toBe('from 1900');
    expect(note('西夏贞观三年', 'zh-CN')).toMatch(/^1103 · 约1103年2月9日—1104年1月29日（儒略历）$/);
    expect(note('1934', 'en')).toBeUndefined();
    // What is written says it already.
    for (const raw of ['2021年', '公元1934年', '2019年4月12日', '2019 年 4 月 12 日'])
      expect(note(raw, 'zh-CN')).toBeUndefined();
    expect(note('2019年4月12日', 'en')).toBe('12 Apr 2019');
    const code = (given: unknown) => dateType.code!(store(given), {}, 'zh-CN');
    expect(code('康熙三十二年')).toBe('EDTF 1693-02-05/1694-01-24');
    expect([code('1934'), code('無年月')]).toEqual([undefined, undefined]);
    expect(note('至元三年', 'zh-CN')).toBe('可能为 元 至元三年');
  });

  it.each([
    ['民國十四年', '民國十四年（1925）', '1925 (民國十四年)'],
    ['民國十九年九月', '民國十九年九月（1930）', '1930 (民國十九年九月)'],
    ['道光二十九年十一月十九日', '道光二十九年十一月十九日（1849）', '1 Jan 1850 (道光二十九年十一月十九日)'],
    ['洪武元年', '洪武元年（1368）', '1368 (洪武元年)'],
    ['乾隆間', '乾隆間（1736–1795）', '1736–1795 (乾隆間)'],
    ['约道光二年', '约道光二年（约1822）', 'about 1822 (约道光二年)'],
    ['元封元年', '元封元年（公元前110）', '110 BCE (元封元年)'],
    ['康熙五十七年（1718）', '康熙五十七年（1718）', '1718 (康熙五十七年（1718）)'],
    ['1934', '1934', '1934'],
    ['2021年', '2021年', '2021'],
    ['2019年4月12日', '2019年4月12日', '12 Apr 2019'],
    // Nothing is known of it, or it may be several years.
    ['無年月', '無年月', '無年月'],
    ['至元三年', '至元三年', '至元三年'],
    [{ raw: '', edtf: '1888-02-12/1889-01-30' }, '1888–1889', '1888–1889'],
    [{ raw: '', edtf: '1936-05-04' }, '1936年5月4日', '4 May 1936'],
  ])('%j is said in one line with its year', (given, chinese, english) => {
    expect(dateType.line!(store(given), {}, 'zh-CN')).toBe(chinese);
    expect(dateType.line!(store(given), {}, 'en')).toBe(english);
  });
});
