import { list, term, vocabulary } from './shipped.js';

const language = vocabulary(
  'language',
  '语种',
  'Language',
  list(`
    zho 汉语 Chinese = 中文、chi
    lzh 文言 Literary Chinese = 文言文、古汉语
    cmn 普通话 Mandarin = 现代汉语、国语、官话
    yue 粤语 Cantonese
    nan 闽南语 Southern Min
    hak 客家话 Hakka
    wuu 吴语 Wu
    gan 赣语 Gan
    hsn 湘语 Xiang
    cdo 闽东语 Eastern Min
    cjy 晋语 Jin
    mnc 满语 Manchu
    mon 蒙古语 Mongolian
    bod 藏语 Tibetan = tib
    uig 维吾尔语 Uyghur
    kaz 哈萨克语 Kazakh
    iii 彝语 Yi
    nxq 纳西语 Naxi = 东巴文
    zha 壮语 Zhuang
    txg 西夏语 Tangut
    san 梵语 Sanskrit
    pli 巴利语 Pali
    jpn 日语 Japanese
    kor 朝鲜语 Korean
    vie 越南语 Vietnamese
    ara 阿拉伯语 Arabic
    fas 波斯语 Persian = per
    eng 英语 English
    fra 法语 French = fre
    deu 德语 German = ger
    rus 俄语 Russian
    spa 西班牙语 Spanish
    por 葡萄牙语 Portuguese
    ita 意大利语 Italian
    nld 荷兰语 Dutch = dut
    lat 拉丁语 Latin
    grc 古希腊语 Ancient Greek
    heb 希伯来语 Hebrew
    mul 多语种 Several languages
    zxx 无语言内容 No linguistic content
    und 未定 Undetermined`),
);

/** 著作方式, with the relator of MARC. */
const role = vocabulary(
  'role',
  '著作方式',
  'Role',
  (
    [
      ['zhuan', '撰', 'author', 'aut', '著、作'],
      ['bian', '编', 'compiler', 'com', '辑编、编著'],
      ['zuan', '纂', 'compiler of a gazetteer', 'com', '纂辑'],
      ['xiu', '修', 'director of compilation', 'edt', '监修、主修'],
      ['ji', '辑', 'gatherer', 'com', '编辑、辑录'],
      ['zhu', '注', 'annotator', 'ann', '註、笺、集注'],
      ['shu', '疏', 'subcommentator', 'cwt', '正义'],
      ['jiao', '校', 'collator', 'edt', '校勘、校订、校正'],
      ['ping', '评', 'critic', 'cwt', '批评、评点'],
      ['yi', '译', 'translator', 'trl', '翻译'],
      ['shuxie', '书', 'calligrapher', 'scr', '书写、书丹、手书'],
      ['zhuane', '篆额', 'calligrapher of the heading', 'scr', ''],
      ['hui', '绘', 'painter', 'art', '画、绘图'],
      ['ke', '刻', 'carver', 'egr', '刊、镌、刻石'],
      ['yin', '印', 'printer', 'prt', '印行'],
      ['cang', '藏', 'owner', 'own', '旧藏、收藏'],
      ['xu', '序', 'author of the preface', 'aui', '叙'],
      ['ba', '跋', 'author of the colophon', 'aft', '题跋'],
      ['sheying', '摄', 'photographer', 'pht', '摄影、拍摄'],
      ['koushu', '口述', 'narrator', 'ive', '讲述'],
      ['caifang', '采访', 'interviewer', 'ivr', '访问、采集'],
      ['jizhu', '纪录', 'recorder', 'rce', '记录、录音'],
      ['faxin', '寄', 'sender', 'crp', '发信、致信'],
      ['shouxin', '收', 'recipient', 'rcp', '收信、受信'],
      ['daoshi', '指导', 'thesis advisor', 'ths', '导师'],
      ['ta', '拓', 'maker of the rubbing', 'mfr', '拓制、椎拓'],
    ] as const
  ).map(([code, zh, en, marc, variants]) =>
    term(code, zh, en, { external: { marc }, ...(variants ? { variants: variants.split('、') } : {}) }),
  ),
);

