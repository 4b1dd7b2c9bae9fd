import { fold, type Phrase, type Query, readUnits } from '../../contract/text/index.js';

/** Shorter ones are words already, longer ones sentences. */
const [shortest, longest] = [3, 12];
/** As far as a run is looked through for what is known. */
const longestRun = 24;
const longestPiece = 10;
/** Trying costs a search each. */
const mostTries = 5;

/** What a piece of a run is known as. */
export interface Piece {
  /** Somebody’s name. */
  agent?: boolean;
  /** A time: in one character it may only stand before something, as in 宋碑. */
  time?: boolean;
}

/** By their folded text: names of people, places and subjects, titles, and words that mean something. */
export type Pieces = ReadonlyMap<string, Piece>;

const listed = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u).map(fold));

/** What people write around what they mean, as they would say it at a desk. */
const around = listed(`
  关于 有关 有没有 有无 请问 我想找 我要找 想找 我想看 查找 查询 检索 搜索 寻找 哪里有 什么是 何谓
  的 之 和 与 及 以及 皇帝 年间 时期 时代 作品 资料 相关 相关资料 有关资料 有哪些 是什么 吗 呢
`);
/** What is written behind a name: what somebody did, or how he is spoken of. */
const behindNames = listed(`
  撰 著 编 辑 纂 修 译 注 校 订 绘 画 书 写 刻 印 抄 钞 摄 拍 题 作 编纂 编辑 编著 主编 撰写 所著 所作 所画 所绘 所写 所书 所摄
  拍摄 摄影 绘制 绘画 书写 先生 女士 夫人 大师 法师 居士 氏
`);

/** What is said behind a time, 光绪帝, and is a word in other places. */
const behindTimes = listed('帝 朝 时');

const isPlain = (query: Query): query is Phrase =>
  query.kind === 'phrase' && !query.exact && !query.quoted && query.field === undefined;

export function plainPhrases(typed: Query): readonly Phrase[] {
  const phrases = typed.kind === 'and' ? typed.parts : [typed];
  return phrases.every(isPlain) ? phrases : [];
}

/** What stands between signs: 西湖/塔, 徵集啟（稿本）. */
const betweenSigns = (text: string): string[] =>
  text.includes('□') ? [text] : text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((part) => part !== '');

const isRun = (text: string): boolean => {
  const units = readUnits(text);
  return units.length > 1 && units.length <= longestRun && units.every(({ kind }) => kind === 'char');
};

/** Every piece of what was typed that may be known, folded. */
export function piecesOf(typed: Query): string[] {
  const runs = plainPhrases(typed).flatMap(({ text }) => betweenSigns(text).filter(isRun));
  const pieces = runs.flatMap((run) => {
    const points = [...fold(run)];
    return points.flatMap((_, from) =>
      points.slice(from, from + longestPiece).map((_one, more) => points.slice(from, from + more + 1).join('')),
    );
  });
  return [...new Set(pieces)];
}

interface Token {
  text: string;
  known: Piece | null;
  idle: boolean;
}

interface Reading {
  cost: number;
  tokens: Token[];
}

/** A run as the fewest pieces, as much of it as may be in such as are known; what is between them stands by itself. */
function tokensOf(run: string, pieces: Pieces, withSingles: boolean): Token[] {
  const points = [...run];
  const folded = points.map((point) => fold(point));
  const best: Reading[] = [{ cost: 0, tokens: [] }];
  for (let end = 1; end <= points.length; end++) {
    const { cost, tokens } = best[end - 1]!;
    const last = tokens.at(-1);
    const open = last && !last.known && !last.idle;
    // A character that belongs to nothing goes on with the one before it.
    let found: Reading = {
      cost: cost + 2 + (open ? 0 : 0.5),
      tokens: open
        ? [...tokens.slice(0, -1), { ...last, text: last.text + points[end - 1]! }]
        : [...tokens, { text: points[end - 1]!, known: null, idle: false }],
    };
    for (let from = Math.max(0, end - longestPiece); from < end; from++) {
      const piece = folded.slice(from, end).join('');
      const known = pieces.get(piece) ?? null;
      const idle = around.has(piece);
      const usable = known && (end - from > 1 || (withSingles && (!known.time || from === 0)));
      if (!usable && !idle) continue;
      const before = best[from]!;
      const dearer = before.cost + (usable ? 1 : 1.5);
      if (dearer >= found.cost) continue;
      const text = points.slice(from, end).join('');
      found = { cost: dearer, tokens: [...before.tokens, { text, known: usable ? known : null, idle: !usable }] };
    }
    best.push(found);
  }
  return best[points.length]!.tokens;
}

