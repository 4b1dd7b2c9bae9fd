// The part of generate.mjs that joins characters into classes.
const dictionary = new URL('../../../node_modules/opencc-js/dist/esm-lib/dict/', import.meta.url);
const load = async (name) =>
  (await import(new URL(`${name}.js`, dictionary))).default.split('|').map((line) => line.split(' '));

// Edges in the regional tables that would join characters which a reader keeps apart.
const NOT_JAPANESE = new Set([...'予余缶芸弁欠糸浜沪画斉台円仮凜剰効勅恒概叙']);
const NOT_REGIONAL = new Set([...'幺睾喫菸']);
// The simplified form is an extension-B character that nobody types; variants.txt gives a better one.
const NOT_SIMPLIFIED = new Set([...'勣']);

/** The CJK Radicals Supplement from U+2E80 on, which NFKC mostly leaves alone. A dot means: keep. */
const RADICALS =
  '.厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄心扌攵.旡日月歺母民氵氺灬爪爪丬牛犭王疋目示礻竹糹纟罒罒罓罒罒羊羊羊耂聿聿肉臼' +
  '艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟';

const inRanges = (point, ranges) => ranges.some(([from, to]) => point >= from && point <= to);
const LETTERS = [
  [0x41, 0x5a],
  [0xaa, 0x52f],
  [0x1d00, 0x1fff],
  [0x2070, 0x209c],
  [0x2100, 0x214f],
  [0x2160, 0x217f],
  [0x2460, 0x24ff],
  [0x2c60, 0x2c7f],
  [0x3041, 0x30ff],
  [0xa720, 0xa7ff],
  [0xff00, 0xffef],
];
const COMPATIBLE_HAN = [
  [0x2f00, 0x2fd5],
  [0xf900, 0xfad9],
  [0x2f800, 0x2fa1d],
];

const single = (text) => ([...text].length === 1 ? text : null);

function exactOf(point) {
  const char = String.fromCodePoint(point);
  if (point >= 0x2e80 && point < 0x2e80 + [...RADICALS].length) {
    const radical = [...RADICALS][point - 0x2e80];
    return radical === '.' ? char : radical;
  }
  if (inRanges(point, COMPATIBLE_HAN)) return single(char.normalize('NFKC')) ?? char;
  if (!inRanges(point, LETTERS)) return char;
  const wide = point >= 0xff00 ? (single(char.normalize('NFKC')) ?? char) : char;
  return single(wide.toLowerCase()) ?? wide;
}

function* points(ranges) {
  for (const [from, to] of ranges) for (let point = from; point <= to; point++) yield point;
}

export function exactPairs() {
  let out = '';
  for (const point of points([[0x2e80, 0x2ef3], ...COMPATIBLE_HAN, ...LETTERS])) {
    const char = String.fromCodePoint(point);
    const exact = exactOf(point);
    // Spaces and combining marks stay themselves: the reader of units already passes over them.
    if (exact !== char && !/[\s\p{M}]/u.test(exact)) out += char + exact;
  }
  return out;
}

/** Letters without their diacritics, kana as unvoiced hiragana. */
function letterFold(char) {
  const stripped = char.normalize('NFKC').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const plain = single(stripped);
  if (plain === null || /[\s\p{M}]/u.test(plain)) return char;
  const point = plain.codePointAt(0);
  return point >= 0x30a1 && point <= 0x30f6 ? String.fromCodePoint(point - 0x60) : plain;
}

function gb2312Levels() {
  const decoder = new TextDecoder('gb2312');
  const level = new Map();
  for (let lead = 0xb0; lead <= 0xf7; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      level.set(decoder.decode(new Uint8Array([lead, trail])), lead <= 0xd7 ? 2 : 1);
    }
  }
  return level;
}