const clc = vocabulary(
  'clc',
  '中图法基本大类',
  'Chinese Library Classification, main classes',
  list(`
    A 马克思主义、列宁主义、毛泽东思想、邓小平理论 Marxism, Leninism, Mao Zedong Thought, Deng Xiaoping Theory
    B 哲学、宗教 Philosophy and religion
    C 社会科学总论 Social sciences in general
    D 政治、法律 Politics and law
    E 军事 Military science
    F 经济 Economics
    G 文化、科学、教育、体育 Culture, science, education, sport
    H 语言、文字 Language and writing
    I 文学 Literature
    J 艺术 Art
    K 历史、地理 History and geography
    N 自然科学总论 Natural sciences in general
    O 数理科学和化学 Mathematics, physics, chemistry
    P 天文学、地球科学 Astronomy and earth science
    Q 生物科学 Biology
    R 医药、卫生 Medicine and health
    S 农业科学 Agriculture
    T 工业技术 Technology
    U 交通运输 Transport
    V 航空、航天 Aviation and space
    X 环境科学、安全科学 Environment and safety
    Z 综合性图书 General works`),
);

const discipline = vocabulary(
  'discipline',
  '学科门类',
  'Discipline',
  list(`
    01 哲学 Philosophy
    02 经济学 Economics
    03 法学 Law
    04 教育学 Education
    05 文学 Literature
    06 历史学 History
    07 理学 Science
    08 工学 Engineering
    09 农学 Agriculture
    10 医学 Medicine
    11 军事学 Military science
    12 管理学 Management
    13 艺术学 Arts
    14 交叉学科 Interdisciplinary`),
);

const degree = vocabulary(
  'degree',
  '学位',
  'Degree',
  list(`
    bachelor 学士 Bachelor
    master 硕士 Master
    doctor 博士 Doctor
    postdoc 博士后出站报告 Postdoctoral report`),
);

const secrecy = vocabulary(
  'secrecy',
  '密级',
  'Classification level',
  list(`
    open 公开 Open
    internal 内部 Internal
    secret 秘密 Secret
    confidential 机密 Confidential`),
);

const altTitleKind = vocabulary(
  'title-kind',
  '其他题名类型',
  'Kind of other title',
  list(`
    parallel 并列题名 Parallel title
    subtitle 副题名 Subtitle = 副书名
    cover 封面题名 Cover title = 内封题名
    caption 卷端题名 Caption title
    running 版心题名 Running title = 书口题名
    spine 书脊题名 Spine title
    slip 书签题名 Title slip
    first 首题 Head title
    last 尾题 End title
    forehead 额题 Heading of the stele
    lid 盖题 Title on the lid
    former 原题名 Former title
    uniform 统一题名 Uniform title
    translated 翻译题名 Translated title
    modern 现代书写题名 Title in modern writing
    short 简称 Short title
    alias 别名 Also known as = 又名`),
);

const rightsStatus = vocabulary(
  'rights-status',
  '权利状态',
  'Rights status',
  list(`
    public-domain 公有领域 Public domain = 公版
    in-copyright 受著作权保护 In copyright
    licensed 已获授权 Used under licence
    orphan 著作权人不明 Rights holder unknown = 孤儿作品
    cc0 CC0 CC0
    cc-by CC-BY CC BY
    cc-by-nc CC-BY-NC CC BY-NC
    cc-by-sa CC-BY-SA CC BY-SA
    undetermined 尚未判定 Undetermined`),
);

const accessTerms = vocabulary(
  'access-terms',
  '利用方式',
  'Terms of access',
  list(`
    open 公开 Open to all
    low-resolution 低清公开 Low resolution for all
    campus 校园网 On campus
    member 校内登录 Members, signed in
    onsite 馆内阅览 In the reading room
    on-request 申请审批 On request
    catalogue-only 仅目录 Record only`),
);

const portraitStatus = vocabulary(
  'portrait-status',
  '肖像权状态',
  'Portrait rights',
  list(`
    none 无可辨识人物 Nobody recognisable = 无可辨识之人像、人物不可辨识、团体照，人物不可辨识、剪影，不可辨识、无人物
    deceased 人物均已故 All deceased
    consented 已获同意 Consent given
    public-figure 公众人物或公开活动 Public figures or events
    unclear 尚未厘清 Unclear`),
);

const usage = vocabulary(
  'usage',
  '可用范围',
  'Permitted use',
  list(`
    public 公开传播 Public = 公开、open
    education 教学科研 Teaching and research = 校园、校内、campus
    onsite 馆内使用 On the premises = 馆内阅览、馆内、馆域网
    after-death 身后公开 After the narrator’s death
    closed 暂不公开 Closed for now`),
);

const carrier = vocabulary(
  'carrier',
  '载体格式',
  'Carrier and format',
  list(`
    reel 开盘磁带 Open reel
    cassette 盒式磁带 Cassette
    shellac 粗纹唱片 Shellac disc
    vinyl 密纹唱片 Vinyl disc
    cd 光盘 Optical disc
    film 电影胶片 Motion-picture film
    videotape 录像带 Videotape
    digital-audio 数字音频 Digital audio = 数字录音
    digital-video 数字视频 Digital video = 数字录像`),
);

