import type { MarkedRun } from '../../contract/reader.js';
import type { TextRange } from '../../contract/text/index.js';

/** Text cut at its marks: even parts are plain, odd ones matched. */
export function marked(text: string, ranges: readonly TextRange[], lang?: string): MarkedRun {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    parts.push(text.slice(at, start), text.slice(start, end));
    at = end;
  }
  return { parts: [...parts, text.slice(at)], ...(lang ? { lang } : {}) };
}
