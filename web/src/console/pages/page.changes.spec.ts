import { type EffectScope, effectScope, shallowRef } from 'vue';
import { ConsoleWorld, settled } from '../../../../tests/support/console.world.js';
import type { ItemDetail } from '../editor/useEditing.js';
import type { Page } from './page.changes.js';

const page = (pid: string, state = 'ready') =>
  ({ pid, label: pid.toUpperCase(), kind: 'text', source: null, file: { state } }) as unknown as Page;
const [a, b, c] = [page('a'), page('b'), page('c')];
const route = 'PUT /items/i1/pages';

describe('pages that are put in order', () => {
  let world: ConsoleWorld;
  let scope: EffectScope;
  let use: typeof import('./page.changes.js').pageChanges;
  const said: string[] = [];
  const undos: (() => void)[] = [];

  beforeAll(async () => {
    world = new ConsoleWorld();
    ({ pageChanges: use } = await import('./page.changes.js'));
  });
  beforeEach(() => void (world.open.length = said.length = undos.length = 0));
  afterEach(() => scope.stop());
  afterAll(() => world.end());

  const detail = (version: number, pages: Page[], cover: string | null = null) =>
    ({ pid: 'i1', version, pages, cover }) as unknown as ItemDetail;

  function opened(pages: Page[], cover: string | null = null) {
    scope = effectScope();
    const known = shallowRef<ItemDetail>();
    const changing = scope.run(() =>
      use('i1', known, {
        done: (words, undo) => {
          said.push(words);
          if (undo) undos.push(undo);
        },
        refused: (error) => said.push((error as Error).message),
      }),
    )!;
    changing.take(detail(1, pages, cover));
    return { ...changing, known, order: () => changing.pages.value.map(({ pid }) => pid).join('') };
  }

  it('stand at once where they were put, and are sent with what they were put in order on', async () => {
    const { change, order, saving } = opened([a, b, c]);
    const changing = change([c, a, b], { done: '已排序' });
    expect(order()).toBe('cab');
    await settled();
    expect(saving.value).toBe(true);
    const asked = world.asked(route);
    expect(asked.body).toEqual({
      version: 1,
      pages: ['c', 'a', 'b'].map((pid) => ({ pid, label: pid.toUpperCase(), kind: 'text', source: null })),
    });
    await asked.answer(detail(2, [c, a, b]));
    expect([await changing, order(), saving.value, said]).toEqual([true, 'cab', false, ['已排序']]);
  });

  it('are changed one time after the other, each on what the one before left', async () => {
    const { change, order } = opened([a, b, c]);
    void change([b, a, c]);
    void change([b, c, a]);
    expect(order()).toBe('bca');
    await settled();
    await world.asked(route).answer(detail(2, [b, a, c]));
    const second = world.asked(route);
    expect(second.body.version).toBe(2);
    await second.answer(detail(3, [b, c, a]));
    expect(order()).toBe('bca');
  });

  it('go back to where they were when they cannot be saved, and the next change is made all the same', async () => {
    const { change, order } = opened([a, b, c]);
    const changing = change([c, b, a]);
    await settled();
    await world.asked(route).lose();
    expect([await changing, order(), said]).toEqual([false, 'abc', ['unreachable']]);
    const next = change([b, a, c]);
    await settled();
    await world.asked(route).answer(detail(2, [b, a, c]));
    expect([await next, order()]).toEqual([true, 'bac']);
  });

  it('are put in order again over a save of the form, but only where the pages are the same', async () => {
    const { change, order } = opened([a, b]);
    const first = change([b, a]);
    await settled();
    await world.asked(route).refuse(409, 'item.changed');
    await world.asked('GET /items/i1').answer(detail(5, [a, b]));
    expect(world.asked(route).body.version).toBe(5);
    await world.asked(route).answer(detail(6, [b, a]));
    expect([await first, order(), said]).toEqual([true, 'ba', []]);

    const second = change([a, b]);
    await settled();
    await world.asked(route).refuse(409, 'item.changed');
    await world.asked('GET /items/i1').answer(detail(7, [b, a, c]));
    expect([await second, order(), said]).toEqual([false, 'bac', ['item.changed']]);
  });

  it('are not tried a third time', async () => {
    const { change } = opened([a, b]);
    const changing = change([b, a]);
    await settled();
    await world.asked(route).refuse(409, 'item.changed');
    await world.asked('GET /items/i1').answer(detail(5, [a, b]));
    await world.asked(route).refuse(409, 'item.changed');
    expect([await changing, world.open]).toEqual([false, []]);
  });

  it('can be put back, their cover with them', async () => {
    const { change, order, known } = opened([a, b], 'a');
    void change([b, a], { done: '已排序', cover: 'b', undo: true });
    await settled();
    expect(world.asked(route).body.cover).toBe('b');
    await world.asked(route).answer(detail(2, [b, a], 'b'));
    undos[0]!();
    expect(order()).toBe('ab');
    await settled();
    expect(world.asked(route).body).toMatchObject({ version: 2, cover: 'a', pages: [{ pid: 'a' }, { pid: 'b' }] });
    await world.asked(route).answer(detail(3, [a, b], 'a'));
    expect([order(), known.value!.cover, said]).toEqual(['ab', 'a', ['已排序']]);
  });

  it('are asked for again while a picture is being made, and an answer from before a change moves nothing', async () => {
    const { change, order } = opened([page('a', 'processing'), b]);
    await world.pass(2500);
    const early = world.asked('GET /items/i1');
    void change([b, page('a', 'processing')]);
    await settled();
    await early.answer(detail(1, [a, b]));
    expect(order()).toBe('ba');
    // While something is being saved nothing is asked.
    await world.pass(5000);
    await world.asked(route).answer(detail(2, [b, page('a', 'processing')]));
    await world.pass(2500);
    await world.asked('GET /items/i1').answer(detail(2, [b, a]));
    await world.pass(10_000);
    expect([order(), world.open]).toEqual(['ba', []]);
  });
});
