import { createHash } from 'node:crypto';
import { type PagePart, partsOf, type RunningPage, runningPages } from '../page.parts.js';
import { type Indexed, isGone, type PageText } from '../search.document.js';

/** One page as an index holds it: in how many parts, and what they say. */
export interface Leaf {
  parts: number;
  /** Null while somebody is at it, or died over it: then nobody knows, and it is written again. */
  hash: string | null;
}

/** What an index holds of the pages of one item, kept with the item. */
export type Leaves = ReadonlyMap<number, Leaf>;

export interface Page {
  hash: string;
  running: RunningPage;
}

/** `page:parts:hash` of each page. Of a book of three thousand it is some 60 kB. */
export const packLeaves = (leaves: Leaves): string =>
  [...leaves].map(([pageId, { parts, hash }]) => `${pageId}:${parts}:${hash ?? ''}`).join(' ');

export function readLeaves(packed: string | undefined): Map<number, Leaf> {
  const entries = (packed ?? '').split(' ').filter(Boolean);
  return new Map(
    entries.map((entry) => {
      const [pageId, parts, hash] = entry.split(':');
      return [Number(pageId), { parts: Number(parts), hash: hash || null }];
    }),
  );
}

/** Over the texts as they are: a page that says the same need not even be cut into words. */
function hashOf(recipe: number, { page, next }: RunningPage): string {
  const openTo = ({ follows, labels }: PageText) => (follows ? null : [...labels].sort());
  const runsOn = next && [openTo(next), next.text];
  return createHash('sha256')
    .update(JSON.stringify([recipe, page.ord, openTo(page), page.text, runsOn]))
    .digest('base64url')
    .slice(0, 12);
}

export function pagesOf(document: Indexed): Map<number, Page> {
  if (isGone(document)) return new Map();
  return new Map(
    runningPages(document).map((running) => [running.page.pageId, { hash: hashOf(document.recipe, running), running }]),
  );
}

/** The way from what is held to what is wanted. */
export interface Turn {
  /** Pages to be written, each with its parts. */
  written: PagePart[][];
  /** Parts that are no longer there. */
  emptied: { pageId: number; part: number }[];
  /** What may be held while they are being written. */
  meanwhile: Leaves;
  after: Leaves;
}

export function turn(held: Leaves, wanted: ReadonlyMap<number, Page>): Turn {
  const [meanwhile, after] = [new Map<number, Leaf>(), new Map<number, Leaf>()];
  const written: PagePart[][] = [];
  const emptied: Turn['emptied'] = [];
  for (const [pageId, { hash, running }] of wanted) {
    const before = held.get(pageId);
    if (before?.hash === hash) {
      meanwhile.set(pageId, before);
      after.set(pageId, before);
      continue;
    }
    const texts = partsOf(running);
    written.push(texts);
    after.set(pageId, { parts: texts.length, hash });
    meanwhile.set(pageId, { parts: Math.max(texts.length, before?.parts ?? 0), hash: null });
    for (let part = texts.length; part < (before?.parts ?? 0); part++) emptied.push({ pageId, part });
  }
  for (const [pageId, { parts }] of held) {
    if (wanted.has(pageId)) continue;
    meanwhile.set(pageId, { parts, hash: null });
    for (let part = 0; part < parts; part++) emptied.push({ pageId, part });
  }
  return { written, emptied, meanwhile, after };
}

/** Nothing has to be written; pages of mere signs have no words. */
export const isNothing = ({ written, emptied }: Turn): boolean => written.flat().length === 0 && emptied.length === 0;
