// People, houses and places that the works name, as records of their own. Persons of history with what every handbook
// says of them; the others are made up, and their notes say so. `as` is how works write them.
const invented = { 'zh-CN': '示范人物，出于虚构。', en: 'Made up for the demo.' };
const inventedBody = { 'zh-CN': '示范机构，出于虚构。', en: 'Made up for the demo.' };
const house = (zh, en) => ({ 'zh-CN': `${zh}示范而设，出于虚构。`, en: `${en} Made up for the demo.` });

const kinds = { 字: 'courtesy', 号: 'art', 室: 'studio', 谥: 'posthumous', 法: 'religious', 旧: 'former', 又: 'other' };

/** `字元晦、仲晦 号晦庵` → names with what they are. */
function names(text = '') {
  const found = text
    .split(' ')
    .filter(Boolean)
    .flatMap((part) => [...part.slice(1).split('、')].map((name) => [name, kinds[part[0]]]));
  const kept = found.filter(([, kind]) => kind !== 'other');
  return { variants: found.map(([name]) => name), variantKinds: Object.fromEntries(kept) };
}

const person = (as, zh, en, dynasty, years, more, note) => ({
  kind: 'person',
  as,
  name: { 'zh-CN': zh, en },
  dynasty,
  birthYear: years?.[0] ?? null,
  deathYear: years?.[1] ?? null,
  ...names(more),
  note,
});
const body = (as, zh, en, more, note, library) => ({
  ...person(as, zh, en, null, null, more, note),
  kind: 'body',
  ...(library ? { library } : {}),
});

