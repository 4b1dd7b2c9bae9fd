import { list, vocabulary } from './shipped.js';

/** Vocabularies of manuscripts, local records, letters and rare Western books. */
export const manuscriptVocabularies = [
  vocabulary(
    'head-tail-state',
    '首尾存况',
    'State of beginning and end',
    list(`
      both 首尾全 Beginning and end complete
      head 首全尾残 Beginning complete, end damaged
      tail 首残尾全 Beginning damaged, end complete
      torn 首尾残 Both damaged
      head-lost 首脱 Beginning lost
      tail-lost 尾脱 End lost
      lost 首尾脱 Both lost`),
  ),
  vocabulary(
    'shelfmark-system',
    '编号体系',
    'System of shelf-marks',
    list(`
      S 斯坦因编号 Stein, British Library = 斯、Or.8210
      P 伯希和编号 Pelliot, Bibliothèque nationale de France = 伯、Pelliot chinois
      BD 北敦编号 Peking Dunhuang, National Library of China = 北敦、国图
      Dx 俄敦编号 Dunhuang, Institute of Oriental Manuscripts = Дx、俄敦
      F 弗鲁格编号 Flug, Institute of Oriental Manuscripts = Ф、弗
      yu 羽田编号 Haneda, Kyo-U Library = 羽
      ch 大谷编号 Otani = 大谷
      other 其他编号 Other`),
  ),
  vocabulary(
    'side',
    '书写面',
    'Side written on',
    list(`
      recto 正面 Recto
      verso 背面 Verso = 纸背
      both 双面 Both sides`),
  ),
  vocabulary(
    'ruling',
    '界栏',
    'Ruling',
    list(`
      none 无界栏 None
      ink 墨栏 Ink = 乌丝栏
      red 朱丝栏 Red
      pencil 铅栏 Lead
      folded 折栏 Folded`),
  ),
  vocabulary(
    'sinology-topic',
    '汉学主题',
    'Topic in sinology',
    list(`
      language 语言与词典 Language and dictionaries
      classics 经典翻译 Translations of the classics
      history 历史与编年 History
      geography 地理与游记 Geography and travel
      religion 宗教与传教 Religion and missions
      science 科学技术 Science and technology
      medicine 医药博物 Medicine and natural history
      art 艺术与工艺 Art and crafts
      diplomacy 外交与贸易 Diplomacy and trade
      law 法律与制度 Law and institutions
      literature 文学 Literature
      society 风俗社会 Customs and society`),
  ),
  vocabulary(
    'bib-format',
    '开式',
    'Bibliographical format',
    list(`
      folio 对开 Folio
      quarto 四开 Quarto
      octavo 八开 Octavo
      duodecimo 十二开 Duodecimo
      sextodecimo 十六开 Sextodecimo
      vicesimo-quarto 二十四开 Vicesimo-quarto
      oblong 横开 Oblong
      broadside 单面大张 Broadside`),
  ),
];
