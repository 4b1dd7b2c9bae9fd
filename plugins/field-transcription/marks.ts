/**
 * The signs of a transcription: □ a character that is lost, 〔…〕 what the editor supplies, 〈…〉 small notes in
 * double columns. They may run on over the end of a line.
 */
export type SpanKind = 'plain' | 'lost' | 'supplied' | 'note';

export interface Span {
  kind: SpanKind;
  text: string;
}

const opens: Record<string, SpanKind> = { '〔': 'supplied', '〈': 'note' };
const closes: Record<string, SpanKind> = { '〕': 'supplied', '〉': 'note' };

/** Lines of spans, and the first sign that has no partner. */
export function spansOf(lines: readonly string[]): { lines: Span[][]; fault?: { line: number; sign: string } } {
  const within: { kind: SpanKind; line: number; sign: string }[] = [];
  let fault: { line: number; sign: string } | undefined;
  const read = lines.map((line, at) => {
    const spans: Span[] = [];
    for (const sign of line) {
      const closed = closes[sign];
      if (opens[sign]) within.push({ kind: opens[sign], line: at, sign });
      else if (closed) {
        if (within.at(-1)?.kind === closed) within.pop();
        else fault ??= { line: at, sign };
      } else {
        const around = within.at(-1)?.kind ?? 'plain';
        const kind = sign === '□' && around === 'plain' ? 'lost' : around;
        const last = spans.at(-1);
        if (last?.kind === kind) last.text += sign;
        else spans.push({ kind, text: sign });
      }
    }
    return spans;
  });
  const [left] = within;
  fault ??= left && { line: left.line, sign: left.sign };
  return { lines: read, ...(fault ? { fault } : {}) };
}

/** Lines run on in Chinese; in other scripts the end of a line parts words. */
const joined = (lines: string[]): string =>
  lines.reduce((all, line) => {
    const parted = /[\p{Script=Latin}\d,.;:]$/u.test(all) && /^[\p{Script=Latin}\d]/u.test(line);
    return all + (parted ? ' ' : '') + line;
  }, '');

/** What is searched: the text without its signs and notes, and each run of notes, so that neither breaks the other. */
export function readable(lines: readonly string[]): { main: string; notes: string[] } {
  const spans = spansOf(lines).lines;
  const main = joined(spans.map((line) => line.flatMap(({ kind, text }) => (kind === 'note' ? [] : [text])).join('')));
  const notes: string[] = [];
  let open = false;
  for (const { kind, text } of spans.flat()) {
    if (kind !== 'note') open = false;
    else if (open) notes[notes.length - 1] += text;
    else {
      notes.push(text);
      open = true;
    }
  }
  return { main: main.trim(), notes: notes.map((note) => note.trim()).filter(Boolean) };
}
