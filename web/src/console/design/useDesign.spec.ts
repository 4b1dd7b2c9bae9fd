import { type EffectScope, effectScope } from 'vue';
import {
  CollectionPresentation,
  CollectionSchema,
  type FieldDefinition,
} from '../../../../server/contract/collection.js';
import { ConsoleWorld, settled } from '../../../../tests/support/console.world.js';
import type { Design } from './design.edits.js';
import type { Collection, Designing, Part } from './useDesign.js';

const field = (id: string, label = id): FieldDefinition => ({
  id,
  key: id,
  label: { 'zh-CN': label },
  type: 'text',
  options: {},
  repeatable: false,
  required: 'no',
  internal: false,
  mapping: {},
  removed: false,
});
const base = '/collections/c1';
const problemsRoute = `GET ${base}/drafts/problems`;
const schemaRoute = `PUT ${base}/drafts/schema`;
const presentationRoute = `PUT ${base}/drafts/presentation`;

const schemaOf = (...fields: FieldDefinition[]) =>
  CollectionSchema.parse({
    fields,
    groups: [{ key: 'one', label: { 'zh-CN': '一' }, fields: fields.map(({ id }) => id) }],
  });
const presentationOf = (...facets: string[]) =>
  CollectionPresentation.parse({
    searchFields: [],
    facets: facets.map((one) => ({ field: one })),
    sorts: [],
    card: { subtitle: [] },
    page: { groups: [], reading: {} },
  });

interface DraftRow {
  part: Part;
  revision: number;
  baseVersion: number;
  document: unknown;
}

