import { fold } from '../../../server/contract/text/index.js';
import type { Work } from './works.js';

/** Which records answer a query: said of the record, never of what the search does. */
export type Answers = (work: Work) => boolean;

export interface Judged {
  q: string;
  class: string;
  answers: Answers;
  /** At least so many are to be found. */
  least: number;
  /** Searched in English. */
  english?: boolean;
}

const folded = (text: string): string => fold(text).toLowerCase();

const of =
  (...collections: string[]): Answers =>
  (work) =>
    collections.includes(work.in);
const about =
  (...forms: string[]): Answers =>
  (work) =>
    forms.some((form) => work.about.includes(folded(form)));
const says =
  (...forms: string[]): Answers =>
  (work) =>
    forms.some((form) => work.all.includes(folded(form)));
const titled =
  (...forms: string[]): Answers =>
  (work) =>
    forms.some((form) => work.title.includes(folded(form)));
const years =
  (from: number, to: number): Answers =>
  ({ years: own }) =>
    own !== null && own[0] >= from && own[1] <= to;
const both =
  (...all: Answers[]): Answers =>
  (work) =>
    all.every((one) => one(work));
const either =
  (...some: Answers[]): Answers =>
  (work) =>
    some.some((one) => one(work));

type Row = [q: string, answers: Answers, least?: number];
const rows = (kind: string, list: readonly Row[], english = false): Judged[] =>
  list.map(([q, answers, least = 1]) => ({ q, class: kind, answers, least, ...(english ? { english } : {}) }));

const kinds = rows('kind', [
  ['拓片', of('jinshi'), 36],
  ['拓本', either(of('jinshi'), says('拓本')), 36],
  ['碑帖', either(of('jinshi'), says('碑帖')), 36],
  ['老照片', of('jiuying'), 46],
  ['照片', either(of('jiuying'), about('照片')), 46],
  ['舊照', of('jiuying'), 46],
  ['信札', either(of('xinzha'), about('信札')), 28],
  ['书信', either(of('xinzha'), about('书信')), 28],
  ['尺牘', either(of('xinzha'), says('尺牘')), 28],
  ['古籍', either(of('guji'), about('古籍')), 28],
  ['善本', either(of('guji'), says('善本')), 28],
  ['舆图', either(of('yutu'), about('舆图')), 14],
  ['地图', either(of('yutu'), about('地图')), 14],
  ['三维', of('yaohuo'), 16],
  ['实物', of('yaohuo'), 16],
  ['器物', either(of('yaohuo'), about('器物')), 16],
  ['书画', either(of('shuhua'), about('书画')), 24],
  ['國畫', of('shuhua'), 24],
  ['声像', of('koushu', 'liusheng'), 18],
]);

const kindsBeside = rows('kind with words', [
  ['西湖 拓片', both(of('jinshi'), says('西湖')), 4],
  ['西湖 老照片', both(of('jiuying'), says('西湖')), 10],
  ['西湖老照片', both(of('jiuying'), says('西湖')), 10],
  ['兰亭拓片', both(of('jinshi'), says('兰亭')), 2],
  ['沈砚农 信札', both(of('xinzha'), says('沈硯農')), 5],
  ['铁路 照片', both(of('jiuying'), says('鐵路')), 2],
  ['海塘 舆图', both(of('yutu'), says('海塘')), 1],
  ['南湖 地图', both(of('yutu'), says('南湖')), 1],
  ['青花 实物', both(of('yaohuo'), says('青花')), 3],
  ['梅 书画', both(of('shuhua'), says('梅')), 3],
  ['墓志 拓片', both(of('jinshi'), says('墓志')), 4],
  ['抗战 书信', both(of('xinzha'), says('抗戰')), 3],
  ['桥梁 老照片', both(of('jiuying'), says('橋梁', '橋')), 3],
  ['四书 古籍', both(of('guji'), says('四書')), 5],
]);

const dates = rows('date', [
  ['1931年', years(1931, 1931), 5],
  ['民国20年', years(1931, 1931), 5],
  ['民國二十年', either(years(1931, 1931), says('民國二十年')), 5],
  ['一九三一', years(1931, 1931), 5],
  ['一九三一年', years(1931, 1931), 5],
  ['1931', years(1931, 1931), 5],
  ['1925', years(1925, 1925), 3],
  ['民国14年', years(1925, 1925), 3],
  ['乾隆30年', years(1765, 1765), 2],
  ['乾隆三十年', either(years(1765, 1765), says('乾隆三十年')), 2],
  ['1765年', years(1765, 1765), 2],
  ['光緒庚寅', years(1890, 1890), 2],
  ['光绪十六年', years(1890, 1890), 2],
  ['庚寅', either(years(1890, 1890), years(1830, 1830), years(1770, 1770), says('庚寅')), 2],
  ['万历32年', years(1604, 1604), 1],
  ['353年', years(353, 353), 1],
  ['永和九年', either(years(353, 353), says('永和九年')), 1],
  ['1562年', years(1562, 1562), 1],
  ['嘉靖41年', years(1562, 1562), 1],
  ['724年', years(724, 724), 1],
  ['开元12年', years(724, 724), 1],
  ['1122年', years(1122, 1122), 4],
  ['宣和四年', either(years(1122, 1122), says('宣和四年')), 4],
  ['1937年', years(1937, 1937), 3],
  ['1933-1935', years(1933, 1935), 10],
  ['2021年', years(2021, 2021), 8],
  ['光緒二十一年', years(1895, 1895), 3],
  ['1895', years(1895, 1895), 3],
]);

