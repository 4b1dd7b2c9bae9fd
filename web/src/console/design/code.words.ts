/** Codes are for programs, and are read by people: the English name, or else how the Chinese one sounds. */

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);

/** Whole words, as many as there is room for. */
function fitting(words: string[], most: number, glue: number): string[] {
  const taken: string[] = [];
  let length = 0;
  for (const word of words) {
    length += word.length + (taken.length > 0 ? glue : 0);
    if (length > most) break;
    taken.push(word);
  }
  return taken.length > 0 || words.length === 0 ? taken : [words[0]!.slice(0, most)];
}

/** Kind of inscription → kindOfInscription, of fields and their parts. */
export function camelCode(text: string): string {
  const words = fitting(wordsOf(text), 40, 0).map((word) => word.toLowerCase());
  const [first = '', ...rest] = words;
  const code = [first, ...rest.map((word) => word[0]!.toUpperCase() + word.slice(1))].join('');
  return /^[a-z]/.test(code) ? code : '';
}

/** Seal forms → seal-forms, of vocabularies. */
export function hyphenCode(text: string): string {
  const code = fitting(wordsOf(text), 40, 1).join('-').toLowerCase();
  return /^[a-z][a-z0-9-]/.test(code) ? code : '';
}

export function freeCode(wanted: string, taken: ReadonlySet<string>, glue = ''): string {
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : `${glue}${n}`;
    const code = `${wanted.slice(0, 40 - ending.length)}${ending}`;
    if (!taken.has(code)) return code;
  }
}
