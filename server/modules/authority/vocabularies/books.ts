import { list, term, vocabulary } from './shipped.js';

/** 四部, in the order in which every Chinese library shelves and lists. */
const siku = vocabulary('siku', '四部分类', 'Fourfold classification', [
  term('jing', '经部', 'Classics', {
    variants: ['经'],
    narrower: list(`
      jing-cong 丛编 Collections of classics
      jing-yi 易类 Changes
      jing-shu 书类 Documents = 尚书类
      jing-shi 诗类 Odes
      jing-li 礼类 Rites
      jing-yue 乐类 Music
      jing-chunqiu 春秋类 Spring and Autumn Annals
      jing-xiao 孝经类 Filial Piety
      jing-sishu 四书类 Four Books
      jing-zong 群经总义类 General works on the classics = 五经总义类
      jing-xiaoxue 小学类 Language and script
      jing-chenwei 谶纬类 Apocrypha and prognostics`),
  }),
  term('shi', '史部', 'Histories', {
    variants: ['史'],
    narrower: list(`
      shi-cong 丛编 Collections of histories
      shi-jizhuan 纪传类 Annals and biographies = 正史类
      shi-biannian 编年类 Chronicles
      shi-benmo 纪事本末类 Topical histories
      shi-za 杂史类 Miscellaneous histories
      shi-zhaoling 诏令奏议类 Edicts and memorials
      shi-zhuanji 传记类 Biographies
      shi-chao 史抄类 Excerpts from histories = 史钞类
      shi-zaiji 载记类 Regional regimes
      shi-shiling 时令类 Seasonal observances
      shi-dili 地理类 Geography = 方志类
      shi-zhiguan 职官类 Offices
      shi-zhengshu 政书类 Government
      shi-mulu 目录类 Bibliographies = 书目类
      shi-jinshi 金石类 Bronzes and inscriptions = 金石考古类
      shi-ping 史评类 Historical criticism`),
  }),
  term('zi', '子部', 'Masters', {
    variants: ['子'],
    narrower: list(`
      zi-cong 丛编 Collections of masters
      zi-ru 儒家类 Confucians
      zi-dao 道家类 Daoists
      zi-bing 兵家类 Military
      zi-fa 法家类 Legalists
      zi-nong 农家类 Agriculture
      zi-yi 医家类 Medicine
      zi-tiansuan 天文算法类 Astronomy and mathematics = 天文历算类
      zi-shushu 术数类 Divination
      zi-yishu 艺术类 Arts
      zi-pulu 谱录类 Treatises and catalogues of things
      zi-za 杂家类 Miscellaneous masters
      zi-xiaoshuo 小说家类 Tales = 小说类
      zi-shijia 释家类 Buddhism = 宗教类佛教
      zi-daojiao 道教类 Daoist religion
      zi-qita 其他宗教类 Other religions`),
  }),
  term('ji', '集部', 'Collections', {
    variants: ['集'],
    narrower: list(`
      ji-chuci 楚辞类 Songs of Chu
      ji-biji 别集类 Individual collections
      ji-zongji 总集类 Anthologies
      ji-shiwenping 诗文评类 Literary criticism
      ji-ci 词类 Lyrics
      ji-qu 曲类 Drama and songs = 戏曲类
      ji-xiaoshuo 小说类 Novels`),
  }),
  term('leicong', '类丛部', 'Encyclopaedias and series', {
    variants: ['丛部'],
    narrower: list(`
      leicong-lei 类书类 Encyclopaedias
      leicong-cong 丛书类 Series`),
  }),
]);

const editionType = vocabulary('edition-type', '版本类型', 'Type of edition', [
  term('xie', '写本', 'Manuscript', { variants: ['寫本'] }),
  term('gao', '稿本', 'Author’s manuscript', {
    narrower: list(`
      gao-shou 手稿本 Autograph manuscript = 手稿
      gao-qing 清稿本 Fair copy = 清稿
      gao-xiugai 修改稿本 Revised draft = 修改稿`),
  }),
  term('chao', '抄本', 'Manuscript copy', {
    variants: ['钞本'],
    narrower: list('chao-ying 影抄本 Traced manuscript copy = 影钞本'),
  }),
  term('ke', '刻本', 'Woodblock print', {
    variants: ['刊本'],
    narrower: list(`
      ke-ying 影刻本 Facsimile woodblock print = 影刊本
      ke-dixiu 递修本 Print from repaired blocks
      ke-chongxiu 重修本 Print from restored blocks
      ke-houyin 后印本 Later impression
      ke-taoyin 套印本 Multicolour print
      ke-banhua 版画 Woodcut`),
  }),
  term('huozi', '活字本', 'Movable-type print', {
    narrower: list(`
      huozi-mu 木活字本 Wooden movable type
      huozi-tong 铜活字本 Bronze movable type
      huozi-ni 泥活字本 Earthenware movable type`),
  }),
  ...list(`
    shiyin 石印本 Lithograph
    qianyin 铅印本 Letterpress
    keluo 珂罗版印本 Collotype = 珂罗版、玻璃版
    yingyin 影印本 Photographic facsimile
    youyin 油印本 Mimeograph
    qianyin-seal 钤印本 Seal impressions = 钤印
    caihui 彩绘本 Painted = 彩绘
    taben 拓本 Rubbing
    shaiyin 晒印本 Blueprint = 晒蓝本
    dianzi 电子本 Born digital`),
]);

