/** A line cut where the words stand in it: even parts are plain, odd parts are the words. */
export function marked(line: string, words: readonly string[]): string[] {
  const sought = words.filter(Boolean).sort((a, b) => b.length - a.length);
  if (sought.length === 0) return [line];
  const pattern = new RegExp(`(${sought.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'u');
  return line.split(pattern);
}
