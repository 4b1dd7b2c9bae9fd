import type { CitationSource } from '../../server/contract/reader.js';

export const copy = { url: 'https://zjlib.example.org/i/7hqk2m9xd', holder: '之江大学图书馆', seen: '2026-11-30' };
export const of = (
  kind: CitationSource['kind'],
  title: string,
  more: Partial<CitationSource> = {},
): CitationSource => ({
  kind,
  title,
  agents: [],
  addressees: [],
  ...more,
});
const year = (year: number, written = String(year)) => ({ written, years: [year, year] as [number, number] });
const end = (number: string) => `[2026-11-30]. 之江大学图书馆, ${number}. ${copy.url}.`;

/** Each as somebody who knows GB/T 7714-2015 writes it by hand. */
export const byHand: [string, CitationSource, string][] = [
  [
    '刻本：版本在前，公元年在前、原纪年在括号里，责任者不带著作方式',
    of('book', '老子道德經', {
      agents: [{ name: '李耳', role: '撰', relator: 'aut' }],
      edition: '刻本',
      place: '杭州府',
      publisher: '錢塘月輪書塾',
      date: year(1888, '光緒十四年'),
      identifier: 'ZJ-GJ-0001',
    }),
    `李耳. 老子道德經[M/OL]. 刻本. 杭州府: 錢塘月輪書塾, 1888(光緒十四年)${end('ZJ-GJ-0001')}`,
  ],
  [
    '注者在题名之后，刻工不录',
    of('book', '老子道德經注', {
      agents: [
        { name: '李耳', role: '撰', relator: 'aut' },
        { name: '王弼', role: '注', relator: 'ann' },
        { name: '徐子成', role: '刻', relator: 'egr' },
      ],
      date: { written: '明萬曆間', years: [1573, 1620] },
      identifier: '善 12',
    }),
    `李耳. 老子道德經注[M/OL]. 王弼, 注. [1573-1620](明萬曆間)${end('善 12')}`,
  ],
  [
    '只有译者，题名居首',
    of('book', '般若波羅蜜多心經', {
      agents: [{ name: '玄奘', role: '譯', relator: 'trl' }],
      edition: '寫本',
      place: '杭州府',
      date: year(1428, '宣德三年'),
      identifier: 'ZJ-GJ-0007',
    }),
    `般若波羅蜜多心經[M/OL]. 玄奘, 譯. 寫本. 杭州府, 1428(宣德三年)${end('ZJ-GJ-0007')}`,
  ],
  [
    '四位以上只录三位',
    of('gazetteer', '錢塘縣志', {
      agents: ['甲', '乙', '丙', '丁'].map((name) => ({ name, role: '纂', relator: 'com' })),
      date: { written: '1609-1612', years: [1609, 1612] },
    }),
    `甲, 乙, 丙, 等. 錢塘縣志[M/OL]. 1609-1612[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '信札：发信人居首，到日；题名未写明收信人的补出',
    of('letter', '論舊抄書', {
      agents: [{ name: '沈硯農', role: '寄', relator: 'crp' }],
      addressees: ['陳適之'],
      place: '杭州',
      date: { ...year(1931, '民國二十年八月十六日'), day: '1931-08-16' },
      identifier: 'ZJ-XZ-0001',
    }),
    `沈硯農. 論舊抄書: 致陳適之[Z/OL]. 1931-08-16(民國二十年八月十六日)${end('ZJ-XZ-0001')}`,
  ],
  [
    '题名已写明收信人的照题名',
    of('letter', '沈硯農致陳適之論舊抄書', {
      agents: [{ name: '沈硯農', relator: 'crp', role: '寄' }],
      addressees: ['陳適之'],
      date: year(1931, '民國二十年'),
    }),
    `沈硯農. 沈硯農致陳適之論舊抄書[Z/OL]. 1931(民國二十年)[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '拓片：撰者居首，书者在后；出土地不是出版地',
    of('rubbing', '唐修鏡湖斗門記', {
      agents: [
        { name: '徐文淵', role: '撰', relator: 'aut' },
        { name: '范的', role: '書', relator: 'scr' },
      ],
      place: '會稽',
      date: year(794, '貞元十年九月'),
      identifier: 'LT-JS-0004',
    }),
    `徐文淵. 唐修鏡湖斗門記[Z/OL]. 范的, 書. 794(貞元十年九月)${end('LT-JS-0004')}`,
  ],
  [
    '舆图：所绘之地不是出版地',
    of('map', '錢塘江口海塘圖', {
      agents: [{ name: '佚名', role: '繪', relator: 'art' }],
      place: '錢塘江口',
      date: year(1890, '光緒十六年'),
      identifier: 'ZJ-YT-0001',
    }),
    `佚名. 錢塘江口海塘圖[CM/OL]. 1890(光緒十六年)${end('ZJ-YT-0001')}`,
  ],
  [
    '影片：没有责任者，只知道年',
    of('recording', '南湖泛舟', { place: '南湖', date: year(2021, '2021年'), identifier: 'NH-LS-0001' }),
    `南湖泛舟[Z/OL]. 2021${end('NH-LS-0001')}`,
  ],
  [
    '公元前；约略的年代加方括号；无日期',
    of('object', '漢元封鼎', { date: { written: '約元封元年', years: [-109, -109], about: true } }),
    `漢元封鼎[Z/OL]. [前110](約元封元年)[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  ['什么都不知道', of('other', '無題'), `無題[Z/OL]. [2026-11-30]. 之江大学图书馆. ${copy.url}.`],
  [
    '西文',
    of('book', 'The City of the Lake', {
      agents: ['Ann Moule', 'B. Stone', 'C. Reed', 'D. Hill'].map((name) => ({ name, role: 'author', relator: 'aut' })),
      place: 'Shanghai',
      publisher: 'Kelly & Walsh',
      date: year(1921),
    }),
    `Ann Moule, B. Stone, C. Reed, et al. The City of the Lake[M/OL]. Shanghai: Kelly & Walsh, 1921[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '稿本：版本类型代替版本，抄者在题名之后，年号为估计的起讫',
    of('manuscript', '湖樓日記', {
      agents: [
        { name: '沈湖樓', role: '撰', relator: 'aut' },
        { name: '徐清', role: '抄', relator: 'scr' },
      ],
      edition: '稿本',
      place: '杭州',
      date: { written: '光緒間', years: [1875, 1908] },
      identifier: 'ZJ-GB-0002',
    }),
    `沈湖樓. 湖樓日記[Z/OL]. 徐清, 抄. 稿本. [1875-1908](光緒間)${end('ZJ-GB-0002')}`,
  ],
  [
    '家谱：纂修者居首，有出版地与出版者',
    of('genealogy', '會稽王氏宗譜', {
      agents: [{ name: '王鳳儀', role: '纂修', relator: 'com' }],
      edition: '木活字本',
      place: '紹興',
      publisher: '三槐堂',
      date: year(1875, '光緒元年'),
      identifier: '譜 31',
    }),
    `王鳳儀. 會稽王氏宗譜[M/OL]. 木活字本. 紹興: 三槐堂, 1875(光緒元年)${end('譜 31')}`,
  ],
  [
    '照片：摄影者居首，到日；有照相馆的带出版地',
    of('photograph', '湖心亭', {
      agents: [{ name: '戴影生', role: '攝', relator: 'pht' }],
      place: '杭州',
      publisher: '湖光照相館',
      date: { ...year(1931, '民國二十年五月一日'), day: '1931-05-01' },
      identifier: 'ZJ-JY-0003',
    }),
    `戴影生. 湖心亭[Z/OL]. 杭州: 湖光照相館, 1931-05-01(民國二十年五月一日)${end('ZJ-JY-0003')}`,
  ],
  [
    '书画：绘者居首，题跋者、藏者不录',
    of('painting', '歲寒三友圖', {
      agents: [
        { name: '許伯明', role: '繪', relator: 'art' },
        { name: '陳適之', role: '跋', relator: 'aft' },
        { name: '王氏', role: '藏', relator: 'own' },
      ],
      place: '杭州',
      date: { ...year(1931), about: true, written: '約1931年' },
      identifier: 'LQ-SH-0001',
    }),
    `許伯明. 歲寒三友圖[Z/OL]. [1931]${end('LQ-SH-0001')}`,
  ],
  [
    '书法作品：书者就是责任者',
    of('painting', '行書七言聯', {
      agents: [{ name: '許伯明', role: '書', relator: 'scr' }],
      date: year(1930, '庚午'),
    }),
    `許伯明. 行書七言聯[Z/OL]. 1930(庚午)[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '录音：口述者居首，采访者在后，到日',
    of('recording', '橹声里的童年', {
      agents: [
        { name: '王阿根', role: '口述', relator: 'ive' },
        { name: '林小南', role: '采访', relator: 'ivr' },
      ],
      place: '嘉兴',
      date: { ...year(2021, '2021-06-05'), day: '2021-06-05' },
      identifier: 'NH-KS-0002',
    }),
    `王阿根. 橹声里的童年[Z/OL]. 林小南, 采访. 2021-06-05${end('NH-KS-0002')}`,
  ],
  [
    '影片：没有别的责任者，制作者就是',
    of('recording', '南湖泛舟', {
      film: true,
      agents: [{ name: '南湖影像工作室', role: '制作', relator: 'mfr' }],
      date: year(2021, '2021年'),
    }),
    `南湖影像工作室. 南湖泛舟[Z/OL]. 2021[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '实物（三维）：作器者居首',
    of('object', '紫砂提梁壺', {
      agents: [{ name: '時大彬', role: '製', relator: 'mfr' }],
      place: '宜興',
      date: { written: '明萬曆間', years: [1573, 1620] },
      identifier: 'LT-YH-0020',
    }),
    `時大彬. 紫砂提梁壺[Z/OL]. [1573-1620](明萬曆間)${end('LT-YH-0020')}`,
  ],
  [
    '拓片的拓者不是责任者',
    of('rubbing', '放生池碑', { agents: [{ name: '王二', role: '拓', relator: 'mfr' }], date: year(1122, '宣和四年') }),
    `放生池碑[Z/OL]. 1122(宣和四年)[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '学位论文：授予单位作出版者，指导者在题名之后',
    of('thesis', '錢塘江潮汐研究', {
      agents: [
        { name: '林潮生', role: '撰', relator: 'aut' },
        { name: '陳適之', role: '指導', relator: 'ths' },
      ],
      place: '杭州',
      publisher: '之江大學',
      date: year(1936, '民國二十五年'),
    }),
    `林潮生. 錢塘江潮汐研究[D/OL]. 陳適之, 指導. 杭州: 之江大學, 1936(民國二十五年)[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '报纸：到日',
    of('newspaper', '越鐸日報', {
      place: '紹興',
      publisher: '越鐸日報社',
      date: { ...year(1912, '民國元年一月三日'), day: '1912-01-03' },
      identifier: '報 7',
    }),
    `越鐸日報[N/OL]. 紹興: 越鐸日報社, 1912-01-03(民國元年一月三日)${end('報 7')}`,
  ],
  [
    '期刊：机关团体作责任者',
    of('periodical', '浙江潮', {
      agents: [{ name: '浙江同鄉會', role: '編', relator: 'com' }],
      place: '東京',
      publisher: '浙江同鄉會雜誌部',
      date: { written: '1903-1904', years: [1903, 1904] },
    }),
    `浙江同鄉會. 浙江潮[J/OL]. 東京: 浙江同鄉會雜誌部, 1903-1904[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '契约与档案',
    of('deed', '王阿福賣田契', { date: year(1850, '道光三十年'), place: '山陰', identifier: '契 5' }),
    `王阿福賣田契[A/OL]. 1850(道光三十年)${end('契 5')}`,
  ],
  [
    '第一版不录，以后的照录',
    of('book', '西湖遊覽指南', {
      edition: '初版',
      publisher: '商務印書館',
      place: '上海',
      date: year(1913, '民國二年'),
    }),
    `西湖遊覽指南[M/OL]. 上海: 商務印書館, 1913(民國二年)[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
  [
    '西文姓在前的，姓大写、名缩写；两位都录',
    of('book', 'Rubbings of the Song', {
      agents: [
        { name: 'Harcourt, Edmund J.', role: 'author', relator: 'aut' },
        { name: "O'Neill, Mary-Ann", role: 'author', relator: 'aut' },
      ],
      edition: '2nd ed.',
      place: 'London',
      publisher: 'Kelly & Walsh, Ltd',
      date: year(1921),
    }),
    `HARCOURT E J, O'NEILL M A. Rubbings of the Song[M/OL]. 2nd ed. London: Kelly & Walsh, Ltd, 1921[2026-11-30]. 之江大学图书馆. ${copy.url}.`,
  ],
];
