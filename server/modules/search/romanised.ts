/**
 * Wade–Giles as people type it, without apostrophes and marks: what it may be in pinyin. Tao is 道 and 陶, ch four sounds; all are
 * looked up, and what is no name is nowhere. By the rules of the system; postal spellings (Hangchow) are names for records to know.
 */
const initials: readonly [written: string, spelled: readonly string[]][] = [
  ["ch'", ['ch', 'q']],
  ['ch', ['zh', 'j', 'ch', 'q']],
  ["ts'", ['c']],
  ["tz'", ['c']],
  ['ts', ['z', 'c']],
  ['tz', ['z', 'c']],
  ['ss', ['s']],
  ['sz', ['s']],
  ['hs', ['x']],
  ['sh', ['sh']],
  ["k'", ['k']],
  ['k', ['g', 'k']],
  ["p'", ['p']],
  ['p', ['b', 'p']],
  ["t'", ['t']],
  ['t', ['d', 't']],
  ['j', ['r']],
  ...['m', 'f', 'n', 'l', 'h', 's', 'w', 'y', ''].map((same): [string, string[]] => [same, [same]]),
];

const finals = new Map<string, readonly string[]>([
  ...'a ai an ang ao e ei eng i ia iang iao ie in ing iu ou u ua uai uan uang ui un uo'
    .split(' ')
    .map((same): [string, string[]] => [same, [same]]),
  ['ih', ['i']],
  ['ieh', ['ie']],
  ['eh', ['e']],
  ['ueh', ['ue']],
  ['ien', ['ian']],
  ['uei', ['ui']],
  ['ung', ['ong']],
  ['iung', ['iong']],
  ['erh', ['er']],
  ['o', ['o', 'e', 'uo']],
  ['en', ['en', 'an']],
]);

const mostForms = 64;
const mostSyllables = 6;

function syllable(written: string): string[] {
  for (const [initial, spelled] of initials) {
    if (!written.startsWith(initial)) continue;
    const rest = written.slice(initial.length);
    // Tzu and ssu are zi and si.
    const ends = rest === 'u' && /^(?:ts|tz|ss|sz)/.test(initial) ? ['i'] : finals.get(rest);
    if (ends) return spelled.flatMap((one) => ends.map((end) => (one === '' && end === 'i' ? 'yi' : `${one}${end}`)));
  }
  return [];
}

/** Tao Te Ching, Lao-tzu, Su Tung-p'o: every way to read them as pinyin, run together; none where it is something else. */
export function fromWadeGiles(text: string): string[] {
  const syllables = text
    .trim()
    .toLowerCase()
    .replace(/[’‘ʻ]/g, "'")
    .replace(/ü/g, 'u')
    .replace(/ê/g, 'e')
    .split(/[\s-]+/);
  if (syllables.length < 2 || syllables.length > mostSyllables) return [];
  let forms = [''];
  for (const one of syllables) {
    const spelled = syllable(one);
    forms = forms.flatMap((form) => spelled.map((next) => form + next)).slice(0, mostForms);
  }
  return forms;
}