const binding = vocabulary(
  'binding',
  '装帧形式',
  'Binding',
  list(`
    juanzhou 卷轴装 Scroll = 卷轴、卷子装
    jingzhe 经折装 Accordion = 经折
    fanjia 梵夹装 Pothi = 梵夹
    xuanfeng 旋风装 Whirlwind = 旋风、龙鳞装
    hudie 蝴蝶装 Butterfly = 蝴蝶
    baobei 包背装 Wrapped back = 包背
    xian 线装 Thread-bound
    mao 毛装 Untrimmed, twisted-paper binding
    jinxiangyu 金镶玉 Inlaid leaves
    ceye 册页装 Album = 册页
    sanye 散叶 Loose leaves = 散页
    pingzhuang 平装 Paperback
    jingzhuang 精装 Hardback
    zhouzhuang 轴装 Hanging scroll = 立轴`),
);

const titleSource = vocabulary(
  'title-source',
  '题名依据',
  'Source of the title',
  list(`
    juanduan 卷端 Beginning of the text
    neifeng 内封 Title leaf = 封面、书名页
    banxin 版心 Centre of the leaf = 书口
    muliu 目录 Table of contents
    xu 序 Preface
    shuqian 书签 Title slip = 题签
    juanmo 卷末 End of the text
    paiji 牌记 Printer’s cartouche
    kaoding 考定 Established by research
    zini 自拟 Supplied by the cataloguer`),
);

const grade = vocabulary('grade', '古籍定级', 'Grade of rarity', [
  ...['一', '二', '三'].map((level, at) =>
    term(`${at + 1}`, `${level}级`, `Grade ${at + 1}`, {
      narrower: ['甲', '乙', '丙'].map((rank, nth) =>
        term(`${at + 1}${'abc'[nth]}`, `${level}级${rank}等`, `Grade ${at + 1}, class ${'ABC'[nth]}`),
      ),
    }),
  ),
  term('4', '四级', 'Grade 4'),
]);

const damage = vocabulary(
  'damage',
  '破损等级',
  'Degree of damage',
  list(`
    1 一级破损 Grade 1, gravest
    2 二级破损 Grade 2
    3 三级破损 Grade 3
    4 四级破损 Grade 4
    5 五级破损 Grade 5, slightest`),
);

const gazetteerType = vocabulary(
  'gazetteer-type',
  '志种',
  'Kind of gazetteer',
  list(`
    zongzhi 总志 Of the realm = 一统志
    tongzhi 通志 Provincial
    fuzhi 府志 Prefectural
    zhouzhi 州志 Of a department
    tingzhi 厅志 Of a subprefecture
    xianzhi 县志 County
    xiangzhenzhi 乡镇志 Township
    shanshuizhi 山水志 Of mountains and waters
    siguanzhi 寺观志 Of temples
    shuyuanzhi 书院志 Of academies
    weisuozhi 卫所志 Of garrisons
    xiangtuzhi 乡土志 Local school gazetteer`),
);

const bookSize = vocabulary(
  'book-size',
  '开本',
  'Format',
  list(`
    k8 8开 Octavo of the Chinese sheet, 8 leaves
    k16 16开 16 leaves a sheet
    k18 18开 18 leaves a sheet
    k20 20开 20 leaves a sheet
    k25 25开 25 leaves a sheet
    k32 32开 32 leaves a sheet
    k36 36开 36 leaves a sheet
    k42 42开 42 leaves a sheet
    k50 50开 50 leaves a sheet
    k64 64开 64 leaves a sheet`),
);

const frequency = vocabulary(
  'frequency',
  '刊期',
  'Frequency',
  list(`
    daily 日刊 Daily
    three-days 三日刊 Every three days
    five-days 五日刊 Every five days
    weekly 周刊 Weekly = 星期刊
    ten-days 旬刊 Every ten days
    fortnightly 双周刊 Fortnightly
    half-monthly 半月刊 Twice a month
    monthly 月刊 Monthly
    bimonthly 双月刊 Every two months
    quarterly 季刊 Quarterly
    half-yearly 半年刊 Twice a year
    yearly 年刊 Yearly
    irregular 不定期刊 Irregular`),
);

export const bookVocabularies = [
  siku,
  editionType,
  binding,
  titleSource,
  grade,
  damage,
  gazetteerType,
  bookSize,
  frequency,
];