/** character → representative, for every character that is not its own representative. */
export async function foldTable(variantsText) {
  const simplified = await load('TSCharacters');
  const parent = new Map();
  const root = (char) => {
    let at = char;
    while (parent.has(at) && parent.get(at) !== at) at = parent.get(at);
    return at;
  };
  const join = (a, b) => {
    for (const char of [a, b]) if (!parent.has(char)) parent.set(char, char);
    parent.set(root(a), root(b));
  };
  for (const [traditional, simple] of simplified) if (!NOT_SIMPLIFIED.has(traditional)) join(traditional, simple);
  for (const [japanese, old] of await load('JPShinjitaiCharacters'))
    if (!NOT_JAPANESE.has(japanese)) join(japanese, old);
  for (const name of ['TWVariants', 'HKVariants']) {
    for (const [a, b] of await load(name)) if (!NOT_REGIONAL.has(a)) join(a, b);
  }
  for (const line of variantsText.split('\n').filter((each) => !each.startsWith('#'))) {
    for (const group of line.split(/\s+/).filter(Boolean)) {
      const [first, ...rest] = [...group].map((char) => exactOf(char.codePointAt(0)));
      for (const other of rest) if (other !== first) join(first, other);
    }
  }
  const level = gb2312Levels();
  const source = new Set(simplified.filter(([a, b]) => a !== b).map(([a]) => a));
  const target = new Set(simplified.map(([, b]) => b));
  const score = (char) => (level.get(char) ?? 0) * 10 + (source.has(char) ? 0 : 5) + (target.has(char) ? 2 : 0);
  const classes = new Map();
  for (const char of parent.keys()) {
    const key = root(char);
    classes.set(key, [...(classes.get(key) ?? []), char]);
  }
  const fold = new Map();
  for (const members of classes.values()) {
    members.sort((a, b) => score(b) - score(a) || a.codePointAt(0) - b.codePointAt(0));
    for (const member of members.slice(1)) fold.set(member, members[0]);
  }
  return fold;
}

export function foldPairs(fold) {
  if (fold) return [...fold].map(([char, representative]) => char + representative).join('');
  let out = '';
  for (const point of points(LETTERS)) {
    const char = String.fromCodePoint(point);
    if (exactOf(point) !== char) continue;
    const folded = letterFold(char);
    if (folded !== char) out += char + folded;
  }
  return out;
}

/** Simplified character, its usual traditional form, then the other characters that were simplified to it. */
export async function traditionalPairs() {
  const forms = new Map((await load('STCharacters')).map(([simple, ...rest]) => [simple, rest]));
  for (const [traditional, simple] of await load('TSCharacters')) {
    if (traditional === simple || traditional.length > 1 || simple.length > 1) continue;
    const list = forms.get(simple) ?? [];
    if (!list.includes(traditional)) forms.set(simple, [...list, traditional]);
  }
  const kept = [...forms].filter(([simple, list]) => list.some((form) => form !== simple));
  return kept.map(([simple, list]) => simple + list.slice(0, 3).join('')).join(' ');
}

const CJK = [
  [0x2e80, 0x312f],
  [0x3131, 0x31ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xe000, 0xfaff],
  [0x0e00, 0x0eff],
  [0x1000, 0x109f],
  [0x1780, 0x17ff],
  [0x17000, 0x18dff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3ffff],
  [0xe0100, 0x10ffff],
];

/** Letters, digits and the marks that spell (not the ones that only decorate), so that Node's Unicode version is never asked. */
export function wordRanges() {
  const out = [];
  let last = 0;
  let start = -1;
  for (let point = 0x30; point <= 0x323ff; point++) {
    const inside =
      !inRanges(point, CJK) &&
      !(point >= 0xd800 && point <= 0xdfff) &&
      /[\p{L}\p{N}\p{M}]/u.test(String.fromCodePoint(point));
    if (inside && start < 0) start = point;
    if (!inside && start >= 0) {
      out.push(`${(start - last).toString(36)},${(point - start).toString(36)}`);
      last = point;
      start = -1;
    }
  }
  return out.join(' ');
}