const colour = vocabulary(
  'colour',
  '色彩',
  'Colour',
  list(`
    bw 黑白 Black and white
    colour 彩色 Colour
    tinted 着色 Tinted
    sepia 棕褐色 Sepia`),
);

const resourceType = vocabulary(
  'resource-type',
  '资源类型',
  'Resource type',
  list(`
    Text 文本 Text
    StillImage 静态图像 Still image
    MovingImage 动态图像 Moving image
    Sound 声音 Sound
    PhysicalObject 实物 Physical object
    Collection 集合 Collection
    Dataset 数据集 Dataset
    InteractiveResource 交互资源 Interactive resource
    Software 软件 Software
    Event 事件 Event`),
);

const mapKind = vocabulary(
  'map-kind',
  '舆图类型',
  'Kind of map',
  list(`
    tianxia 天下图 World map
    quanguo 全国图 Map of the realm
    zhengqu 政区图 Administrative map = 府州县图
    chengshi 城市图 City plan = 城池图
    jiangfang 江防海防图 River and coast defence = 海防图、江防图
    hehu 河湖水利图 Rivers and waterworks = 水利图
    luyuan 路程交通图 Routes = 路程图
    mingsheng 名胜图 Scenic places = 湖山图、名山图
    bianjiang 边疆图 Frontier map
    junshi 军事图 Military map
    diji 地籍图 Cadastral map = 田舍图、鱼鳞图
    xingtu 星图 Star chart`),
);

const mapMaking = vocabulary(
  'map-making',
  '绘制方式',
  'Way of drawing',
  list(`
    shanshui 形象画法 Pictorial
    jilihuafang 计里画方 Grid of li
    jingwei 经纬投影 Graticule and projection
    cehui 实测 Surveyed`),
);

/** 契约, by what it does; the land deeds first, as in every collection of them. */
const deedKind = vocabulary(
  'deed-kind',
  '契约类型',
  'Kind of deed',
  list(`
    jue-mai 绝卖契 Outright sale = 杜卖契、断卖契
    huo-mai 活卖契 Redeemable sale
    dian 典契 Pledge with use = 典当契
    di-ya 抵押契 Mortgage
    zhao-jia 找价契 Supplementary payment = 找契、加找契
    zu-dian 租佃契 Lease of land = 承佃契、租契
    jie-dai 借贷契 Loan = 借票、借约
    dui-huan 对换契 Exchange
    fen-jia 分家书 Division of the family = 阄书、分单
    ji-cheng 继嗣文书 Adoption and succession = 过继书、立嗣书
    hun-yin 婚书 Marriage contract = 婚姻文书
    mai-shen 卖身契 Sale of a person
    he-tong 合同 Agreement = 合约、议约
    he-huo 合伙契 Partnership = 合股契
    su-song 诉讼文书 Lawsuit = 状纸、诉状
    fu-yi 赋役文书 Taxes and service = 归户册、易知由单、执照
    qi-wei 契尾 Tax certificate of a deed
    zhang-bu 账簿 Account book = 帐簿
    qita 其他 Other`),
);

const archiveKind = vocabulary(
  'archive-kind',
  '档案门类',
  'Kind of record',
  list(`
    dangqun 党群 Party and societies
    xingzheng 行政 Administration
    jiaoxue 教学 Teaching
    xuesheng 学生 Students = 学籍
    keyan 科研 Research
    jijian 基建 Buildings
    shebei 设备 Equipment
    chanpin 产品 Products
    chuban 出版 Publishing
    waishi 外事 Foreign relations
    caikuai 财会 Finance
    renwu 人物 People
    shengxiang 声像 Sound and pictures
    shiwu 实物 Objects
    qita 其他 Other`),
);

const retention = vocabulary(
  'retention',
  '保管期限',
  'Retention',
  list(`
    permanent 永久 Permanent
    years-30 定期30年 30 years = 30年、长期
    years-10 定期10年 10 years = 10年、短期`),
);

export const generalVocabularies = [
  language,
  role,
  clc,
  discipline,
  degree,
  secrecy,
  altTitleKind,
  rightsStatus,
  accessTerms,
  portraitStatus,
  usage,
  carrier,
  colour,
  resourceType,
  mapKind,
  mapMaking,
  deedKind,
  archiveKind,
  retention,
];
