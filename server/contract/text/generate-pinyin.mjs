// The part of generate.mjs that reads and orders characters. Everything is looked up by folded characters.
const HAN = [
  [0x3007, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x323af],
];
const isHan = (char) => HAN.some(([from, to]) => char.codePointAt(0) >= from && char.codePointAt(0) <= to);

function* han() {
  for (const [from, to] of HAN) for (let point = from; point <= to; point++) yield String.fromCodePoint(point);
}

const MARKS = { '\u0304': 1, '\u0301': 2, '\u030c': 3, '\u0300': 4 };

/** zhòng → zhong4, lǜ → lv4, me → me5 */
export function toneDigit(syllable) {
  let tone = 5;
  let letters = '';
  for (const char of syllable.normalize('NFD')) {
    if (MARKS[char]) tone = MARKS[char];
    else if (char === '\u0308') letters = letters.slice(0, -1) + 'v';
    else if (/[a-zê]/.test(char)) letters += char;
  }
  return letters + tone;
}

export function defaultReadings(pinyin, fold) {
  const first = new Map();
  const further = new Map();
  const own = new Map();
  for (const char of han()) {
    const all = pinyin(char, { multiple: true, type: 'array' });
    if (all.length === 0 || all[0] === char || all[0] === '') continue;
    const readings = [...new Set(all.map(toneDigit))].filter((each) => /^[a-z]+[1-5]$/.test(each));
    if (readings.length === 0) continue;
    own.set(char, readings[0]);
    first.set(char, readings[0]);
    for (const other of readings.slice(1)) further.set(char, [...(further.get(char) ?? []), other]);
  }
  // A traditional character is stored only where it is read otherwise than the character it folds to (乾 qian, 干 gan).
  for (const [char, representative] of fold) {
    if (first.get(char) === own.get(representative)) first.delete(char);
    further.delete(char);
  }
  const group = (entries) => {
    const groups = new Map();
    for (const [char, reading] of entries) groups.set(reading, (groups.get(reading) ?? '') + char);
    return [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([reading, chars]) => `${reading} ${chars}`)
      .join('\n');
  };
  const furtherEntries = [...further].flatMap(([char, list]) => list.map((reading) => [char, reading]));
  return { own, firstText: group(first), furtherText: group(furtherEntries) };
}

const folded = (text, fold) => [...text].map((char) => fold.get(char) ?? char).join('');

/** Surnames of one character that are read otherwise than the character usually is: 曾 zeng, 單 shan, 解 xie. */
export async function oddSurnames(base, readings, fold) {
  const { default: Surnames } = await import(new URL('surname.mjs', base));
  const out = [];
  for (const [surname, spelled] of Object.entries(Surnames)) {
    const char = folded(surname, fold);
    const reading = toneDigit(spelled);
    if ([...char].length === 1 && readings.own.get(char)?.slice(0, -1) !== reading.slice(0, -1))
      out.push(`${char} ${reading}`);
  }
  return out.sort().join('\n');
}

export async function oddPhrases(base, oddText, readings, fold) {
  const dictionary = new Map();
  for (const name of ['dict2', 'dict3', 'dict4', 'dict5', 'surname']) {
    const module = await import(new URL(`${name}.mjs`, base));
    const source = name === 'surname' ? module.default : module.default;
    for (const [phrase, spelled] of Object.entries(source)) {
      // A surname of one character is right only for a person: names have their own function.
      if ([...phrase].length > 1) dictionary.set(folded(phrase, fold), spelled.split(/\s+/).map(toneDigit));
    }
  }
  for (const line of oddText.split('\n').filter((each) => each && !each.startsWith('#'))) {
    const [phrase, ...spelled] = line.trim().split(/\s+/);
    dictionary.set(folded(phrase, fold), spelled);
  }
  const out = [];
  for (const [phrase, spelled] of dictionary) {
    const chars = [...phrase];
    if (chars.length !== spelled.length || !chars.every(isHan)) continue;
    // Neutral tones and the sandhi of 一 and 不 are speech, not order.
    const kept = spelled.map((syllable, index) => {
      const usual = readings.own.get(chars[index]);
      const same = usual && usual.slice(0, -1) === syllable.slice(0, -1);
      return same && (syllable.endsWith('5') || '一不'.includes(chars[index])) ? usual : syllable;
    });
    // A different tone alone does not move a four-character phrase far enough to pay for its place.
    const differs = kept.some((syllable, index) => {
      const usual = readings.own.get(chars[index]) ?? '';
      return chars.length <= 2 ? usual !== syllable : usual.slice(0, -1) !== syllable.slice(0, -1);
    });
    if (differs) out.push(`${phrase} ${kept.join(' ')}`);
  }
  return out.sort().join('\n');
}

/** Stroke order as CLDR has it, of folded characters in the BMP (others follow by code point); the collation's index marks tell the counts. */
export function collationOrder(fold) {
  const collator = new Intl.Collator('zh-u-co-stroke');
  const marks = Array.from({ length: 40 }, (_, index) => ({
    mark: `\uFDD0${String.fromCharCode(0x2801 + index)}`,
    count: index + 1,
  }));
  const last = marks.at(-1).mark;
  const chars = [...han()].filter(
    (char) => char.length === 1 && !fold.has(char) && collator.compare(char, last) < 0 && /\p{Script=Han}/u.test(char),
  );
  const all = [
    ...chars.map((char) => ({ key: char, out: char })),
    ...marks.map(({ mark, count }) => ({ key: mark, out: ` ${count} ` })),
  ];
  all.sort((a, b) => collator.compare(a.key, b.key));
  return all
    .map(({ out }) => out)
    .join('')
    .trim();
}
