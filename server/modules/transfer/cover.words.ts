import type { Locale } from '../../contract/localized.js';

type Words = Record<Locale, string>;
const words = (cn: string, tw: string, en: string): Words => ({ 'zh-CN': cn, 'zh-TW': tw, en });

/** What the cover of a book that is taken away says around what the record says. */
export const coverWords = {
  cover: words('封面', '封面', 'Cover'),
  citation: words('引文', '引文', 'Citation'),
  holder: words('收藏', '收藏', 'Held by'),
  rights: words('权利说明', '權利說明', 'Rights'),
  source: words('出处', '出處', 'Source'),
  extent: words('本册', '本冊', 'This file'),
} as const;

/** How much of the whole this is. */
export function extentWords(
  locale: Locale,
  { pages, from, of, missing, date }: { pages: number; from: number; of: number; missing: number; date: string },
): string {
  const to = from + pages - 1;
  const all = pages === of;
  const said: Words = words(
    `${all ? `图像 ${pages} 页` : `图像第 ${from}–${to} 页，全部 ${of} 页`}${missing > 0 ? `；另有 ${missing} 页没有可供下载的图像，未收入` : ''}。${date} 下载。`,
    `${all ? `圖像 ${pages} 頁` : `圖像第 ${from}–${to} 頁，全部 ${of} 頁`}${missing > 0 ? `；另有 ${missing} 頁沒有可供下載的圖像，未收入` : ''}。${date} 下載。`,
    `${all ? `${pages} images` : `Images ${from}–${to} of ${of}`}${missing > 0 ? `; ${missing} more pages have no image that may be downloaded` : ''}. Downloaded ${date}.`,
  );
  return said[locale];
}