const spans = rows('time', [
  ['16世纪', years(1500, 1599), 8],
  ['16世紀', years(1500, 1599), 8],
  ['18世纪', years(1700, 1799), 8],
  ['12世纪', years(1100, 1199), 4],
  ['1920年代', years(1920, 1929), 8],
  ['20世纪30年代', years(1930, 1939), 10],
  ['明代', either(years(1368, 1644), says('明代')), 10],
  ['明', either(years(1368, 1644)), 10],
  ['清', either(years(1636, 1912)), 10],
  ['唐', either(years(618, 907), about('唐')), 7],
  ['唐代', either(years(618, 907), about('唐代')), 7],
  ['宋', either(years(960, 1279), about('宋')), 8],
  ['元', either(years(1271, 1368), about('元')), 2],
  ['宋朝', years(960, 1279), 8],
  ['乾隆', either(years(1736, 1795), says('乾隆')), 8],
  ['康熙年间', years(1662, 1722), 8],
  ['万历', either(years(1573, 1620), says('萬曆')), 6],
  ['光绪', either(years(1875, 1908), says('光緒')), 10],
  ['民国', either(years(1912, 1949), about('民國')), 10],
  ['西汉', either(years(-205, 8), says('西漢')), 2],
  ['北魏', either(years(386, 534), says('北魏')), 1],
  ['新石器时代', years(-8000, -1500), 2],
  ['明代 书画', both(of('shuhua'), years(1368, 1644)), 4],
  ['清代拓片', both(of('jinshi'), years(1636, 1912)), 8],
  ['宋代 器物', both(of('yaohuo'), years(960, 1279)), 2],
  ['民国老照片', both(of('jiuying'), years(1912, 1949)), 46],
  ['1931年 照片', both(of('jiuying'), years(1931, 1931)), 3],
  ['光绪 信札', both(of('xinzha'), either(years(1875, 1908), says('光緒'))), 5],
]);

const classes = rows('class', [
  ['经部', both(of('guji'), says('经部')), 8],
  ['子部', both(of('guji'), says('子部')), 5],
  ['集部', both(of('guji'), says('集部')), 9],
  ['史部', both(of('guji'), says('史部')), 1],
  ['四书类', says('四书类'), 5],
  ['别集类', says('别集类'), 5],
  ['道家类', says('道家类'), 1],
  ['墓志', says('墓志', '墓誌'), 4],
  ['摩崖', says('摩崖'), 4],
  ['造像记', says('造像記', '造像记'), 2],
  ['瓦当', says('瓦當'), 2],
  ['立轴', says('立軸'), 5],
  ['扇面', says('扇面'), 3],
  ['手卷', says('手卷'), 2],
  ['瓷器', says('瓷器'), 8],
  ['陶器', says('陶器'), 2],
  ['刻本', about('刻本'), 10],
  ['抄本', says('抄本', '鈔本'), 1],
]);

const people = rows('person', [
  ['苏东坡', says('蘇軾', '苏轼', '苏东坡', '東坡'), 1],
  ['東坡居士', says('蘇軾', '苏轼', '东坡'), 1],
  ['子瞻', says('蘇軾', '苏轼', '子瞻'), 1],
  ['逸少', says('王羲之', '逸少'), 1],
  ['五柳先生', says('陶淵明', '陶渊明', '五柳', '靖節'), 2],
  ['陶潛', says('陶淵明', '陶渊明', '陶潜', '靖節'), 2],
  ['靖节', says('陶淵明', '陶靖節', '靖节'), 2],
  ['易安居士', says('李清照'), 1],
  ['李清照', says('李清照'), 1],
  ['老聃', says('李耳', '老子', '老聃'), 1],
  ['朱子', says('朱熹', '朱子'), 3],
  ['朱熹', says('朱熹', '朱子'), 3],
  ['沈湖楼', says('沈湖樓', '湖樓'), 6],
  ['许伯明', says('許伯明'), 10],
  ['沈硯農', says('沈硯農', '硯農'), 8],
  ['陈适之', says('陳適之'), 8],
  ['王兰生', says('王蘭生'), 4],
  ['湖上客', says('湖上客'), 5],
  ['竹隱', says('竹隱'), 4],
  ['范仲淹', says('范仲淹'), 1],
  ['桑苎翁', says('陸羽', '陆羽', '桑苎'), 1],
  ['笠翁', says('李漁', '笠翁'), 1],
  ['湖光照相馆', says('湖光照相館'), 5],
  ['戴影生', says('戴影生'), 4],
  ['玄奘', says('玄奘', '三藏'), 1],
  ['三藏法师', says('玄奘', '三藏'), 1],
  ['元奘', says('玄奘', '元奘'), 1],
]);

