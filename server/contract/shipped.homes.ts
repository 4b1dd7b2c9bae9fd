import { type Block, columnsKind, type HomePlace, type InnerBlock } from './blocks.js';
import type { Json } from './values.js';

const one = (id: string, kind: string, options: Record<string, Json> = {}): InnerBlock => ({
  id,
  kind,
  v: 1,
  options,
  hidden: false,
});
const sideBySide = (...columns: InnerBlock[][]): Block => ({ ...one('ways', columnsKind), columns });

/** What each home is made of until somebody makes it their own. */
const shipped: Record<HomePlace, () => Block[]> = {
  portal: () => [
    one('kinds', 'kinds'),
    one('featured', 'featured', { automatic: true }),
    sideBySide([one('collections', 'collections', { most: 4 })], [one('years', 'years'), one('facets', 'facets')]),
    one('newest', 'newest', { most: 6 }),
    one('libraries', 'libraries'),
  ],
  library: () => [
    one('kinds', 'kinds'),
    one('collections', 'collections', { grid: true }),
    sideBySide([one('years', 'years')], [one('facets', 'facets')]),
    one('newest', 'newest', { most: 6 }),
  ],
  collection: () => [
    one('byvalue', 'by-value'),
    one('featured', 'featured'),
    sideBySide([one('years', 'years')], [one('facets', 'facets')]),
    one('newest', 'newest'),
  ],
};

export const shippedHome = (place: HomePlace): Block[] => shipped[place]();

/** A block as configurations had it before homes were made of blocks: without an id, and none but `featured` was read. */
export type StoredBlock = Omit<Block, 'id'> & { id?: string | undefined };

const isBlock = (stored: StoredBlock): stored is Block => stored.id !== undefined;

/** A stored list as blocks: one that says nothing is the shipped one, with the works that were chosen before there were blocks. */
export function homeOf(stored: readonly StoredBlock[], place: HomePlace): Block[] {
  const own = stored.filter(isBlock);
  if (own.length > 0) return own;
  const former = stored.find(({ kind }) => kind === 'featured');
  return shippedHome(place).map((block) =>
    former && block.kind === 'featured'
      ? { ...block, hidden: former.hidden, options: { ...block.options, ...former.options } }
      : block,
  );
}