/** Years are astronomical: 前372年 is -371. */
export const agents = [
  person(['李耳'], '李耳', 'Laozi', '周', null, '字聃 又老子、老聃', {
    'zh-CN': '相传为《老子》（《道德经》）的作者，生平见《史记》。',
    en: 'The reputed author of the Laozi (Daodejing); the Records of the Historian tell of him.',
  }),
  person([], '孔子', 'Confucius', '周', [-550, -478], '字仲尼 又孔丘、孔夫子', {
    'zh-CN': '春秋末鲁国人。言行由弟子及再传弟子记入《论语》。',
    en: 'The teacher whose words and deeds his disciples recorded in the Analects.',
  }),
  person(['曾子'], '曾参', 'Zengzi', '周', [-504, -434], '字子舆 又曾子', {
    'zh-CN': '孔子弟子。旧说《大学》《孝经》传自曾子。',
    en: 'A disciple of Confucius.',
  }),
  person(['子思'], '孔伋', 'Zisi', '周', [-482, -401], '字子思', {
    'zh-CN': '孔子之孙。《中庸》旧题子思作。',
    en: 'A grandson of Confucius, by tradition the author of the Zhongyong.',
  }),
  person(['孫武'], '孙武', 'Sun Wu', '周', null, '字长卿 又孙子', {
    'zh-CN': '春秋末齐人，为吴将。《孙子》十三篇的作者。',
    en: 'A general of Wu, by tradition the author of the Art of War.',
  }),
  person(['孟軻'], '孟轲', 'Mencius', '周', [-371, -288], '又孟子、孟軻', {
    'zh-CN': '战国邹人。生卒年为约数。',
    en: 'A philosopher of the Warring States. The years are approximate.',
  }),
  person(['毛亨'], '毛亨', 'Mao Heng', '汉', null, '又大毛公', {
    'zh-CN': '治《诗》，所传为《毛诗》。',
    en: 'A scholar of the Odes, whose text is the Mao Odes.',
  }),
  person(['王羲之'], '王羲之', 'Wang Xizhi', '晋', [303, 361], '字逸少 又王右军', {
    'zh-CN': '书家。永和九年（353）作《兰亭序》。生卒年用通行之说。',
    en: 'The calligrapher of the Orchid Pavilion preface (353). The years are those commonly given.',
  }),
  person(['陶淵明'], '陶渊明', 'Tao Yuanming', '晋', [null, 427], '字元亮 号五柳先生 谥靖节 又陶潜、陶淵明', {
    'zh-CN': '诗人。生年有数说，此从阙。',
    en: 'A poet. The year of birth is disputed and left open.',
  }),
  person(['周興嗣'], '周兴嗣', 'Zhou Xingsi', '梁', [null, 521], '字思纂 又周興嗣', {
    'zh-CN': '《千字文》次韵者。',
    en: 'The compiler of the Thousand Characters.',
  }),
  person(['玄奘'], '玄奘', 'Xuanzang', '唐', [602, 664], '又陈祎、三藏法师', {
    'zh-CN': '译经僧，俗姓陈。贞观中西行求法，归译经论七十余部。生年有异说。',
    en: 'A monk who travelled to India and translated more than seventy works. The year of birth is disputed.',
  }),
  person(['陸羽'], '陆羽', 'Lu Yu', '唐', [733, 804], '字鸿渐 号竟陵子、桑苎翁 又陸羽', {
    'zh-CN': '《茶经》的作者。生卒年为约数。',
    en: 'The author of the Classic of Tea. The years are approximate.',
  }),
  person(['范仲淹'], '范仲淹', 'Fan Zhongyan', '宋', [989, 1052], '字希文 谥文正 又范文正', {
    'zh-CN': '吴县人。庆历六年（1046）作《岳阳楼记》。',
    en: 'A statesman and writer, the author of the Record of Yueyang Tower (1046).',
  }),
  person(['周敦頤'], '周敦颐', 'Zhou Dunyi', '宋', [1017, 1073], '字茂叔 号濂溪 旧周敦实 又周敦頤', {
    'zh-CN': '原名敦实，避英宗旧讳改。《爱莲说》的作者。',
    en: 'First named Dunshi, changed to avoid a taboo name. The author of On the Love of the Lotus.',
  }),
  person(['蘇軾'], '苏轼', 'Su Shi', '宋', [1037, 1101], '字子瞻 号东坡居士 谥文忠 又苏东坡、蘇軾', {
    'zh-CN': '眉山人。熙宁、元祐间两度官杭州。',
    en: 'A poet from Meishan, who twice held office in Hangzhou.',
  }),
  person(['李清照'], '李清照', 'Li Qingzhao', '宋', [1084, null], '号易安居士', {
    'zh-CN': '词人。南渡后居杭州、绍兴、金华等地。卒年无定说。',
    en: 'A poet of ci. The year of death is not known.',
  }),
  person(['朱熹'], '朱熹', 'Zhu Xi', '宋', [1130, 1200], '字元晦、仲晦 号晦庵 谥文 又朱子', {
    'zh-CN': '《四书章句集注》的作者。',
    en: 'The author of the Collected Commentaries on the Four Books.',
  }),
  person(['王應麟'], '王应麟', 'Wang Yinglin', '宋', [1223, 1296], '字伯厚 号深宁居士 又王應麟', {
    'zh-CN': '庆元府鄞县人。《三字经》旧题王应麟撰。',
    en: 'A scholar from Yin county, by tradition the author of the Three-Character Classic.',
  }),
  person(['李漁'], '李渔', 'Li Yu', '清', [1611, 1680], '字笠鸿 号笠翁 室芥子园 又李漁', {
    'zh-CN': '戏曲、小说家，有《闲情偶寄》。',
    en: 'A playwright and writer of fiction.',
  }),
  person(['朱用純'], '朱用纯', 'Zhu Yongchun', '清', [1627, 1698], '字致一 号柏庐 又朱柏庐、朱用純', {
    'zh-CN': '昆山人。所作《治家格言》世称《朱子家训》。',
    en: 'From Kunshan, the author of the Maxims for Managing the Home.',
  }),
  person(['沈湖樓', '湖樓'], '沈湖楼', 'Shen Hulou', '清', null, '又沈湖樓、湖楼', invented),
  person(['沈硯農'], '沈砚农', 'Shen Yannong', '民国', null, '又沈硯農、硯農', invented),
  person(['陳適之'], '陈适之', 'Chen Shizhi', '民国', null, '又陳適之', invented),
  person(['許伯明'], '许伯明', 'Xu Boming', '民国', null, '又許伯明', invented),
  person(['戴影生'], '戴影生', 'Dai Yingsheng', '民国', null, '', invented),
  person(['王蘭生'], '王兰生', 'Wang Lansheng', '民国', null, '又王蘭生', invented),
  person(['顧子仁'], '顾子仁', 'Gu Ziren', '清', null, '又顧子仁', invented),
  person(['童心齋'], '童心斋', 'Tongxinzhai', '明', null, '又童心齋', invented),
  person(['湖上客'], '湖上客', 'Hushang Ke', '清', null, '', invented),
  person(['竹隱'], '竹隐', 'Zhuyin', '清', null, '又竹隱', invented),
  body(
    ['月輪書塾', '錢塘月輪書塾'],
    '月轮书塾',
    'Yuelun Academy',
    '又月輪書塾',
    house('钱塘书塾，兼事刻书。', 'A school at Qiantang that also printed.'),
  ),
  body(
    ['曲水山房', '會稽曲水山房'],
    '曲水山房',
    'Qushui Shanfang',
    '',
    house('会稽刻书处。', 'A printing house at Kuaiji.'),
  ),
  body(['聽雨樓', '吳門聽雨樓'], '听雨楼', 'Tingyu Lou', '又聽雨樓', house('苏州书坊。', 'A bookshop at Suzhou.')),
  body(
    ['臥雲閣', '四明臥雲閣'],
    '卧云阁',
    'Woyun Ge',
    '又臥雲閣',
    house('四明刻书处。', 'A printing house at Siming.'),
  ),
  body(
    ['湖光照相館'],
    '湖光照相馆',
    'Huguang Studio',
    '又湖光照相館',
    house('杭州照相馆。', 'A photographic studio at Hangzhou.'),
  ),
  body(
    ['越光照相館'],
    '越光照相馆',
    'Yueguang Studio',
    '又越光照相館',
    house('绍兴照相馆。', 'A photographic studio at Shaoxing.'),
  ),
  body(['浙江實業照相部'], '浙江实业照相部', 'Zhejiang Industrial Photographers', '', inventedBody),
  body(['之江大學圖書館'], '之江大学图书馆', 'Zhijiang University Library', '', inventedBody),
  body(['南湖革命史馆口述组'], '南湖革命史馆口述组', 'Nanhu oral history group', '', inventedBody, 'nanhu'),
  body(['南湖革命史馆声像组'], '南湖革命史馆声像组', 'Nanhu film group', '', inventedBody, 'nanhu'),
];

