import { list, vocabulary } from './shipped.js';

const stoneType = vocabulary(
  'stone-type',
  '石刻类型',
  'Type of inscription',
  list(`
    bei 碑 Stele
    jie 碣 Boulder stele
    muzhi 墓志 Epitaph = 墓志铭
    mubiao 墓表 Tomb marker = 神道碑、墓碑
    zaoxiang 造像题记 Votive image inscription = 造像、造像记
    moya 摩崖 Cliff inscription = 摩崖题刻
    jingchuang 经幢 Sutra pillar
    shijing 石经 Stone classic
    tiekan 法帖 Model-letter stone = 刻帖、帖
    huaxiang 画像石 Pictorial stone
    tiji 题名题记 Visitors’ inscription = 题刻
    mai 买地券 Land deed for a tomb = 地券
    qiaojing 桥井刻石 Inscription of a bridge or well = 桥额题刻、井栏题刻、桥额、井栏
    shie 石额 Stone name plaque = 匾额刻石、坊额
    jiebei 界碑 Boundary stone
    yanming 砚铭 Inkstone inscription
    jinwen 青铜器铭 Bronze inscription = 钟鼎、金文
    zhuanwa 砖瓦 Brick or tile = 砖文、瓦当、砖铭
    jiagu 甲骨 Oracle bone
    yinzhang 玺印 Seal
    qianbi 钱币 Coin
    qita 其他 Other`),
);

const script = vocabulary(
  'script',
  '书体',
  'Style of script',
  list(`
    jiaguwen 甲骨文 Oracle-bone script
    jinwen 金文 Bronze script = 大篆、籀文
    xiaozhuan 小篆 Small seal script = 篆书、篆
    lishu 隶书 Clerical script = 隶、八分
    zhangcao 章草 Draft clerical cursive
    caoshu 草书 Cursive script = 草、今草、狂草
    xingshu 行书 Running script = 行、行楷、行草
    kaishu 楷书 Regular script = 楷、正书、真书
    weibei 魏碑 Wei stele script = 魏碑体
    shoujin 瘦金体 Slender gold
    songti 宋体字 Printed Song style = 匠体字、仿宋`),
);

const rubbingTechnique = vocabulary(
  'rubbing-technique',
  '拓法',
  'Technique of rubbing',
  list(`
    wujin 乌金拓 Glossy black
    chanyi 蝉翼拓 Cicada-wing, light ink = 淡墨拓
    cata 擦拓 Rubbed
    puta 扑拓 Tamped = 拓包扑拓
    zhuta 朱拓 Vermilion
    lanta 蓝拓 Blue
    quanxing 全形拓 Composite, in the round = 立体拓
    yingta 颖拓 Imitated with the brush
    gaojian 隔麻拓 Through hemp`),
);

const support = vocabulary(
  'support',
  '质地',
  'Support',
  list(`
    zhi 纸本 Paper = 纸
    juan 绢本 Silk = 绢
    ling 绫本 Twill silk = 绫
    jinjian 金笺 Gold-flecked paper = 洒金笺
    ma 麻纸 Hemp paper
    pi 皮纸 Bast paper
    zhu 竹纸 Bamboo paper
    xuan 宣纸 Xuan paper
    mianzhi 棉纸 Cotton-like paper
    kaihua 开化纸 Kaihua paper
    maobian 毛边纸 Maobian paper
    xinjian 信笺 Letter paper = 笺纸
    yangzhi 机制纸 Machine-made paper = 洋纸
    yangpi 羊皮 Parchment
    bu 布 Cloth
    boli 玻璃 Glass
    mu 木 Wood
    shi 石 Stone
    shiqi 炻 Stoneware = 炻器
    tao 陶 Earthenware
    ci 瓷 Porcelain
    tong 铜 Bronze or copper
    tie 铁 Iron
    yu 玉 Jade
    gu 骨角牙 Bone, horn, ivory
    zhumu 竹 Bamboo
    qi 漆 Lacquer = 漆木、漆器
    qita 其他 Other`),
);

const paintingFormat = vocabulary(
  'painting-format',
  '书画形式',
  'Format of a painting',
  list(`
    lizhou 立轴 Hanging scroll = 轴、挂轴
    shoujuan 手卷 Handscroll = 横卷
    ceye 册页 Album leaf = 册
    shanmian 扇面 Fan = 扇页
    duilian 对联 Couplet = 楹联
    tiaoping 条屏 Set of scrolls = 屏条
    hengpi 横披 Horizontal scroll
    jingxin 镜心 Mounted sheet = 镜片
    doufang 斗方 Square sheet
    bianqi 匾额 Tablet`),
);

