import { type EffectScope, effectScope } from 'vue';
import type { Values } from '../../../../server/contract/values.js';
import { ConsoleWorld, settled } from '../../../../tests/support/console.world.js';
import type { Editing, ItemDetail } from './useEditing.js';

const text = (words: string) => [{ value: { text: words } }];
const values = (title: string, note?: string): Values => ({
  title: text(title),
  ...(note === undefined ? {} : { note: text(note) }),
});
const draftRoute = 'PUT /items/i1/draft';
const localKey = 'linlang.draft..i1';

describe('a record while it is edited', () => {
  let world: ConsoleWorld;
  let scope: EffectScope;
  let use: typeof import('./useEditing.js').useEditing;

  beforeAll(async () => {
    world = new ConsoleWorld();
    ({ useEditing: use } = await import('./useEditing.js'));
  });
  beforeEach(() => {
    world.open.length = world.routes.length = 0;
    world.localStorage.removeItem(localKey);
  });
  afterEach(() => scope.stop());
  afterAll(() => world.end());

  const detail = (version: number, now: Values, more: Partial<ItemDetail> = {}) =>
    ({ pid: 'i1', version, values: now, troubles: [], draft: null, dropped: null, editors: [], ...more }) as ItemDetail;
  const kept = (version: number) => ({ version, editors: [], troubles: [], updatedAt: '2026-11-29T00:00:05.000Z' });
  const local = () => JSON.parse(world.localStorage.getItem(localKey) ?? 'null');

  async function opened(next: ItemDetail): Promise<Editing> {
    scope = effectScope();
    const editing = scope.run(() => use('i1'))!;
    expect(editing.loading.value).toBe(true);
    await world.asked('GET /items/i1').answer(next);
    expect(editing.loading.value).toBe(false);
    return editing;
  }

  /** Typed, and kept on the server as a draft. */
  async function typed(editing: Editing, next: Values): Promise<void> {
    editing.change(next);
    await world.pass(900);
    await world.asked(draftRoute).answer(kept(1));
    expect(editing.keeping.value).toBe('kept');
  }

  it('is clean as it was opened, and says when it could not be', async () => {
    const editing = await opened(detail(1, values('甲')));
    expect([editing.keeping.value, editing.changed.value]).toEqual(['clean', false]);
    expect(editing.values.value).toEqual(values('甲'));
    void editing.open();
    await world.asked('GET /items/i1').refuse(404, 'item.not-found');
    expect(editing.problem.value).toMatchObject({ code: 'item.not-found' });
  });

  it('keeps typing in this browser at once, and on the server after a breath', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('甲乙'));
    expect(editing.keeping.value).toBe('waiting');
    expect(local()).toMatchObject({ values: values('甲乙'), baseVersion: 1, base: values('甲'), kept: false });
    await world.pass(500);
    editing.change(values('甲乙丙'));
    await world.pass(899);
    expect(world.open).toEqual([]);
    await world.pass(1);
    expect(editing.keeping.value).toBe('keeping');
    const asked = world.asked(draftRoute);
    expect(asked.body).toEqual({ baseVersion: 1, values: values('甲乙丙') });
    await asked.answer(kept(1));
    expect([editing.keeping.value, editing.keptAt.value]).toEqual(['kept', kept(1).updatedAt]);
    expect(local()).toMatchObject({ kept: true });
  });

  it('never sends two at once: what is typed meanwhile goes after it', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('甲一'));
    await world.pass(900);
    editing.change(values('甲二'));
    await world.pass(5000);
    const first = world.asked(draftRoute);
    expect(first.body.values).toEqual(values('甲一'));
    await first.answer(kept(1));
    await world.pass(900);
    expect(world.asked(draftRoute).body.values).toEqual(values('甲二'));
    await world.asked(draftRoute).answer(kept(1));
    expect([editing.keeping.value, world.open]).toEqual(['kept', []]);
  });

  it('has no draft any more when it says again what readers of the head see', async () => {
    const editing = await opened(detail(1, values('甲')));
    await typed(editing, values('乙'));
    editing.change(values('甲'));
    await world.pass(900);
    await world.asked('DELETE /items/i1/draft?nothing=true').answer(undefined, 204);
    expect([editing.keeping.value, local()]).toEqual(['clean', null]);
  });

  it('is gone on with where it was left, from the server or from this browser, whichever is later', async () => {
    const draft = { values: values('甲改'), baseVersion: 1, updatedAt: '2026-11-28T10:00:00.000Z', troubles: [] };
    let editing = await opened(detail(1, values('甲'), { draft }));
    expect([editing.keeping.value, editing.values.value]).toEqual(['kept', values('甲改')]);
    scope.stop();

    const left = { values: values('甲後改'), baseVersion: 1, base: values('甲'), kept: false };
    world.localStorage.setItem(localKey, JSON.stringify({ ...left, at: '2026-11-28T11:00:00.000Z' }));
    editing = await opened(detail(1, values('甲'), { draft }));
    expect(editing.values.value).toEqual(values('甲後改'));
    await world.pass(0);
    expect(world.asked(draftRoute).body.values).toEqual(values('甲後改'));
    await world.asked(draftRoute).answer(kept(1));
    scope.stop();

    world.localStorage.setItem(localKey, JSON.stringify({ ...left, at: '2026-11-28T09:00:00.000Z' }));
    editing = await opened(detail(1, values('甲'), { draft }));
    expect(editing.values.value).toEqual(values('甲改'));
  });

  it('waits for the connection, asks again by itself, and at once when it is back', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('乙'));
    await world.pass(900);
    await world.asked(draftRoute).lose();
    expect(editing.keeping.value).toBe('offline');
    expect(local()).toMatchObject({ kept: false, values: values('乙') });
    editing.change(values('乙乙'));
    expect(editing.keeping.value).toBe('offline');
    await world.pass(900);
    await world.asked(draftRoute).lose();
    await world.pass(4000);
    await world.asked(draftRoute).lose();
    await world.tell('online');
    expect(world.asked(draftRoute).body.values).toEqual(values('乙乙'));
    await world.asked(draftRoute).answer(kept(1));
    expect(editing.keeping.value).toBe('kept');
    await world.pass(4100);
    expect(world.open).toEqual([]);
  });

  it('says what the server would not keep, and goes on with the next typing', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('乙'));
    await world.pass(900);
    await world.asked(draftRoute).refuse(400, 'request.invalid');
    expect([editing.keeping.value, editing.refusal.value]).toMatchObject(['refused', { code: 'request.invalid' }]);
    await typed(editing, values('丙'));
  });

  it('becomes the head when it is saved, and its draft is gone', async () => {
    const editing = await opened(detail(1, values('甲')));
    await typed(editing, values('乙'));
    const saving = editing.save('改題名');
    await settled();
    const asked = world.asked('PUT /items/i1');
    expect(asked.body).toEqual({ version: 1, values: values('乙'), note: '改題名' });
    await asked.answer(detail(2, values('乙')));
    expect(await saving).toBe(true);
    expect([editing.keeping.value, editing.changed.value, local()]).toEqual(['clean', false, null]);
    expect(await editing.save()).toBe(true);
    expect(world.open).toEqual([]);
  });

  it('waits with a save for the draft under way, and sends none beside it', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('乙'));
    await world.pass(900);
    const saving = editing.save();
    await settled();
    await world.asked(draftRoute).answer(kept(1));
    await world.asked('PUT /items/i1').answer(detail(2, values('乙')));
    expect(await saving).toBe(true);
    await world.pass(10_000);
    expect([editing.keeping.value, world.open]).toEqual(['clean', []]);
  });

  it('keeps what was typed while it was being saved', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('乙'));
    const saving = editing.save();
    await settled();
    editing.change(values('乙', '附記'));
    await world.asked('PUT /items/i1').answer(detail(2, values('乙')));
    expect(await saving).toBe(true);
    expect([editing.values.value, editing.changed.value]).toEqual([values('乙', '附記'), true]);
    await world.pass(900);
    const asked = world.asked(draftRoute);
    expect(asked.body).toEqual({ baseVersion: 2, values: values('乙', '附記') });
    await asked.answer(kept(2));
    expect(editing.keeping.value).toBe('kept');
  });

  it('shows what a save was refused for, field by field, until the field is typed in', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('', '附'));
    const saving = editing.save();
    await settled();
    const fields = [{ path: 'values.title.0', code: 'required' }];
    const refused = expect(saving).rejects.toMatchObject({ code: 'item.invalid' });
    await world.asked('PUT /items/i1').refuse(422, 'item.invalid', {}, fields);
    await refused;
    await world.asked(draftRoute).answer(kept(1));
    expect(editing.problems.value).toEqual(fields);
    editing.change(values('', '附記'));
    expect(editing.problems.value).toEqual(fields);
    editing.change(values('題', '附記'));
    expect(editing.problems.value).toEqual([]);
  });

  it('is put together with what somebody else saved, and saved once more', async () => {
    const editing = await opened(detail(1, values('甲', '舊')));
    editing.change(values('乙', '舊'));
    const saving = editing.save();
    await settled();
    await world.asked('PUT /items/i1').refuse(409, 'item.changed');
    await world.asked('GET /items/i1').answer(detail(2, values('甲', '新')));
    const asked = world.asked('PUT /items/i1');
    expect(asked.body).toMatchObject({ version: 2, values: values('乙', '新') });
    await asked.answer(detail(3, values('乙', '新')));
    expect(await saving).toBe(true);
    expect([editing.conflict.value, editing.keeping.value]).toEqual([undefined, 'clean']);
  });

  it('stops where both changed the same field, overwrites nobody, and goes on with what a person chose', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('我'));
    const saving = editing.save();
    await settled();
    await world.asked('PUT /items/i1').refuse(409, 'item.changed');
    await world.asked('GET /items/i1').answer(detail(2, values('他')));
    expect(await saving).toBe(false);
    expect(editing.conflict.value).toMatchObject({ fields: ['title'], mine: values('我'), merged: values('我') });
    // Neither a breath nor a second save sends anything meanwhile.
    editing.change(values('我我'));
    await world.pass(5000);
    expect(await editing.save()).toBe(false);
    expect(world.open).toEqual([]);

    editing.resolve(values('我與他'));
    await world.pass(0);
    const asked = world.asked(draftRoute);
    expect(asked.body).toEqual({ baseVersion: 2, values: values('我與他') });
    await asked.answer(kept(2));
    expect([editing.conflict.value, editing.keeping.value]).toEqual([undefined, 'kept']);
  });

  it('meets somebody else’s save when a draft is kept, and when nothing is typed at all', async () => {
    const editing = await opened(detail(1, values('甲', '舊')));
    editing.change(values('乙', '舊'));
    await world.pass(900);
    await world.asked(draftRoute).answer(kept(2));
    await world.asked('GET /items/i1').answer(detail(2, values('甲', '新')));
    expect(editing.values.value).toEqual(values('乙', '新'));
    await world.pass(0);
    await world.asked(draftRoute).answer(kept(2));

    // The next look comes every quarter of a minute from when it was opened.
    await world.pass(15_000);
    await world.asked('GET /items/i1').answer(detail(3, values('甲', '更新')));
    expect(editing.values.value).toEqual(values('乙', '更新'));
    await world.pass(0);
    expect(world.asked(draftRoute).body).toMatchObject({ baseVersion: 3 });
  });

  it('looks at nothing while it is not looked at', async () => {
    await opened(detail(1, values('甲')));
    world.document.visibilityState = 'hidden';
    world.document.dispatchEvent(new Event('visibilitychange'));
    await world.pass(60_000);
    expect(world.open).toEqual([]);
    world.document.visibilityState = 'visible';
    world.document.dispatchEvent(new Event('visibilitychange'));
    await world.pass(15_000);
    expect(world.open).toHaveLength(1);
  });

  it('asks about a draft that was begun at an older head, when this browser no longer knows that head', async () => {
    const draft = { values: values('舊改'), baseVersion: 1, updatedAt: '2026-11-28T10:00:00.000Z', troubles: [] };
    const editing = await opened(detail(2, values('新'), { draft }));
    expect(editing.conflict.value).toMatchObject({ fields: ['title'], mine: values('舊改') });
  });

  it('is saved before a step is taken, and the step is taken on what was saved', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('乙'));
    const steps: number[] = [];
    const acting = editing.act((version) => {
      steps.push(version);
      return Promise.resolve(detail(3, values('乙')));
    });
    await settled();
    expect(steps).toEqual([]);
    await world.asked('PUT /items/i1').answer(detail(2, values('乙')));
    expect(await acting).toBe(true);
    expect([steps, editing.detail.value!.version]).toEqual([[2], 3]);
  });

  it('can be given up: it is as readers of the head see it, here and on the server', async () => {
    const editing = await opened(detail(1, values('甲')));
    editing.change(values('乙'));
    const discarding = editing.discard();
    await settled();
    // What was typed last is kept before it is put aside, so that it can be taken back.
    expect(world.asked(draftRoute).body.values).toEqual(values('乙'));
    await world.asked(draftRoute).answer(kept(1));
    await settled();
    await world.asked('DELETE /items/i1/draft').answer(undefined, 204);
    await discarding;
    expect([editing.values.value, editing.keeping.value, local()]).toEqual([values('甲'), 'clean', null]);
    expect(editing.detail.value!.dropped).toMatchObject({ by: null });
    await world.pass(10_000);
    expect(world.open).toEqual([]);

    const draft = { values: values('乙'), baseVersion: 1, updatedAt: '2026-11-29T00:01:00.000Z', troubles: [] };
    const back = editing.takeBack();
    await settled();
    await world.asked('POST /items/i1/draft/restore').answer(detail(1, values('甲'), { draft }));
    await back;
    expect([editing.values.value, editing.keeping.value, editing.changed.value]).toEqual([values('乙'), 'kept', true]);
  });

  it('goes on with what a colleague left unsaved, and asks where the head has moved since', async () => {
    const seen = { account: 'a2', name: '陈', values: values('陈改'), shown: {}, baseVersion: 1, updatedAt: 'then' };
    const draft = { values: seen.values, baseVersion: 1, updatedAt: '2026-11-29T00:01:00.000Z', troubles: [] };
    const editing = await opened(detail(1, values('甲')));
    const taking = editing.takeOver(seen);
    await settled();
    const asked = world.asked('POST /items/i1/drafts/a2/take');
    expect(asked.body).toEqual({ seen: 'then', baseVersion: 1, values: values('陈改') });
    await asked.answer(detail(1, values('甲'), { draft }));
    await taking;
    expect([editing.values.value, editing.keeping.value]).toEqual([values('陈改'), 'kept']);
    scope.stop();

    const later = await opened(detail(2, values('乙')));
    const late = later.takeOver(seen);
    await settled();
    await world.asked('POST /items/i1/drafts/a2/take').answer(detail(2, values('乙'), { draft }));
    await late;
    expect(later.conflict.value).toMatchObject({ fields: ['title'], mine: values('陈改') });
  });

  it('stands as it was saved when a colleague has taken the draft over, unless one types on', async () => {
    const editing = await opened(detail(1, values('甲')));
    await typed(editing, values('乙'));
    await world.pass(15_000);
    const dropped = { at: '2026-11-29T00:01:00.000Z', by: '林' };
    await world.asked('GET /items/i1').answer(detail(1, values('甲'), { dropped }));
    expect([editing.values.value, editing.keeping.value]).toEqual([values('甲'), 'clean']);
    expect(editing.detail.value!.dropped).toEqual(dropped);
    await typed(editing, values('丙'));
    expect(editing.values.value).toEqual(values('丙'));
  });

  it('is sent when the page is left, and the window asks before it closes on what is not kept', async () => {
    const editing = await opened(detail(1, values('甲')));
    expect((await world.tell('beforeunload')).defaultPrevented).toBe(false);
    editing.change(values('乙'));
    expect((await world.tell('beforeunload')).defaultPrevented).toBe(true);
    await world.asked(draftRoute).answer(kept(1));
    expect((await world.tell('beforeunload')).defaultPrevented).toBe(false);
    editing.change(values('丙'));
    scope.stop();
    await settled();
    expect(world.asked(draftRoute).body.values).toEqual(values('丙'));
  });
});
