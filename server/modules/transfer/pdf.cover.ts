import type PDFDocument from 'pdfkit';
import { linesOf } from './cover.lines.js';
import type { Glyph } from './glyph.verbs.js';

/** What stands on the first page: what this is, and where from. */
export interface Cover {
  title: string;
  /** Below the title: who, when, where. */
  subtitle: string[];
  facts: { label: string; text: string; href?: string }[];
}

type Doc = InstanceType<typeof PDFDocument>;

const page = { width: 595.28, height: 841.89, margin: 72 };
const inner = page.width - 2 * page.margin;
const ink = '#2b2622';
const pale = '#8a7f73';
/** Where no face has a character, as typesetters did. */
const unknown = '〓';
/** As much as a page holds; what is longer is cut, since the record has it whole. */
const mostLines = { title: 5, subtitle: 3, fact: 9 };

/** More of one text than its lines hold: what is never drawn needs no shapes. */
const mostDrawn = 1000;

export const coverText = ({ title, subtitle, facts }: Cover): string =>
  [unknown, title, ...subtitle, ...facts.flatMap(({ label, text }) => [label, text])]
    .map((text) => text.slice(0, mostDrawn))
    .join('');

/** Words are drawn as shapes: nobody needs a face of their own to read a cover in any script. */
export function drawCover(doc: Doc, { title, subtitle, facts }: Cover, glyphs: ReadonlyMap<string, Glyph>): void {
  doc.addPage({ size: [page.width, page.height], margin: 0 });
  const glyphOf = (character: string): Glyph | undefined => glyphs.get(character) ?? glyphs.get(unknown);
  const widthOf = (size: number) => (character: string) => {
    if (character.trim() === '') return size * (character === '\u3000' ? 1 : 0.3);
    const glyph = glyphOf(character);
    return glyph ? (glyph.advance / glyph.em) * size : 0;
  };
  const drawLine = (text: string, x: number, baseline: number, size: number, colour: string): void => {
    let at = x;
    for (const character of text) {
      const glyph = character.trim() === '' ? undefined : glyphOf(character);
      if (glyph && glyph.path !== '') {
        const scale = size / glyph.em;
        doc.save().translate(at, baseline).scale(scale, -scale).path(glyph.path);
        if (glyph.thin) doc.lineWidth(glyph.em * 0.022).fillAndStroke(colour, colour);
        else doc.fill(colour);
        doc.restore();
      }
      at += widthOf(size)(character);
    }
  };
  let y = 150;
  const block = (
    text: string,
    most: number,
    size: number,
    leading: number,
    colour: string,
    width = inner,
    x = page.margin,
  ) => {
    const lines = linesOf(text, width, widthOf(size));
    const shown = lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, -1)}…`] : lines;
    for (const line of shown) {
      drawLine(line, x, y + size, size, colour);
      y += size * leading;
    }
  };
  block(title, mostLines.title, 26, 1.45, ink);
  y += 6;
  for (const line of subtitle.slice(0, mostLines.subtitle)) block(line, 2, 12, 1.6, pale);
  y += 26;
  doc
    .moveTo(page.margin, y)
    .lineTo(page.width - page.margin, y)
    .lineWidth(0.6)
    .strokeColor(pale)
    .stroke();
  y += 30;
  const labels = 64;
  for (const { label, text, href } of facts) {
    if (y > page.height - page.margin - 40) return;
    const top = y;
    drawLine(label, page.margin, y + 10, 9.5, pale);
    block(text, mostLines.fact, 11, 1.6, ink, inner - labels, page.margin + labels);
    if (href) doc.link(page.margin + labels, top, inner - labels, y - top, href);
    y += 14;
  }
}