/** 绘八景图 behind a name is 八景图. */
function withoutRole({ text, known }: Token): string {
  if (behindNames.has(fold(text))) return '';
  const points = [...text];
  const role = [2, 1].find(
    (length) => points.length > length + 1 && behindNames.has(fold(points.slice(0, length).join(''))),
  );
  return known || role === undefined ? text : points.slice(role).join('');
}

/** Words of a run by what is known of it, a time said as one (明代 for 明, which stands in names); as it is where nothing is. */
function wordsOf(run: string, pieces: Pieces): { words: string[]; single: string[] } | null {
  let tokens = tokensOf(run, pieces, true);
  // 清水湾 is not of the Qing: one character counts only where all the others are known.
  if (tokens.some(({ known, idle }) => !known && !idle)) tokens = tokensOf(run, pieces, false);
  const kept = tokens.flatMap((token, at): Token[] => {
    if (token.idle) return [];
    const before = tokens[at - 1];
    if (before?.known?.time && [...before.text].length > 1 && behindTimes.has(fold(token.text))) return [];
    if (before?.known?.agent !== true) return [token];
    const text = withoutRole(token);
    return text === '' ? [] : [{ ...token, text }];
  });
  if (kept.length === 0 || !kept.some(({ known }) => known) || (kept.length === 1 && kept[0]!.text === run))
    return null;
  const words = kept.map(({ text, known }) => (known?.time && [...text].length === 1 ? `${text}代` : text));
  const single = kept.flatMap(({ text, known }, at) => (known || [...text].length > 2 ? words[at]! : [...text]));
  return { words, single };
}

/** The words of a run that are known, without what stands around them. */
export const knownIn = (run: string, pieces: Pieces): string[] =>
  tokensOf(run, pieces, false).flatMap(({ text, known }) => (known ? [text] : []));

/** Where words may have been run together, the likeliest first: near the middle, then one character behind: 青花|瓷. */
function cutsIn(text: string): [string, string][] {
  const units = readUnits(text);
  if (units.length < shortest || units.length > longest || units.some(({ kind }) => kind !== 'char')) return [];
  const middle = units.length / 2;
  const places = units.map((_, at) => at).filter((at) => at >= 2 && at <= units.length - 1);
  const worth = (at: number): number => (at === units.length - 1 ? units.length : Math.abs(at - middle));
  return places
    .sort((a, b) => worth(a) - worth(b))
    .map((at): [string, string] => {
      const cut = units[at]!.start;
      return [text.slice(0, cut), text.slice(cut)];
    });
}

/**
 * What was typed taken apart, each way to be tried until one finds something: at its signs, by what is known of its pieces, without
 * what is only said around them, and at last one of its words in two.
 */
export function takenApart(typed: Query, pieces: Pieces = new Map()): string[][] {
  const texts = plainPhrases(typed).map(({ text }) => text);
  if (texts.length === 0) return [];
  const signs = texts.flatMap(betweenSigns);
  const ways: string[][] = [signs];
  const read = signs.map((text) => (isRun(text) ? wordsOf(text, pieces) : null));
  ways.push(signs.flatMap((text, at) => read[at]?.words ?? text));
  ways.push(signs.flatMap((text, at) => read[at]?.single ?? text));
  for (const [nth, text] of signs.entries()) {
    for (const cut of cutsIn(text)) ways.push(signs.flatMap((one, at) => (at === nth ? cut : [one])));
  }
  const tried = new Set([texts.join(' ')]);
  return ways
    .filter((words) => {
      const way = words.join(' ');
      const fresh = words.length > 0 && !tried.has(way);
      tried.add(way);
      return fresh;
    })
    .slice(0, mostTries);
}
