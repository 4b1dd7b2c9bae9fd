import { inOrder } from './in.order.js';

async function* upTo(count: number): AsyncGenerator<number> {
  for (let at = 0; at < count; at++) yield await Promise.resolve(at);
}

/** Work that is over when the test says so. */
function gates() {
  const open: (() => void)[] = [];
  const refuse: ((error: Error) => void)[] = [];
  const begun: number[] = [];
  const work = (one: number) =>
    new Promise<void>((resolve, reject) => {
      begun.push(one);
      open[one] = resolve;
      refuse[one] = reject;
    });
  return { open, refuse, begun, work };
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe('inOrder', () => {
  it('works on so many at once, and tells of them in order', async () => {
    const { open, begun, work } = gates();
    const told: number[] = [];
    const over = inOrder(upTo(5), 3, work, async (one) => void told.push(await Promise.resolve(one)));
    await turns();
    expect(begun).toEqual([0, 1, 2]);
    open[2]!();
    open[1]!();
    await turns();
    expect([begun, told]).toEqual([[0, 1, 2], []]);
    open[0]!();
    await turns();
    expect(told).toEqual([0, 1, 2]);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    open[4]!();
    open[3]!();
    await over;
    expect(told).toEqual([0, 1, 2, 3, 4]);
  });

  it('begins nothing after a failure, and waits for what was begun', async () => {
    const { open, refuse, begun, work } = gates();
    const told: number[] = [];
    let ended = false;
    const over = inOrder(upTo(9), 3, work, async (one) => void told.push(await Promise.resolve(one)))
      .catch((error: Error) => error.message)
      .finally(() => (ended = true));
    await turns();
    open[0]!();
    refuse[1]!(new Error('broken'));
    await turns();
    expect([begun, ended]).toEqual([[0, 1, 2, 3], false]);
    open[2]!();
    open[3]!();
    expect(await over).toBe('broken');
    expect(told).toEqual([0]);
  });

  it('tells nobody again after the telling failed', async () => {
    const told: number[] = [];
    const fails = async (one: number): Promise<void> => {
      told.push(await Promise.resolve(one));
      throw new Error('taken over');
    };
    await expect(inOrder(upTo(9), 2, () => Promise.resolve(), fails)).rejects.toThrow('taken over');
    expect(told).toEqual([0]);
  });
});
