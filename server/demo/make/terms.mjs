/** Controlled terms used by the records: vocabulary → key → [Chinese, English]. */
const lists = {
  language: {
    lzh: ['文言文', 'Literary Chinese'],
    cmn: ['現代漢語', 'Modern Chinese'],
    zxx: ['無語言內容', 'No linguistic content'],
  },
  siku: {
    jing: ['经部', 'Classics'],
    shi: ['史部', 'Histories'],
    zi: ['子部', 'Masters'],
    ji: ['集部', 'Collections'],
    'jing-sishu': ['经部·四书类', 'Classics: Four Books'],
    'jing-xiaojing': ['经部·孝经类', 'Classics: Filial Piety'],
    'jing-shi': ['经部·诗类', 'Classics: Odes'],
    'jing-xiaoxue': ['经部·小学类', 'Classics: Philology and primers'],
    'zi-ru': ['子部·儒家类', 'Masters: Confucians'],
    'zi-dao': ['子部·道家类', 'Masters: Daoists'],
    'zi-bing': ['子部·兵家类', 'Masters: Strategists'],
    'zi-shi': ['子部·释家类', 'Masters: Buddhists'],
    'zi-pulu': ['子部·谱录类', 'Masters: Catalogues'],
    'shi-jinshi': ['史部·金石类', 'Histories: Bronze and stone'],
    'ji-zong': ['集部·总集类', 'Collections: Anthologies'],
    'ji-bie': ['集部·别集类', 'Collections: Individual authors'],
    'ji-ci': ['集部·词曲类', 'Collections: Lyrics'],
  },
  editionType: {
    woodblock: ['刻本', 'woodblock edition'],
    manuscript: ['抄本', 'manuscript copy'],
    taoyin: ['套印本', 'colour-printed edition'],
    movable: ['木活字本', 'wooden movable type'],
    lithograph: ['石印本', 'lithographic edition'],
    rubbing: ['拓本', 'rubbing'],
  },
  binding: {
    thread: ['线装', 'thread-bound'],
    accordion: ['经折装', 'accordion'],
    butterfly: ['蝴蝶装', 'butterfly'],
    album: ['册页', 'album'],
    scroll: ['卷轴', 'scroll'],
  },
  stoneType: {
    stele: ['碑', 'stele'],
    epitaph: ['墓志', 'epitaph'],
    statue: ['造像记', 'image dedication'],
    cliff: ['摩崖', 'cliff inscription'],
    pillar: ['经幢', 'sutra pillar'],
    tile: ['瓦当', 'roof-tile end'],
    brick: ['砖文', 'inscribed brick'],
    bridge: ['桥额题刻', 'bridge inscription'],
    well: ['井栏题刻', 'well-kerb inscription'],
    plaque: ['石额', 'stone plaque'],
    model: ['刻帖', 'engraved model-book'],
    inkstone: ['砚铭', 'inkstone inscription'],
    boundary: ['界碑', 'boundary stone'],
  },
  technique: {
    wujin: ['乌金拓', 'glossy black rubbing'],
    chanyi: ['蝉翼拓', 'cicada-wing rubbing'],
    zhuta: ['朱拓', 'cinnabar rubbing'],
    cata: ['擦拓', 'rubbed with a pad'],
    shuimo: ['水墨', 'ink wash'],
    shese: ['设色', 'ink and colour'],
    baimiao: ['白描', 'outline'],
    qinglu: ['青绿', 'blue and green'],
    moshui: ['墨笔', 'ink'],
    shufa: ['书法', 'calligraphy'],
  },
  script: {
    kai: ['楷书', 'regular script'],
    xingkai: ['行楷', 'running-regular script'],
    wei: ['魏碑体', 'Wei stele script'],
  },
  process: {
    gelatin: ['明胶银盐', 'gelatin silver print'],
    albumen: ['蛋白纸', 'albumen print'],
    cyanotype: ['蓝晒', 'cyanotype'],
    collodion: ['湿版印放', 'print from a wet plate'],
    collotype: ['珂罗版', 'collotype'],
  },
  format: {
    hanging: ['立轴', 'hanging scroll'],
    handscroll: ['手卷', 'handscroll'],
    leaf: ['册页', 'album leaf'],
    fan: ['扇面', 'fan leaf'],
    couplet: ['对联', 'couplet'],
    banner: ['横披', 'horizontal hanging'],
  },
  support: { paper: ['纸本', 'paper'], silk: ['绢本', 'silk'], goldpaper: ['洒金笺', 'gold-flecked paper'] },
  material: {
    porcelain: ['瓷', 'porcelain'],
    stoneware: ['炻器', 'stoneware'],
    earthenware: ['陶', 'earthenware'],
    bronze: ['铜', 'bronze'],
    lacquer: ['漆木', 'lacquered wood'],
    jade: ['玉', 'jade'],
    zisha: ['紫砂', 'zisha stoneware'],
  },
  category: {
    vessel: ['瓷器', 'porcelain vessels'],
    pottery: ['陶器', 'pottery'],
    metal: ['铜器', 'bronzes'],
    lacquerware: ['漆器', 'lacquerware'],
  },
  carrier: { mp3: ['数字录音', 'digital recording'], mp4: ['数字视频', 'digital video'] },
  usage: { open: ['公开', 'open'], campus: ['馆域网', 'on the library network'], onsite: ['馆内', 'on site'] },
  mapType: {
    prefecture: ['府州县图', 'prefectural map'],
    water: ['水利图', 'waterworks map'],
    coast: ['海防图', 'coastal defence map'],
    city: ['城池图', 'city plan'],
    route: ['路程图', 'route map'],
    mountain: ['名山图', 'map of a famous mountain'],
    lake: ['湖山图', 'map of lakes and hills'],
    estate: ['田舍图', 'estate plan'],
  },
};

export const vocabularies = Object.entries(lists).map(([key, terms]) => ({
  key,
  terms: Object.entries(terms).map(([term, [zh, en]]) => ({ term, label: { 'zh-CN': zh, en } })),
}));

/** A term with its label; a word that is in no list stops the making. */
export function term(vocabulary, key) {
  const found = lists[vocabulary]?.[key];
  if (!found) throw new Error(`no term ${key} in ${vocabulary}`);
  return { term: key, label: { 'zh-CN': found[0], en: found[1] } };
}