const paintingTechnique = vocabulary(
  'painting-technique',
  '技法',
  'Technique',
  list(`
    shuimo 水墨 Ink = 墨笔
    shese 设色 Ink and colour
    qinglv 青绿 Blue and green
    gongbi 工笔 Fine brush
    xieyi 写意 Free brush
    baimiao 白描 Ink outline
    mogu 没骨 Boneless
    zhihua 指画 Finger painting
    shufa 书法 Calligraphy`),
);

const photoProcess = vocabulary(
  'photo-process',
  '摄影工艺',
  'Photographic process',
  list(`
    daguerreotype 达盖尔法 Daguerreotype = 银版
    collodion 湿版 Wet collodion
    albumen 蛋白照片 Albumen print
    carbon 碳素印相 Carbon print
    gelatin 明胶银盐 Gelatin silver print = 银盐
    cyanotype 蓝晒 Cyanotype
    hand-coloured 手工着色 Hand-coloured print
    lantern 玻璃幻灯片 Lantern slide
    glass-negative 玻璃底片 Glass negative = 玻璃干版
    film-negative 胶片底片 Film negative
    chromogenic 彩色照片 Chromogenic print
    postcard 明信片 Postcard
    collotype 珂罗版 Collotype = 玻璃版
    halftone 印刷品 Halftone print
    digital 数码 Digital`),
);

const objectCategory = vocabulary(
  'object-category',
  '文物类别',
  'Category of object',
  list(`
    yushi 玉石器、宝石 Jade and precious stone
    taoqi 陶器 Earthenware
    ciqi 瓷器 Porcelain
    tongqi 铜器 Bronzes
    jinyin 金银器 Gold and silver
    tieqi 铁器、其他金属器 Iron and other metals
    qiqi 漆器 Lacquer
    diaosu 雕塑、造像 Sculpture
    shike 石器、石刻、砖瓦 Stone, inscriptions, bricks
    shufa 书法、绘画 Calligraphy and painting
    wenju 文具 Writing implements
    jiagu 甲骨 Oracle bones
    xiyin 玺印符牌 Seals and tallies
    qianbi 钱币 Coins
    yaguqi 牙骨角器 Ivory, bone and horn
    zhumu 竹木雕 Bamboo and wood carving
    jiaju 家具 Furniture
    fazhi 织绣 Textiles
    guji 古籍图书 Books
    beitie 碑帖拓本 Rubbings
    wuqi 武器 Weapons
    youpin 邮品 Philately
    wenjian 文件、宣传品 Documents
    danganwenshu 档案文书 Archives
    mingren 名人遗物 Personal relics
    yuqi 乐器、法器 Instruments
    yiqi 仪器 Scientific instruments
    huiji 徽章 Badges and medals
    biaoben 标本、化石 Specimens and fossils
    qita 其他 Other`),
);

const preservation = vocabulary(
  'condition-state',
  '保存状态',
  'State of preservation',
  list(`
    stable 状态稳定 Stable
    needs-care 需要保养 Needs care
    needs-repair 需要修复 Needs repair
    urgent 急需修复 Needs repair urgently
    repaired 已修复 Repaired`),
);

const capture = vocabulary(
  'capture',
  '三维采集方式',
  'Way of 3D capture',
  list(`
    photogrammetry 摄影测量 Photogrammetry
    structured-light 结构光扫描 Structured light
    laser 激光扫描 Laser scanning
    ct CT断层扫描 CT scanning
    modelled 手工建模 Modelled by hand
    procedural 程序生成 Generated`),
);

const modelUnit = vocabulary(
  'model-unit',
  '模型单位',
  'Unit of the model',
  list(`
    mm 毫米 Millimetre = mm
    cm 厘米 Centimetre = cm
    m 米 Metre = m
    none 无单位 Without unit`),
);

const objectGrade = vocabulary(
  'object-grade',
  '文物级别',
  'Grade of the object',
  list(`
    1 一级文物 Grade 1 = 一级
    2 二级文物 Grade 2 = 二级
    3 三级文物 Grade 3 = 三级
    general 一般文物 General
    ungraded 未定级 Not graded`),
);

const upAxis = vocabulary(
  'up-axis',
  '向上轴',
  'Up axis',
  list(`
    y Y轴向上 Y up = Y
    z Z轴向上 Z up = Z`),
);

export const thingVocabularies = [
  stoneType,
  script,
  rubbingTechnique,
  support,
  paintingFormat,
  paintingTechnique,
  photoProcess,
  objectCategory,
  preservation,
  capture,
  modelUnit,
  objectGrade,
  upAxis,
];