const places = rows('place', [
  ['西湖', says('西湖', '錢塘湖'), 10],
  ['钱塘', says('錢塘', '钱塘'), 10],
  ['錢塘江', says('錢塘江', '钱塘江', '之江', '浙江'), 5],
  ['南湖', says('南湖', '鴛鴦湖'), 8],
  ['鸳鸯湖', says('南湖', '鸳鸯湖'), 5],
  ['绍兴', says('紹興', '绍兴'), 8],
  ['鉴湖', says('鑑湖', '鏡湖', '镜湖', '鉴湖'), 3],
  ['镜湖', says('鑑湖', '鏡湖', '镜湖', '鉴湖'), 3],
  ['宁波', says('寧波', '宁波'), 3],
  ['杭州', says('杭州', '臨安'), 10],
  ['临安', says('杭州', '臨安', '临安', '武林'), 5],
  ['景德镇', says('景德鎮', '昌南'), 4],
  ['洛阳', says('洛陽', '洛阳', '雒'), 2],
  ['天目山', says('天目山'), 2],
  ['运河', says('運河', '运河'), 3],
  ['太湖', says('太湖'), 1],
  ['舟山', says('舟山'), 2],
  ['兰亭', says('蘭亭', '兰亭'), 6],
  ['普陀山', says('普陀'), 1],
  ['山阴', says('山陰', '山阴'), 8],
]);

const variants = rows('variant', [
  ['道德经', says('道德經'), 1],
  ['論语', says('論語', '论语'), 1],
  ['墓誌', says('墓誌', '墓志'), 4],
  ['雷峰塔', says('雷峯', '雷峰'), 1],
  ['雷峯塔', says('雷峯', '雷峰'), 1],
  ['青花瓶', both(of('yaohuo'), says('青花')), 0],
  ['湖楼', says('湖樓', '湖楼'), 4],
  ['群岛', says('羣島', '群岛'), 1],
  ['金石', says('金石'), 2],
  ['词选', says('詞選', '词选'), 1],
  ['赤壁赋', says('赤壁賦'), 2],
  ['愛莲說', says('愛蓮說'), 1],
  ['烟雨楼', says('煙雨樓', '烟雨楼'), 2],
  ['鐘楼', says('鐘樓', '钟楼'), 1],
]);

const spelled = rows('pinyin', [
  ['xihu', says('西湖'), 10],
  ['xi hu', says('西湖'), 10],
  ['qian tang', says('錢塘', '钱塘'), 5],
  ['nanhu', says('南湖'), 3],
  ['shaoxing', says('紹興', 'shaoxing'), 3],
  ['dao de jing', says('道德經', 'daodejing'), 1],
  ['daodejing', says('道德經', 'daodejing'), 1],
  ['ddj', says('道德經'), 1],
  ['lantingxu', says('蘭亭', '兰亭'), 2],
  ['lantingjixu', says('蘭亭集序'), 1],
  ['ltjx', says('蘭亭集序'), 1],
  ['sushi', says('蘇軾', '苏轼'), 1],
  ['qianziwen', says('千字文'), 1],
  ['qzw', says('千字文'), 1],
  ['baijiaxing', says('百家姓'), 1],
  ['chibifu', says('赤壁賦'), 1],
  ['xuboming', says('許伯明'), 5],
  ['taoyuanming', says('陶淵明', '陶渊明'), 2],
  ['hu xin ting', says('湖心亭'), 1],
  ['yanyulou', says('煙雨樓', '烟雨楼'), 1],
]);

