/** With the flag `u` a surrogate is only found where it stands alone. */
const broken = /[\0\p{Cs}]/u;

/** Text that a database can keep and any program can read: no NUL in it, and no half of a character. */
export const isWhole = (text: string): boolean => !broken.test(text);

/** What is left of a text from anywhere when it is to be kept: no longer than this, and whole. */
export function wholeText(text: string, most: number): string {
  const cut = text.length > most && /[\ud800-\udbff]/.test(text[most - 1]!) ? most - 1 : most;
  return text
    .slice(0, cut)
    .replaceAll('\0', '')
    .replace(/\p{Cs}/gu, '\ufffd');
}
