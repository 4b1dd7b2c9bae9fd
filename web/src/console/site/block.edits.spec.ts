import { Block, BlockList } from '../../../../server/contract/blocks.js';
import { homeOf, shippedHome } from '../../../../server/contract/shipped.homes.js';
import { addBlock, blockOf, changeBlock, freshId, removeBlock, setColumn } from './block.edits.js';

const home = () => shippedHome('collection');
const ids = (blocks: Block[]): string[] => blocks.map(({ id }) => id);

describe('the blocks of a home', () => {
  it('are right as they are shipped', () => {
    for (const place of ['portal', 'library', 'collection'] as const)
      expect(BlockList.safeParse(shippedHome(place)).success).toBe(true);
  });

  it('are added behind the chosen one, also when that stands in a column, and never twice by one id', () => {
    const { blocks, id } = addBlock(home(), 'notice', 1, { after: 'years' });
    expect(ids(blocks)).toEqual(['byvalue', 'featured', 'ways', 'notice', 'newest']);
    expect(id).toBe('notice');
    const again = addBlock(blocks, 'notice', 1);
    expect(ids(again.blocks)).toEqual([...ids(blocks), again.id]);
    expect(again.id).toMatch(/^notice[a-z2-9]{4}$/);
    expect(BlockList.safeParse(again.blocks).success).toBe(true);
    expect(freshId(home(), 'by-value', () => 0)).toBe('byvalueaaaa');
  });

  it('stand in columns, but columns do not stand in each other', () => {
    const room = { columns: 'ways', at: 1 };
    expect(addBlock(home(), 'links', 1, { room }).blocks[2]!.columns![1]!.map(({ kind }) => kind)).toEqual([
      'facets',
      'links',
    ]);
    const inside = addBlock(home(), 'columns', 1, { room });
    expect(ids(inside.blocks).at(-1)).toBe(inside.id);
    expect(BlockList.safeParse(inside.blocks).success).toBe(true);
  });

  it('are changed, emptied and taken out wherever they stand', () => {
    const hidden = changeBlock(home(), 'facets', { hidden: true });
    expect(blockOf(hidden, 'facets')!.hidden).toBe(true);
    expect(blockOf(home(), 'facets')!.hidden).toBe(false);
    expect(blockOf(removeBlock(hidden, 'facets'), 'facets')).toBeUndefined();
    expect(ids(removeBlock(home(), 'ways'))).toEqual(['byvalue', 'featured', 'newest']);
    expect(setColumn(home(), { columns: 'ways', at: 0 }, [])[2]!.columns![0]).toEqual([]);
  });

  it('of a configuration from before there were blocks are the shipped ones, with the works that were chosen', () => {
    const former = [{ kind: 'featured', v: 1, options: { items: ['p1'] }, hidden: false }];
    const blocks = homeOf(former, 'collection');
    expect(ids(blocks)).toEqual(ids(home()));
    expect(blockOf(blocks, 'featured')!.options).toEqual({ items: ['p1'] });
    expect(homeOf([], 'portal')).toEqual(shippedHome('portal'));
    const own = [Block.parse({ id: 'one', kind: 'notice' })];
    expect(homeOf(own, 'collection')).toEqual(own);
  });
});