const place = (as, zh, en, modern, latitude, longitude, more) => ({
  as,
  name: { 'zh-CN': zh, en },
  modernName: { 'zh-CN': modern },
  latitude,
  longitude,
  ...names(more),
});

export const places = [
  place(['杭州'], '杭州', 'Hangzhou', '浙江省杭州市', 30.25, 120.16, '旧临安 又武林'),
  place(['杭州府'], '杭州府', 'Hangzhou prefecture', '浙江省杭州市', 30.25, 120.17),
  place(['錢塘縣'], '钱塘县', 'Qiantang county', '浙江省杭州市', 30.25, 120.15, '旧钱唐 又錢塘縣'),
  place(['仁和縣'], '仁和县', 'Renhe county', '浙江省杭州市', 30.27, 120.17, '又仁和縣'),
  place(['西湖'], '西湖', 'West Lake', '浙江省杭州市西湖区', 30.2465, 120.1452, '旧钱塘湖 又西子湖'),
  place(['錢塘江'], '钱塘江', 'Qiantang River', '浙江省杭州市', 30.2, 120.14, '旧浙江 又之江、錢塘江'),
  place(['紹興'], '绍兴', 'Shaoxing', '浙江省绍兴市', 30, 120.58, '又紹興'),
  place(['紹興府'], '绍兴府', 'Shaoxing prefecture', '浙江省绍兴市', 30, 120.58, '又紹興府'),
  place(['越州'], '越州', 'Yuezhou', '浙江省绍兴市', 30, 120.58),
  place(['山陰縣'], '山阴县', 'Shanyin county', '浙江省绍兴市柯桥区', 30.02, 120.55, '又山陰縣'),
  place(['會稽縣'], '会稽县', 'Kuaiji county', '浙江省绍兴市越城区', 30, 120.6, '又會稽縣'),
  place(['鑑湖'], '鉴湖', 'Jian Lake', '浙江省绍兴市柯桥区', 30.05, 120.48, '旧镜湖 又鑑湖'),
  place(['蕭山縣'], '萧山县', 'Xiaoshan county', '浙江省杭州市萧山区', 30.18, 120.26, '旧永兴 又蕭山縣'),
  place(['南湖', '嘉興南湖'], '南湖', 'South Lake', '浙江省嘉兴市南湖区', 30.755, 120.765, '又鸳鸯湖'),
  place(['嘉興府'], '嘉兴府', 'Jiaxing prefecture', '浙江省嘉兴市', 30.75, 120.76, '又嘉興府'),
  place(['湖州府'], '湖州府', 'Huzhou prefecture', '浙江省湖州市', 30.87, 120.09),
  place(['吳興'], '吴兴', 'Wuxing', '浙江省湖州市', 30.87, 120.09, '又吳興'),
  place(['寧波府'], '宁波府', 'Ningbo prefecture', '浙江省宁波市', 29.87, 121.55, '又寧波府'),
  place(['明州'], '明州', 'Mingzhou', '浙江省宁波市', 29.87, 121.55),
  place(['蘇州府'], '苏州府', 'Suzhou prefecture', '江苏省苏州市', 31.3, 120.62, '又蘇州府'),
  place(['景德鎮'], '景德镇', 'Jingdezhen', '江西省景德镇市', 29.29, 117.2, '旧昌南镇 又景德鎮'),
  place(['長安'], '长安', "Chang'an", '陕西省西安市', 34.31, 108.86, '又長安'),
  place(['洛陽'], '洛阳', 'Luoyang', '河南省洛阳市', 34.62, 112.45, '旧雒阳 又洛陽'),
];