/** Characters that a national code has among the usual ones, by the first byte of their places in it. */
/** `least` is where the standard's own second bytes begin: decoders of gb2312 know its later extensions too. */
function inCommonUse(code, [from, to], least) {
  const decoder = new TextDecoder(code);
  const found = new Set();
  for (let lead = from; lead <= to; lead++) {
    for (let trail = least; trail <= 0xfe; trail++) found.add([...decoder.decode(new Uint8Array([lead, trail]))][0]);
  }
  return found;
}

const pointsOf = (text) => [...text];

/**
 * Words in which a character that was simplified from several is another than it mostly is: of the general list only what
 * is not right without it. `own` are this project's, which go before.
 */
export async function wordPairs(own) {
  const [characters, phrases, variants, backwards] = await Promise.all(
    ['STCharacters', 'STPhrases', 'TWVariants', 'TSCharacters'].map(load),
  );
  const inTaiwan = new Map(variants);
  const usual = new Map(characters);
  const simple = new Map(backwards);
  const taiwan = (text) =>
    pointsOf(text)
      .map((char) => inTaiwan.get(char) ?? char)
      .join('');
  const words = new Map();
  const longest = new Map();
  const convert = (text) => {
    const chars = pointsOf(text);
    let out = '';
    for (let at = 0; at < chars.length;) {
      let length = Math.min(longest.get(chars[at]) ?? 1, chars.length - at);
      while (length > 1 && !words.has(chars.slice(at, at + length).join(''))) length--;
      const word = chars.slice(at, at + length).join('');
      out += words.get(word) ?? taiwan(usual.get(word) ?? word);
      at += length;
    }
    return out;
  };
  const add = (from, to) => {
    const chars = pointsOf(from);
    words.set(from, to);
    longest.set(chars[0], Math.max(longest.get(chars[0]) ?? 1, chars.length));
  };
  const given = own
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(/\s+/).filter(Boolean))
    .map((word) => {
      const [from, to = from] = word.split('=');
      return [
        word.includes('=')
          ? from
          : pointsOf(from)
              .map((char) => simple.get(char) ?? char)
              .join(''),
        to,
      ];
    })
    .sort(([a], [b]) => pointsOf(a).length - pointsOf(b).length);
  // Of these all are kept: they also say what needs no looking over.
  for (const [from, to] of given) add(from, to);
  const ownWords = new Map(given);
  for (const [from, to] of phrases.sort(([a], [b]) => pointsOf(a).length - pointsOf(b).length)) {
    if (!ownWords.has(from) && convert(from) !== taiwan(to)) add(from, taiwan(to));
  }
  const [big5, gb2312] = [inCommonUse('big5', [0xa4, 0xc6], 0x40), inCommonUse('gb2312', [0xb0, 0xf7], 0xa1)];
  const groups = (await traditionalPairs()).split(' ').map(pointsOf);
  // A word that is written right already stays so, however it came here: 于謙.
  for (const [, to] of given) if (pointsOf(to).length > 1 && convert(to) !== to) add(to, to);
  // 面, 只, 出: what stands for several and mostly for itself is in no list of simplified characters.
  for (const [char] of groups) if (!usual.has(char) && !words.has(char)) add(char, char);
  return {
    // 后 and 里 are written on both sides, 乾 too: they do not tell whether a text is simplified or traditional.
    both: [
      ...groups.flatMap(([char]) => (big5.has(char) ? char : [])),
      ...new Set(groups.flatMap(([char, ...forms]) => forms.filter((form) => form !== char && gb2312.has(form)))),
    ].join(''),
    taiwan: [...inTaiwan].map((pair) => pair.join('')).join(''),
    // A word of another length than what it stands for would move what is marked.
    words: [...words]
      .filter(([from, to]) => pointsOf(from).length === pointsOf(to).length)
      .map(([from, to]) => {
        const [a, b] = [pointsOf(from), pointsOf(to)];
        return a.length === 1 ? from + to : from + b.map((char, at) => (char === a[at] ? '-' : char)).join('');
      })
      .join(' '),
  };
}
