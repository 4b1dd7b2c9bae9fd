import type { FieldDefinition } from '../../contract/collection.js';
import type { CoreKey } from '../../contract/field.roles.js';
import { coreField, fold } from '../../contract/text/index.js';

/** What can be asked for by name in every collection at once, with the names that readers know it by. */
const words = new Map<CoreKey, readonly string[]>([
  ['title', ['题名', '題名', '书名', '書名', '标题', '標題', '篇名', '刊名', 'title']],
  ['agent', ['责任者', '責任者', '作者', '著者', 'author', 'creator', 'agent']],
  ['date', ['年代', '时间', '時間', 'date']],
  ['place', ['地点', '地點', '地名', 'place']],
  ['subject', ['主题', '主題', 'subject']],
  ['class', ['分类', '分類', 'class']],
  ['language', ['语种', '語種', 'language']],
  ['identifier', ['索书号', '索書號', '编号', '編號', '标识符', '標識符', 'identifier']],
  [
    'callNo',
    ['馆藏', '館藏', '馆藏地', '館藏地', '典藏', '典藏地', '典藏单位', '典藏單位', 'location', '索书号', '索書號'],
  ],
  ['rights', ['权利', '權利', '版权', '版權', 'rights']],
  ['recordSource', ['记录来源', '記錄來源', '编目机构', '編目機構', 'cataloguer', 'cataloger']],
  ['extent', ['载体形态', '載體形態', 'extent']],
]);

/** Other titles are asked for as titles. */
const meant = (core: CoreKey): CoreKey => (core === 'altTitle' ? 'title' : core);

/** The name of what a field means everywhere; undefined where it means something of its own. */
export function coreNameOf({ core }: Pick<FieldDefinition, 'core'>): string | undefined {
  return core !== undefined && words.has(meant(core)) ? coreField(meant(core)) : undefined;
}

/** Names that may stand before a sign, folded. A 索书号 stands in the record’s own number or in where it is kept. */
export function coreNames(): [name: string, fields: readonly string[]][] {
  const fields = new Map<string, Set<string>>();
  for (const [core, names] of words) {
    for (const name of names) {
      const own = fields.get(fold(name)) ?? new Set();
      fields.set(fold(name), own.add(coreField(core)));
    }
  }
  return [...fields].map(([name, own]) => [name, [...own]]);
}
