import type { TextRange } from './highlight.js';

/** Fractions or pixels of the page image, as the caller keeps them. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LineOfText {
  text: string;
  /** A line that was only typed has none. */
  box?: Box | undefined;
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
function partOf(line: LineOfText & { box: Box }, start: number, end: number): Box {
  const points = Math.max(1, [...line.text].length);
  const from = [...line.text.slice(0, start)].length / points;
  const share = [...line.text.slice(start, end)].length / points;
  const { x, y, width, height } = line.box;
  if (line.vertical ?? height > width) return { x, y: y + from * height, width, height: share * height };
  return { x: x + from * width, y, width: share * width, height };
}

/** Where ranges of a page's text stand on it. The text is its lines, so what is broken across two has a box on both. */
export function boxesOf(lines: readonly LineOfText[], ranges: readonly TextRange[]): LineMatch[] {
  const out: LineMatch[] = [];
  let offset = 0;
  lines.forEach((line, index) => {
    for (const range of ranges) {
      const start = Math.max(0, range.start - offset);
      const end = Math.min(line.text.length, range.end - offset);
      if (start < end && line.box)
        out.push({ line: index, start, end, box: partOf({ ...line, box: line.box }, start, end) });
    }
    offset += line.text.length + 1;
  });
  return out;
}
