import { dynastyNames } from '../../contract/calendar/index.js';
import { fold } from '../../contract/text/index.js';

/** What catalogues set before a name beside a dynasty: when, or where somebody was from. */
const others = '近代 现代 当代 日 日本 朝鲜 高丽 韩 越南 印度 英 美 法 德 俄 意 荷 葡 西 比 瑞典 加 澳'.split(' ');
const origins = new Set([...dynastyNames, ...others].map(fold));

/** 〔清〕沈湖楼, (清)沈湖楼, and 沈湖楼 (清). */
const inBrackets = /[〔［[（(【]\s*(\p{Script=Han}{1,4})\s*[〕］\])）】]/gu;
/** 杭州府（今浙江省杭州市）, Hangzhou fu (now 浙江省杭州市). */
const ofToday = /[（(]\s*(?:今|now\s)\s*([^（）()]{1,60})[）)]/giu;

const isBlank = (text: string): boolean => text.trim() === '';

/**
 * A question as names stand in it in records. Our pages print a dynasty before a name and today's name behind a place, and a
 * name may be taken from there: what is printed around it is no part of it, unless nothing else was written.
 */
export function namesAsRecorded(question: string): string {
  if (/["“”「『＂]/u.test(question)) return question;
  const alone = question.replace(inBrackets, (all, origin: string) => (origins.has(fold(origin)) ? ' ' : all));
  const named = isBlank(alone) ? question : alone;
  return named.replace(ofToday, (_all, today: string, at: number) =>
    isBlank(named.slice(0, at)) ? ` ${today} ` : ' ',
  );
}
