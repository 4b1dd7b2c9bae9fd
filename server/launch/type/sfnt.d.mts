export interface Font {
  table(tag: string): Buffer;
  glyphs: Map<number, number>;
  upright: Map<number, number>;
  across(glyph: number): { advance: number; bearing: number };
  down(glyph: number): { advance: number; bearing: number };
  contours(glyph: number): { x: number; y: number; on: boolean }[][];
  copyright: string;
}
export function readFont(font: Buffer): Font;
