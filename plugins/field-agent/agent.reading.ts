import { dynasties } from '../../server/contract/calendar/index.js';
import { dynastyInChinese } from './dynasties.js';
import { isRole, roleInChinese } from './roles.js';
import { nameTable } from '../../server/contract/name.table.js';

const knownDynasties = new Set(dynasties.map(({ name }) => name));
const traditional = nameTable<string>({ 漢: '汉', 東漢: '东汉', 西漢: '西汉', 晉: '晋', 東晉: '东晋', 西晉: '西晋',
  齊: '齐', 陳: '陈', 遼: '辽', 後梁: '后梁', 後唐: '后唐', 後晉: '后晋', 後漢: '后汉', 後周: '后周', 五代: '五代', 民國: '民国',
  吳: '吴', 蜀漢: '蜀汉', 劉宋: '刘宋', 東周: '东周', 西周: '西周', 戰國: '战国', 三國: '三国', 當代: '当代' }); // prettier-ignore
const isDynasty = (word: string): boolean =>
  knownDynasties.has(traditional[word] ?? word) || ['民国', '民國', '近代', '现代', '當代', '当代'].includes(word);

/** 1724–1805, 约1650—?, 1893- : years of a life, in brackets or behind a comma. */
const life = /\s*[（(,，]\s*((?:约|約|c\.\s*)?\d{3,4}\??\s*[-–—－~～]\s*(?:(?:约|約)?\d{3,4}\??|\?|今)?)\s*[）)]?/u;

/** The words behind a name that say what was done: after a space or a comma, or two characters and more that no name ends in. */
function roleBehind(text: string): { name: string; role?: string } {
  const apart = /^(.+?)(?:\s+|\s*[,，]\s*)([^\s,，]+(?: [a-z][a-z ]*)?)$/u.exec(text);
  if (apart && isRole(apart[2]!)) return { name: apart[1]!, role: roleInChinese(apart[2]!) };
  const characters = [...text];
  for (const length of [3, 2]) {
    const role = characters.slice(-length).join('');
    if (characters.length - length >= 2 && [...role].length === length && isRole(role)) {
      return { name: characters.slice(0, -length).join('').trim(), role };
    }
  }
  return { name: text };
}

/** As much of a person or body as words tell. */
interface AgentRead {
  name: string;
  dynasty?: string;
  role?: string;
  dates?: string;
}

/**
 * 〔清〕紀昀 撰 · （清）紀昀（1724—1805）纂修 · 清·紀昀 · Ji Yun (1724–1805), compiler. Several people in one line are
 * nobody's heading: that is for a person to take apart.
 */
export function readAgent(words: string): AgentRead | undefined {
  let text = words.replace(/\s+/gu, ' ').trim();
  if (text === '' || /[;；、|]/u.test(text)) return undefined;
  const years = life.exec(text)?.[1]?.replace(/\s*[-–—－~～]\s*/u, '–');
  text = text.replace(life, years ? ' ' : '$&').trim();
  let dynasty: string | undefined;
  const before =
    /^[（(〔［[【]\s*([^）)〕］\]】]{1,8})\s*[）)〕］\]】]\s*(.+)$/u.exec(text) ??
    /^(\p{Script=Han}{1,3})[\s·・](.+)$/u.exec(text);
  if (before && (isDynasty(before[1]!) || /^[（(〔［[【]/u.test(text)))
    [, dynasty, text] = before as unknown as [string, string, string];
  const { name, role } = roleBehind(text);
  const behind = /^(.+?)\s*[（(]([^）)]+)[）)]$/u.exec(name);
  const spoken = behind && dynasty === undefined ? (dynastyInChinese(behind[2]!) ?? behind[2]!) : '';
  const told = behind && isDynasty(spoken) ? { name: behind[1]!, dynasty: spoken } : null;
  return {
    name: (told?.name ?? name).trim(),
    ...((told?.dynasty ?? dynasty) ? { dynasty: (told?.dynasty ?? dynasty)! } : {}),
    ...(role ? { role } : {}),
    ...(years ? { dates: years } : {}),
  };
}
