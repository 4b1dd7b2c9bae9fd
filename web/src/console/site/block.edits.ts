import { allBlocks, type Block, columnsKind, type InnerBlock } from '../../../../server/contract/blocks.js';

/** Where a block goes: into the page itself, or into one column of a block of columns. */
export interface BlockRoom {
  columns: string;
  at: number;
}

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** An id that no block of the page has. */
export function freshId(blocks: readonly Block[], kind: string, random = Math.random): string {
  const taken = new Set(allBlocks(blocks).map(({ id }) => id));
  const plain = kind.replaceAll('-', '').slice(0, 10);
  if (!taken.has(plain)) return plain;
  for (;;) {
    const tail = Array.from({ length: 4 }, () => letters[Math.floor(random() * letters.length)]).join('');
    if (!taken.has(plain + tail)) return plain + tail;
  }
}

export const blockOf = (blocks: readonly Block[], id: string): InnerBlock | undefined =>
  allBlocks(blocks).find((block) => block.id === id);

/** Each block, of columns too, passed through `change`; what comes back undefined is taken out. */
function mapped(blocks: readonly Block[], change: <B extends InnerBlock>(block: B) => B | undefined): Block[] {
  return blocks.flatMap((block): Block[] => {
    const columns = block.columns?.map((column) => column.flatMap((inner) => change(inner) ?? []));
    const own = change(columns ? { ...block, columns } : block);
    return own ? [own] : [];
  });
}

export const changeBlock = (blocks: readonly Block[], id: string, part: Partial<InnerBlock>): Block[] =>
  mapped(blocks, (block) => (block.id === id ? { ...block, ...part } : block));

export const removeBlock = (blocks: readonly Block[], id: string): Block[] =>
  mapped(blocks, (block) => (block.id === id ? undefined : block));

/** The columns themselves, in whatever order their blocks now are. */
export const setColumn = (blocks: readonly Block[], { columns: id, at }: BlockRoom, column: InnerBlock[]): Block[] =>
  blocks.map((block) =>
    block.id === id
      ? { ...block, columns: (block.columns ?? []).map((one, index) => (index === at ? column : one)) }
      : block,
  );

/** A new block behind the one that is chosen, at the end, or in a column. */
export function addBlock(
  blocks: readonly Block[],
  kind: string,
  v: number,
  where: { after?: string; room?: BlockRoom } = {},
): { blocks: Block[]; id: string } {
  const id = freshId(blocks, kind);
  const made: Block = {
    id,
    kind,
    v,
    options: {},
    hidden: false,
    ...(kind === columnsKind ? { columns: [[], []] } : {}),
  };
  if (where.room && kind !== columnsKind) {
    const { columns, at } = where.room;
    const column = blocks.find((block) => block.id === columns)?.columns?.[at] ?? [];
    return { id, blocks: setColumn(blocks, where.room, [...column, made]) };
  }
  const behind = blocks.findIndex(
    ({ id: one, columns = [] }) => one === where.after || columns.flat().some((inner) => inner.id === where.after),
  );
  const place = behind < 0 ? blocks.length : behind + 1;
  return { id, blocks: [...blocks.slice(0, place), made, ...blocks.slice(place)] };
}