describe('a configuration while it is designed', () => {
  let world: ConsoleWorld;
  let scope: EffectScope;
  let use: typeof import('./useDesign.js').useDesign;
  const first = schemaOf(field('aaaa'));

  beforeAll(async () => {
    world = new ConsoleWorld();
    ({ useDesign: use } = await import('./useDesign.js'));
  });
  beforeEach(() => void (world.open.length = world.routes.length = 0));
  afterEach(() => scope.stop());
  afterAll(() => world.end());

  const collection = (more: Partial<Collection> = {}) => ({
    ...{ schema: first, presentation: presentationOf(), schemaVersion: 1, presentationVersion: 1 },
    ...more,
  });

  async function answerOpening(live: object, rows: DraftRow[]): Promise<void> {
    await settled();
    const [detail, drafts] = world.open;
    expect([detail?.route, drafts?.route, world.open.length]).toEqual([`GET ${base}`, `GET ${base}/drafts`, 2]);
    await detail!.answer(live);
    await drafts!.answer({ rows });
    // What comes of it may be on its way already.
    await world.open.find(({ route }) => route === problemsRoute)!.answer({ rows: [] });
  }
  async function opened(live: object = collection(), rows: DraftRow[] = []): Promise<Designing> {
    scope = effectScope();
    const designing = scope.run(() => use('c1'))!;
    await answerOpening(live, rows);
    expect(designing.loading.value).toBe(false);
    return designing;
  }
  const labelled = (designing: Designing, label: string): Design => ({
    ...designing.design.value!,
    schema: schemaOf(field('aaaa', label)),
  });
  const label = (designing: Designing) => designing.design.value!.schema.fields[0]!.label['zh-CN'];
  const type = (designing: Designing, words: string, step = 'aaaa.label') =>
    designing.change(labelled(designing, words), step);

  /** After a breath: sent, kept, and what is wrong with it asked for. */
  async function kept(route: string, revision: number): Promise<void> {
    await world.asked(route).answer({ revision });
    await world.asked(problemsRoute).answer({ rows: [] });
  }

  it('is as it is in force, or as it was drafted; a draft behind the version in force is said at once', async () => {
    let designing = await opened();
    expect([designing.keeping.value, designing.unsaved.value, designing.drafted.value]).toEqual(['clean', false, []]);
    scope.stop();

    const document = schemaOf(field('aaaa', '題名'));
    designing = await opened(collection(), [{ part: 'schema', revision: 4, baseVersion: 1, document }]);
    expect([label(designing), designing.drafted.value]).toEqual(['題名', ['schema']]);
    expect([designing.clash.value, designing.keeping.value]).toEqual([undefined, 'kept']);

    // It can be given up after another day too, and that can be taken back.
    designing.discard();
    await world.pass(700);
    await world.asked(`DELETE ${base}/drafts/schema?revision=4`).answer(undefined, 204);
    await world.asked(problemsRoute).answer({ rows: [] });
    expect([label(designing), designing.drafted.value]).toEqual(['aaaa', []]);
    designing.undo();
    expect([label(designing), designing.drafted.value]).toEqual(['題名', ['schema']]);
    scope.stop();
    world.open.length = 0;

    designing = await opened(collection({ schemaVersion: 2 }), [
      { part: 'schema', revision: 4, baseVersion: 1, document },
    ]);
    expect(designing.clash.value).toEqual({ part: 'schema', by: null, at: null, version: 2 });
  });

  it('is kept after a breath, the changed part alone, and counts what was saved', async () => {
    const designing = await opened();
    type(designing, '題');
    expect([designing.keeping.value, designing.unsaved.value]).toEqual(['waiting', true]);
    await world.pass(400);
    type(designing, '題名');
    await world.pass(699);
    expect(world.open).toEqual([]);
    await world.pass(1);
    const asked = world.asked(schemaRoute);
    expect(asked.body).toMatchObject({ baseVersion: 1, revision: 0 });
    expect(asked.body.document.fields[0].label).toEqual({ 'zh-CN': '題名' });
    await asked.answer({ revision: 1 });
    await world.asked(problemsRoute).answer({ rows: [{ code: 'config.no-title' }] });
    expect([designing.keeping.value, designing.unsaved.value, designing.saves.value]).toEqual(['kept', false, 1]);
    expect(designing.problems.value).toEqual([{ code: 'config.no-title' }]);

    designing.change({ ...designing.design.value!, presentation: presentationOf('aaaa') });
    await world.pass(700);
    await kept(presentationRoute, 1);
    type(designing, '書名');
    await world.pass(700);
    expect(world.asked(schemaRoute).body.revision).toBe(1);
  });

  it('takes typing in one place back in one go, and every other step by itself', async () => {
    const designing = await opened();
    type(designing, '題');
    await world.pass(200);
    type(designing, '題名');
    await world.pass(200);
    type(designing, '題名項', 'aaaa.hint');
    expect(designing.past.value).toHaveLength(2);
    designing.change(designing.design.value!, 'aaaa.hint');
    expect(designing.past.value).toHaveLength(2);
    designing.undo();
    expect(label(designing)).toBe('題名');
    designing.undo();
    expect(label(designing)).toBe('aaaa');
    designing.undo();
    expect([label(designing), designing.future.value.length]).toEqual(['aaaa', 2]);
    designing.redo();
    designing.redo();
    designing.redo();
    expect([label(designing), designing.past.value.length]).toEqual(['題名項', 2]);
    designing.undo();
    type(designing, '書名');
    expect([designing.future.value, label(designing)]).toEqual([[], '書名']);
  });

  it('begins another step after a pause, and after a step back', async () => {
    const designing = await opened();
    type(designing, '題');
    await world.pass(600);
    type(designing, '題名');
    expect(designing.past.value).toHaveLength(1);
    await world.pass(700);
    await kept(schemaRoute, 1);
    await world.pass(900);
    type(designing, '題名項');
    expect(designing.past.value).toHaveLength(2);
    designing.undo();
    type(designing, '題名欄');
    expect(designing.past.value).toHaveLength(2);
    for (let at = 0; at < 250; at++) designing.change(labelled(designing, `${at}`));
    expect(designing.past.value).toHaveLength(200);
  });

  it('has no draft any more when all of it is taken back', async () => {
    const designing = await opened();
    type(designing, '題名');
    await world.pass(700);
    await kept(schemaRoute, 7);
    designing.undo();
    await world.pass(700);
    await world.asked(`DELETE ${base}/drafts/schema?revision=7`).answer(undefined, 204);
    await world.asked(problemsRoute).answer({ rows: [] });
    expect([designing.keeping.value, designing.drafted.value]).toEqual(['kept', []]);
    designing.redo();
    await world.pass(700);
    expect(world.asked(schemaRoute).body.revision).toBe(0);
  });

  it('sends one thing at a time: what was done meanwhile goes after it', async () => {
    const designing = await opened();
    type(designing, '題');
    await world.pass(700);
    type(designing, '題名');
    void designing.save();
    await settled();
    await world.asked(schemaRoute).answer({ revision: 1 });
    await world.asked(problemsRoute).answer({ rows: [] });
    const asked = world.asked(schemaRoute);
    expect(asked.body).toMatchObject({ revision: 1, document: { fields: [{ label: { 'zh-CN': '題名' } }] } });
    await asked.answer({ revision: 2 });
    await world.asked(problemsRoute).answer({ rows: [] });
    await world.pass(5000);
    expect([designing.keeping.value, world.open]).toEqual(['kept', []]);
  });

  it('waits for the connection and sends only what has not arrived', async () => {
    const designing = await opened();
    designing.change({ schema: schemaOf(field('aaaa', '題名')), presentation: presentationOf('aaaa') });
    await world.pass(700);
    await world.asked(schemaRoute).answer({ revision: 1 });
    await world.asked(presentationRoute).lose();
    expect([designing.keeping.value, designing.unsaved.value]).toEqual(['offline', true]);
    await world.pass(3999);
    expect(world.open).toEqual([]);
    await world.pass(1);
    await kept(presentationRoute, 1);
    expect(designing.keeping.value).toBe('kept');
  });

  it('says what was refused, keeps it on the screen, and tries again with the next step', async () => {
    const designing = await opened();
    type(designing, '題名');
    await world.pass(700);
    await world.asked(schemaRoute).refuse(422, 'config.invalid');
    expect([designing.keeping.value, designing.refusal.value]).toMatchObject(['refused', { code: 'config.invalid' }]);
    expect(label(designing)).toBe('題名');
    type(designing, '書名');
    await world.pass(700);
    await kept(schemaRoute, 1);
    expect([designing.keeping.value, designing.refusal.value]).toEqual(['kept', undefined]);
  });

  /** Typed here while somebody else put 他 into their draft. */
  async function clashed(designing: Designing): Promise<void> {
    type(designing, '我');
    await world.pass(700);
    await world.asked(schemaRoute).refuse(409, 'config.changed', { part: 'schema', revision: 3, by: '沈', at: 'now' });
  }
  const theirDraft = (label = '他'): DraftRow => ({
    ...{ part: 'schema', revision: 3, baseVersion: 1 },
    document: schemaOf(field('aaaa', label)),
  });

  it('stops when somebody else was here: nothing is sent until a person decides', async () => {
    const designing = await opened();
    await clashed(designing);
    expect(designing.clash.value).toEqual({ part: 'schema', revision: 3, by: '沈', at: 'now' });
    expect(designing.keeping.value).toBe('refused');
    type(designing, '我我');
    await world.pass(10_000);
    await designing.save();
    expect([label(designing), world.open]).toEqual(['我我', []]);
  });

  it('takes theirs, with what was done here one step back', async () => {
    const designing = await opened();
    await clashed(designing);
    const settling = designing.settle('theirs');
    await answerOpening(collection(), [theirDraft()]);
    await settling;
    expect([label(designing), designing.clash.value, designing.keeping.value]).toEqual(['他', undefined, 'kept']);
    designing.undo();
    expect(label(designing)).toBe('我');
    await world.pass(700);
    expect(world.asked(schemaRoute).body).toMatchObject({ revision: 3, baseVersion: 1 });
  });

  it('goes on with mine over what has now been seen, with theirs one step back', async () => {
    const designing = await opened();
    await clashed(designing);
    const settling = designing.settle('mine');
    await answerOpening(collection({ schemaVersion: 2, schema: schemaOf(field('aaaa', '新'), field('bbbb')) }), [
      theirDraft(),
    ]);
    const asked = world.asked(schemaRoute);
    expect(asked.body).toMatchObject({ revision: 3, baseVersion: 2 });
    // A field that was published meanwhile is not lost with its values: it is out of use.
    expect(asked.body.document.fields).toMatchObject([
      { id: 'aaaa', label: { 'zh-CN': '我' }, removed: false },
      { id: 'bbbb', removed: true },
    ]);
    await asked.answer({ revision: 4 });
    await world.asked(problemsRoute).answer({ rows: [] });
    await settling;
    expect([designing.keeping.value, designing.clash.value]).toEqual(['kept', undefined]);
    designing.undo();
    expect(label(designing)).toBe('他');
  });

  it('asks about the other part by itself where they were in that one too', async () => {
    const designing = await opened();
    designing.change({ schema: schemaOf(field('aaaa', '我')), presentation: presentationOf('aaaa') });
    await world.pass(700);
    await world.asked(schemaRoute).refuse(409, 'config.changed', { part: 'schema', revision: 3, by: '沈', at: 'now' });
    const settling = designing.settle('mine');
    await answerOpening(collection(), [
      theirDraft(),
      { part: 'presentation', revision: 5, baseVersion: 1, document: presentationOf('bbbb') },
    ]);
    await settling;
    expect(designing.clash.value).toEqual({ part: 'presentation', by: null, at: null, revision: 5 });
    expect(designing.design.value!.presentation.facets).toMatchObject([{ field: 'aaaa' }]);
    expect(world.open).toEqual([]);
  });

  it('drops a draft behind the version in force when theirs is taken', async () => {
    const document = schemaOf(field('aaaa', '舊'));
    const designing = await opened(collection({ schemaVersion: 2 }), [
      { part: 'schema', revision: 4, baseVersion: 1, document },
    ]);
    const settling = designing.settle('theirs');
    await settled();
    await world.asked(`DELETE ${base}/drafts/schema?revision=4`).answer(undefined, 204);
    await answerOpening(collection({ schemaVersion: 2 }), []);
    await settling;
    expect([label(designing), designing.clash.value]).toEqual(['aaaa', undefined]);
  });

  it('is published as it was seen, and is then what is in force', async () => {
    const designing = await opened();
    type(designing, '題名');
    await world.pass(700);
    await kept(schemaRoute, 2);
    const publishing = designing.publish('定稿');
    await settled();
    const asked = world.asked(`POST ${base}/drafts/publish`);
    expect(asked.body).toEqual({ schema: 2, note: '定稿' });
    await asked.answer({ job: 'j1' });
    await answerOpening(collection({ schemaVersion: 2, schema: schemaOf(field('aaaa', '題名')) }), []);
    expect(await publishing).toEqual({ job: 'j1' });
    expect([designing.drafted.value, designing.past.value, designing.keeping.value]).toEqual([[], [], 'clean']);
  });

  it('sends nothing after its page was left', async () => {
    const designing = await opened();
    type(designing, '題名');
    scope.stop();
    type(designing, '書名');
    await world.pass(10_000);
    expect(world.open).toEqual([]);
  });
});
