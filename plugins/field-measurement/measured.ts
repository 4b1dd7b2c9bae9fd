import type { Locale } from '../../server/contract/localized.js';
import { nameTable } from '../../server/contract/name.table.js';

/** What is measured of books, rubbings, pictures and things, in English. Whatever is not here is shown as it is written. */
const english = nameTable<string>({
  版框: 'block frame',
  开本: 'format',
  書葉: 'leaf',
  书葉: 'leaf',
  石面: 'face of the stone',
  拓面: 'inked area',
  拓纸: 'sheet of the rubbing',
  画心: 'picture',
  本幅: 'picture',
  外廓: 'mounting',
  照片: 'photograph',
  底片: 'negative',
  图廓: 'border of the map',
  图幅: 'sheet of the map',
  信纸: 'letter paper',
  信封: 'envelope',
  通高: 'overall height',
  '通高·最大径': 'overall height, greatest diameter',
  最大径: 'greatest diameter',
  口径: 'diameter of the mouth',
  底径: 'diameter of the base',
});

export const measuredIn = (what: string, locale: Locale): string => (locale === 'en' ? (english[what] ?? what) : what);