const phrases = rows('phrase', [
  ['天下皆知美之为美', says('天下皆知美之爲美'), 1],
  ['学而时习之，不亦说乎', says('學而時習之'), 1],
  ['天地玄黄', says('天地玄黃'), 1],
  ['人之初性本善', says('人之初'), 1],
  ['先天下之忧而忧', says('先天下之憂而憂'), 1],
  ['赵钱孙李', says('趙錢孫李'), 1],
  ['清風徐來', says('清風徐來'), 1],
  ['出淤泥而不染', says('出淤泥而不染'), 1],
  ['永和九年歲在癸丑', says('永和九年'), 1],
  ['黎明即起', says('黎明即起'), 1],
  ['"八千卷楼"', says('八千卷樓'), 1],
  ['殘本三冊', says('殘本三冊'), 1],
  ['關關雎鳩', says('關關雎鳩'), 1],
  ['兵者國之大事', says('兵者國之大事', '國之大事'), 1],
  ['观自在菩萨', says('觀自在菩薩'), 1],
  ['天对地雨对风', says('天對地'), 1],
]);

const subjects = rows('subject', [
  ['水利', says('水利'), 5],
  ['海塘', says('海塘'), 3],
  ['藏书', says('藏書', '藏书'), 5],
  ['抗战', says('抗戰', '抗战'), 3],
  ['铁路', says('鐵路', '铁路'), 3],
  ['茶', says('茶'), 4],
  ['荷花', says('荷花'), 2],
  ['蚕桑', says('蠶桑', '蚕桑', '養蠶'), 2],
  ['女子教育', says('女子教育'), 3],
  ['书院', says('書院', '书院'), 2],
  ['雪景', says('雪景'), 4],
  ['佛教', says('佛教'), 2],
  ['佛经', says('佛經', '佛经'), 1],
  ['蒙学', says('蒙學', '蒙学'), 4],
  ['青瓷', says('青瓷'), 2],
  ['民俗', says('民俗'), 4],
  ['渔业', says('漁業', '渔业'), 2],
  ['善本南迁', says('善本南遷', '善本南迁'), 4],
]);

const english = rows(
  'English',
  [
    ['rubbings', either(of('jinshi'), says('rubbing')), 36],
    ['old photographs', of('jiuying'), 46],
    ['photos', of('jiuying'), 46],
    ['letters', either(of('xinzha'), says('letter')), 28],
    ['rare books', of('guji'), 28],
    ['maps', either(of('yutu'), says('map')), 14],
    ['3D models', of('yaohuo'), 16],
    ['paintings', either(of('shuhua'), says('painting')), 24],
    ['Song dynasty', either(years(960, 1279), says('song')), 8],
    ['Ming dynasty', years(1368, 1644), 10],
    ['Qing dynasty', either(years(1636, 1912), says('qing')), 10],
    ['Tang dynasty', either(years(618, 907), says('tang')), 7],
    ['16th century', years(1500, 1599), 8],
    ['1930s', years(1930, 1939), 10],
    ['late 19th century', years(1850, 1899), 5],
    ['Ming dynasty paintings', both(of('shuhua'), years(1368, 1644)), 4],
    ['Song dynasty rubbings', both(of('jinshi'), years(960, 1279)), 5],
    ['West Lake photographs', both(of('jiuying'), says('西湖')), 5],
    ['West Lake', says('西湖', 'west lake'), 8],
    ['Su Shi', says('蘇軾', 'su shi'), 1],
    ['epitaph', says('epitaph'), 4],
    ['pagoda', says('pagoda'), 3],
    ['celadon', says('celadon'), 2],
  ],
  true,
);

const titles = rows('title', [
  ['老子道德經', titled('老子道德經'), 1],
  ['孫子兵法', says('孫子兵法', '孫子'), 1],
  ['千字文', says('千字文'), 1],
  ['三字经', says('三字經'), 1],
  ['漱玉詞選', titled('漱玉詞選'), 1],
  ['断桥残雪', says('斷橋殘雪'), 1],
  ['三潭印月', says('三潭印月'), 1],
  ['歲寒三友圖', titled('歲寒三友'), 1],
  ['西湖全图', titled('西湖全圖'), 1],
  ['放生池碑', says('放生池碑'), 4],
  ['唐诗选', says('唐詩選'), 1],
  ['錢塘江大橋', says('錢塘江大橋'), 1],
  ['饕餮纹铜觚', titled('饕餮'), 1],
]);

const fields = rows('field', [
  ['题名:西湖', titled('西湖'), 1],
  ['责任者:沈湖楼', about('沈湖樓', '沈湖楼'), 4],
  ['主题:水利', about('水利'), 4],
  ['年代:1931年', years(1931, 1931), 5],
  ['年代:乾隆', either(years(1736, 1795), says('乾隆')), 5],
  ['地点:绍兴', about('紹興', '绍兴'), 3],
  ['title:"Heart Sutra"', about('heart sutra'), 1],
]);

export const judged: readonly Judged[] = [
  ...kinds,
  ...kindsBeside,
  ...dates,
  ...spans,
  ...classes,
  ...people,
  ...places,
  ...variants,
  ...spelled,
  ...phrases,
  ...subjects,
  ...english,
  ...titles,
  ...fields,
];
