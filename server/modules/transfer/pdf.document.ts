import { once } from 'node:events';
import { setImmediate as soon } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import type { Glyph } from './glyph.verbs.js';
import { type Cover, drawCover } from './pdf.cover.js';

export interface PdfAbout {
  title: string;
  author: string;
  /** The citation. */
  subject: string;
  url: string;
  /** When what is in it last changed for readers. */
  changed: Date;
  lang: string;
  rightToLeft: boolean;
  coverLabel: string;
  /** Of the pages that follow the cover. */
  labels: readonly string[];
}

/** Headings of the table of contents that begin on a page. */
export interface Begins {
  title: string;
  level: number;
}

export interface PdfPage {
  picture: Buffer;
  headings: readonly Begins[];
}

/** Pixels of pictures of the usual size as a print of 150 dots an inch. */
const pointsPerPixel = 72 / 150;

/** What the library has and its types do not say. */
interface Opens {
  openImage(bytes: Buffer): { width: number; height: number };
}

interface Outline {
  addItem(title: string): Outline;
}

/**
 * A document that leaves while it is made: one picture is held at a time, and the next is not asked for before the line has
 * taken the last. Pictures go in as they are, so that nothing is decoded here.
 */
export async function writePdf(
  to: Writable,
  about: PdfAbout,
  cover: { cover: Cover; glyphs: ReadonlyMap<string, Glyph> },
  pages: AsyncIterable<PdfPage>,
  signal: AbortSignal,
): Promise<void> {
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    pdfVersion: '1.7',
    lang: about.lang,
    displayTitle: true,
    // None of its faces is used: words are drawn.
    font: null as unknown as string,
    info: {
      Title: about.title,
      Author: about.author,
      Subject: about.subject,
      Keywords: about.url,
      Creator: 'Linlang',
      // The same record makes the same file, whenever it is asked for.
      CreationDate: about.changed,
    },
  });
  const taken = async (): Promise<void> => {
    await soon();
    signal.throwIfAborted();
    if (to.writableNeedDrain) await once(to, 'drain', { signal });
  };
  doc.on('data', (chunk: Buffer) => to.write(chunk));
  const ended = once(doc, 'end');
  numbered(doc, about);
  drawCover(doc, cover.cover, cover.glyphs);
  const open: { level: number; item: Outline }[] = [];
  for await (const { picture, headings } of pages) {
    const image = (doc as unknown as Opens).openImage(picture);
    const [width, height] = [image.width * pointsPerPixel, image.height * pointsPerPixel];
    doc.addPage({ size: [width, height], margin: 0 });
    doc.image(image as never, 0, 0, { width, height });
    for (const { title, level } of headings) {
      while (open.length > 0 && open.at(-1)!.level >= level) open.pop();
      const above = (open.at(-1)?.item ?? doc.outline) as Outline;
      open.push({ level, item: above.addItem(title) });
    }
    await taken();
  }
  doc.end();
  await ended;
  await taken();
}

/** An object of the document, until it is written. */
interface Kept {
  data: Record<string, unknown>;
}
interface Root {
  _root: Kept;
}

/** Pages are called what they are called in the book, and books that are read from the right open that way. */
function numbered(doc: { ref(data: object): unknown }, { labels, coverLabel, rightToLeft }: PdfAbout): void {
  // An object is a string to be read, a plain one a name of the format.
  const text = (given: string): object => Object(given) as object;
  const { data } = (doc as unknown as Root)._root;
  data['PageLabels'] = { Nums: [coverLabel, ...labels].flatMap((label, at) => [at, { P: text(label) }]) };
  if (rightToLeft) (data['ViewerPreferences'] as Kept).data['Direction'] = 'R2L';
}
