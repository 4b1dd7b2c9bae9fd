import { nameTable } from '../name.table.js';
import { toTraditional } from './traditional.js';

/** How libraries in Taiwan say what is said here: words of the platform itself, which no table of characters knows. */
const words = nameTable<string>({
  信息: '資訊',
  網絡: '網路',
  服務器: '伺服器',
  數據: '資料',
  默認: '預設',
  視頻: '影片',
  音頻: '音訊',
  鏈接: '連結',
  鼠標: '滑鼠',
  搜索: '搜尋',
  屏幕: '螢幕',
  全屏: '全螢幕',
  加載: '載入',
  保存: '儲存',
  登錄: '登入',
  退出登入: '登出',
  退出登錄: '登出',
  用戶: '使用者',
  客戶端: '用戶端',
  程序: '程式',
  接口: '介面',
  賬號: '帳號',
  郵箱: '電子郵件',
  文件: '檔案',
  縮略圖: '縮圖',
  三維: '立體',
  元數據: '後設資料',
  著錄信息: '著錄資訊',
  字段: '欄位',
  打印: '列印',
});

const said = new RegExp(
  Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'g',
);

const quotes = nameTable<string>({ '“': '「', '”': '」', '‘': '『', '’': '』' });

/** Words of the platform's own pages, for readers in Taiwan. Names and terms of librarians are only written otherwise. */
export const inTaiwan = (text: string): string =>
  toTraditional(text)
    .replace(said, (word) => words[word]!)
    .replace(/[“”‘’]/g, (mark) => quotes[mark]!);
