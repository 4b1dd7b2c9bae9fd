import { matchRanges } from './highlight.js';
import type { Query } from './query.js';

/** Fractions or pixels of the page image, as the caller keeps them. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface TextLine {
  text: string;
  box: Box;
  /** Written downwards. Lines that are taller than wide are, unless said otherwise. */
  vertical?: boolean;
}

export interface LineMatch {
  line: number;
  start: number;
  end: number;
  box: Box;
}

/** The part of a line's box that a range takes, supposing that its characters are evenly spaced. */
function partOf(line: TextLine, start: number, end: number): Box {
  const points = Math.max(1, [...line.text].length);
  const from = [...line.text.slice(0, start)].length / points;
  const share = [...line.text.slice(start, end)].length / points;
  const { x, y, width, height } = line.box;
  if (line.vertical ?? height > width) return { x, y: y + from * height, width, height: share * height };
  return { x: x + from * width, y, width: share * width, height };
}

/** Where a query stands on a page. Lines are read as one text, so a phrase that is broken across two is marked on both. */
export function matchBoxes(lines: readonly TextLine[], query: Query): LineMatch[] {
  const starts: number[] = [];
  let text = '';
  for (const line of lines) {
    starts.push(text.length);
    text += `${line.text}\n`;
  }
  const out: LineMatch[] = [];
  for (const range of matchRanges(text, query)) {
    lines.forEach((line, index) => {
      const offset = starts[index] as number;
      const start = Math.max(0, range.start - offset);
      const end = Math.min(line.text.length, range.end - offset);
      if (start < end) out.push({ line: index, start, end, box: partOf(line, start, end) });
    });
  }
  return out;
}
