/** Where something stands in a text: offsets, the end exclusive. */
export type Span = readonly [from: number, to: number];

/** The lines of a text, each cut where a span runs: even parts are plain, odd parts are inside one. */
export function markedLines(text: string, spans: readonly Span[]): string[][] {
  let start = 0;
  return text.split('\n').map((line) => {
    const end = start + line.length;
    const parts: string[] = [];
    let at = start;
    for (const [from, to] of spans) {
      if (to <= at || from >= end) continue;
      parts.push(text.slice(at, Math.max(at, from)), text.slice(Math.max(at, from), Math.min(to, end)));
      at = Math.min(to, end);
    }
    parts.push(text.slice(at, end));
    start = end + 1;
    return parts;
  });
}
