import type { MaterialKind } from '../../contract/collection.js';
import type { Locale } from '../../contract/localized.js';

type Words = Record<Locale, string>;

const words = (cn: string, tw: string, en: string): Words => ({ 'zh-CN': cn, 'zh-TW': tw, en });

/** Facets that no collection has to configure. */
export const facetWords: Readonly<Record<string, Words>> = {
  library: words('成员馆', '成員館', 'Library'),
  collection: words('特藏库', '特藏庫', 'Collection'),
  kind: words('资料类型', '資料類型', 'Material'),
  years: words('年代', '年代', 'Date'),
  agent: words('责任者', '責任者', 'Person or body'),
  place: words('地点', '地點', 'Place'),
  class: words('分类', '分類', 'Classification'),
  subject: words('主题', '主題', 'Subject'),
  language: words('语种文字', '語種文字', 'Language'),
};

export const kindWords: Readonly<Record<MaterialKind, Words>> = {
  book: words('古籍图书', '古籍圖書', 'Rare books'),
  periodical: words('期刊', '期刊', 'Periodicals'),
  thesis: words('学位论文', '學位論文', 'Theses'),
  manuscript: words('写本手稿', '寫本手稿', 'Manuscripts'),
  gazetteer: words('方志', '方志', 'Local gazetteers'),
  rubbing: words('拓片', '拓片', 'Rubbings'),
  painting: words('书画', '書畫', 'Painting and calligraphy'),
  photograph: words('老照片', '老照片', 'Photographs'),
  recording: words('声像', '聲像', 'Sound and film'),
  object: words('实物', '實物', 'Objects'),
  letter: words('信札', '信札', 'Letters'),
  map: words('舆图', '輿圖', 'Maps'),
  newspaper: words('报纸', '報紙', 'Newspapers'),
  genealogy: words('家谱', '家譜', 'Genealogies'),
  deed: words('契约文书', '契約文書', 'Deeds'),
  archive: words('校史档案', '校史檔案', 'School archives'),
  other: words('其他', '其他', 'Other'),
};

export const sortWords: Readonly<Record<string, Words>> = {
  relevance: words('相关度', '相關度', 'Relevance'),
  newest: words('最新上线', '最新上線', 'Newest here'),
  date: words('年代由早到晚', '年代由早到晚', 'Oldest first'),
  'date-desc': words('年代由晚到早', '年代由晚到早', 'Most recent first'),
  title: words('题名音序', '題名音序', 'Title by pinyin'),
  'title-stroke': words('题名笔画', '題名筆畫', 'Title by strokes'),
};

export const blankWords: Words = words('（无题名）', '（無題名）', '(untitled)');
