import { nameTable } from '../../server/contract/name.table.js';

const rows = `
夏 Xia | 商 Shang | 周 Zhou | 西周 Western Zhou | 东周 東周 Eastern Zhou | 春秋 Spring and Autumn | 战国 戰國 Warring States | 秦 Qin
汉 漢 Han | 西汉 西漢 Western Han | 东汉 東漢 Eastern Han | 三国 三國 Three Kingdoms | 魏 曹魏 Wei | 蜀 蜀汉 蜀漢 Shu | 吴 吳 Wu
晋 晉 Jin | 西晋 西晉 Western Jin | 东晋 東晉 Eastern Jin | 南北朝 Southern and Northern Dynasties | 南朝宋 刘宋 劉宋 Liu Song
南齐 南齊 齐 齊 Southern Qi | 梁 Liang | 陈 陳 Chen | 北魏 Northern Wei | 北齐 北齊 Northern Qi | 北周 Northern Zhou | 隋 Sui | 唐 Tang
五代 Five Dynasties | 后蜀 後蜀 Later Shu | 南唐 Southern Tang | 吴越 吳越 Wuyue | 宋 Song | 北宋 Northern Song | 南宋 Southern Song
辽 遼 Liao | 西夏 Western Xia | 金 Jin (Jurchen) | 元 Yuan | 明 Ming | 清 Qing | 民国 民國 Republic | 现代 現代 modern | 当代 當代 contemporary`;

const english = nameTable<string>(
  Object.fromEntries(
    rows.split(/[|\n]/).flatMap((row) => {
      const [, names, said] = /^((?:\p{Script=Han}+ )+)(.+)$/u.exec(row.trim()) ?? [];
      return (names ?? '').split(' ').flatMap((name) => (name ? [[name, said!]] : []));
    }),
  ),
);

/** 〔清〕 in English. Whatever is not here is shown as it is written. */
export const dynastyInEnglish = (dynasty: string): string => english[dynasty] ?? dynasty;

const chinese = new Map<string, string>();
for (const [name, said] of Object.entries(english)) if (!chinese.has(said)) chinese.set(said, name);

/** Qing in Chinese; undefined for what is no dynasty. */
export const dynastyInChinese = (said: string): string | undefined => chinese.get(said);
