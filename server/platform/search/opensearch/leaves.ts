import { createHash } from 'node:crypto';
import { type PagePart, partsByPage } from '../page.parts.js';
import { type Indexed, isGone } from '../search.document.js';

/** One page as an index holds it: in how many parts, and what they say. */
export interface Leaf {
  parts: number;
  /** Null while somebody is at it, or died over it: then nobody knows, and it is written again. */
  hash: string | null;
}

/** What an index holds of the pages of one item, kept with the item. */
export type Leaves = ReadonlyMap<number, Leaf>;

export interface Page extends Leaf {
  hash: string;
  texts: readonly PagePart[];
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

function hashOf(recipe: number, texts: readonly PagePart[]): string {
  const said = texts.map(({ ord, labels, follows, seam, text }) => [ord, follows ? null : [...labels].sort(), seam, text]);
  return createHash('sha256')
    .update(JSON.stringify([recipe, said]))
    .digest('base64url')
    .slice(0, 12);
}

export function pagesOf(document: Indexed): Map<number, Page> {
  if (isGone(document)) return new Map();
  return new Map(
    partsByPage(document).map((texts) => [
      (texts[0] as PagePart).pageId,
      { parts: texts.length, hash: hashOf(document.recipe, texts), texts },
    ]),
  );
}

export interface Turn {
  /** Pages to be written. */
  written: Page[];
  /** Parts that are no longer there. */
  emptied: { pageId: number; part: number }[];
  /** What may be held while they are being written. */
  meanwhile: Leaves;
}

/** The way from what is held to what is wanted; null where both are the same. */
export function turn(held: Leaves, wanted: ReadonlyMap<number, Page>): Turn | null {
  const written = [...wanted].filter(([pageId, { hash }]) => held.get(pageId)?.hash !== hash);
  const left = [...held].filter(([pageId]) => !wanted.has(pageId));
  if (written.length === 0 && left.length === 0) return null;
  const meanwhile = new Map<number, Leaf>(wanted);
  for (const [pageId, { parts }] of [...left, ...written])
    meanwhile.set(pageId, { parts: Math.max(parts, held.get(pageId)?.parts ?? 0), hash: null });
  return {
    written: written.map(([, page]) => page),
    emptied: [...meanwhile].flatMap(([pageId, { parts }]) => {
      const kept = wanted.get(pageId)?.parts ?? 0;
      return Array.from({ length: parts - kept }, (_, at) => ({ pageId, part: kept + at }));
    }),
    meanwhile,
  };
}
