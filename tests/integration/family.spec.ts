import type { CollectionSchema } from '../../server/contract/collection.js';
import { systemCaller, type Caller } from '../../server/contract/caller.js';
import type { FamilyMember, FamilyView } from '../../server/contract/reader.js';
import type { Values } from '../../server/contract/values.js';
import { openVisibility } from '../../server/contract/visibility.js';
import { FamilyService } from '../../server/modules/catalog/family.service.js';
import { KeptCardService } from '../../server/modules/catalog/kept.card.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

interface Item {
  pid: string;
  version: number;
  title: string;
}

/** A stone that one library describes, its impressions in two; a series; circles. */
describe('families of items', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  /** The admin of the second library, and of nothing else. */
  let neighbour: Visitor;
  let there: { pid: string; schema: CollectionSchema };
  let number = 0;
  const reader: Caller = { ...systemCaller('reader'), grants: [], labels: ['public'] };
  const english: Caller = { ...reader, locale: 'en' };

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl, 'rubbing');
    admin = seeded.admin;
    const library = good(await admin.post('/libraries', { slug: 'lanting', name: { 'zh-CN': '兰亭市图书馆' } }));
    there = good(
      await admin.post(`/libraries/${library.pid}/collections`, {
        template: 'rubbing',
        slug: 'jinshi',
        name: { 'zh-CN': '越中金石' },
      }),
    );
    const { id } = (await app.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [library.pid]))!;
    neighbour = await app.signedIn({
      email: 'lanting@example.org',
      name: '兰亭',
      grants: [{ role: 'library-admin', libraryId: id, collectionId: null }],
    });
  });
  afterAll(async () => app?.stop());

  const schemaOf = (collection: { schema: CollectionSchema }) => (key: string) =>
    collection.schema.fields.find((one) => one.key === key)!.id;
  const begin = async (
    who: Visitor,
    into: { pid: string; schema: CollectionSchema },
    title: string,
    more: Values = {},
  ) =>
    good(
      await who.post(`/collections/${into.pid}/items`, {
        values: { ...completeValues(into.schema, title, `F-${++number}`), ...more },
      }),
    ) as unknown as Item;
  const make = (title: string, more: Values = {}) => begin(admin, seeded.collection, title, more);
  const publish = async (item: { pid: string }, who = admin) => {
    const { version } = good(await who.get(`/items/${item.pid}`));
    return good(await who.post(`/items/${item.pid}/publish`, { version })) as unknown as Item;
  };
  const link = async (item: { pid: string }, links: { kind: string; to: string; part?: string }[], who = admin) => {
    const { version } = good(await who.get(`/items/${item.pid}`));
    return who.put(`/items/${item.pid}/links`, { version, links });
  };
  const family = (pid: string, caller = reader, size = 12) =>
    app.app.get(FamilyService).of(caller, pid, { size, rest: 1 }) as Promise<FamilyView | null>;
  const titles = (members: FamilyMember[]): unknown[] =>
    members.map(({ card, groups }) =>
      groups.length > 0
        ? [card.title.parts[0], ...groups.flatMap((group) => titles(group.members))]
        : card.title.parts[0],
    );
  /** An impression of a stone, begun from it, rubbed in that year. */
  const impressionOf = async (
    stone: { pid: string },
    title: string,
    rubbed: string,
    [who, into]: [Visitor, { pid: string; schema: CollectionSchema }] = [admin, seeded.collection],
  ) => {
    const id = schemaOf(into);
    const complete = completeValues(into.schema, title, `F-${++number}`);
    const begun = good(
      await who.post(`/collections/${into.pid}/items`, { from: { item: stone.pid, kind: 'impression-of' } }),
    );
    const values = { ...complete, ...(begun.values as Values), [id('title')]: complete[id('title')]!, [id('identifier')]: complete[id('identifier')]!, [id('rubbed')]: [{ value: { raw: rubbed } }] }; // prettier-ignore
    return good(await who.put(`/items/${begun.pid}`, { version: begun.version, values })) as unknown as Item & {
      values: Values;
    };
  };

  it('shows a stone with its impressions from every member, in the order of their making, across two libraries', async () => {
    const id = schemaOf(seeded.collection);
    const stone = await make('越州刺史德政碑', {
      [id('erected')]: [{ value: { raw: '開元十二年' } }],
      [id('stoneAgent')]: [{ value: { name: '賀知章', dynasty: '唐', role: '撰' } }],
    });
    const late = await impressionOf(stone, '德政碑民國拓', '民國十年');
    const early = await impressionOf(stone, '德政碑明拓', '明嘉靖');
    expect(late.values[id('stoneAgent')]).toMatchObject([{ value: { name: '賀知章' } }]);
    expect(late.values[id('erected')]).toMatchObject([{ value: { raw: '開元十二年' } }]);
    expect(late.values[id('stone')]).toMatchObject([{ value: { item: stone.pid } }]);
    await publish(late);
    expect(await family(late.pid)).toBeNull();
    await publish(stone);
    await publish(early);
    const far = await impressionOf(stone, '德政碑清拓', '清道光', [neighbour, there]);
    expect(titles((await family(stone.pid))!.heads)).toEqual([['越州刺史德政碑', '德政碑明拓', '德政碑民國拓']]);
    await publish(far, neighbour);
    const whole = [['越州刺史德政碑', '德政碑明拓', '德政碑清拓', '德政碑民國拓']];
    for (const member of [stone, early, late, far]) {
      const seen = (await family(member.pid))!;
      expect(titles(seen.heads)).toEqual(whole);
      expect(seen.size).toBe(4);
      const all = [seen.heads[0]!, ...seen.heads[0]!.groups[0]!.members];
      expect(all.filter((one) => one.current).map((one) => one.card.pid)).toEqual([member.pid]);
    }
    const [head] = (await family(far.pid, english))!.heads;
    expect(head!.facts.map((field) => field.key)).toEqual(expect.arrayContaining(['stoneAgent', 'erected']));
    const [group] = head!.groups;
    expect(group).toMatchObject({ role: 'has-impression', label: 'Impressions', total: 3, rest: null });
    expect(group!.members[1]).toMatchObject({ card: { library: { slug: 'lanting' } } });
    expect(group!.members[1]!.facts.find((field) => field.key === 'rubbed')!.values[0]!.text).toContain('道光');
    const page = await app.visitor().get(`!/i/${stone.pid}/family`);
    expect(page.status).toBe(200);
    for (const title of ['德政碑明拓', '德政碑清拓', '德政碑民國拓']) expect(page.text).toContain(title);
    const json = good(await app.visitor().get(`/items/${stone.pid}/record/jsonld`));
    expect(json['workExample']).toHaveLength(3);
    const mods = (await app.visitor().get(`/items/${stone.pid}/record/mods`)).text;
    expect(mods.match(/<relatedItem type="otherFormat"/g)).toHaveLength(3);
    expect((await app.visitor().get(`/items/${far.pid}/record/marc21`)).text).toContain(stone.pid);
  });

  it('neither shows nor counts what a reader may not see, and reaches nothing through it', async () => {
    const stone = await publish(await make('禁山摩崖'));
    const open = await publish(await impressionOf(stone, '摩崖公開拓', '清'));
    const closed = await publish(await impressionOf(stone, '摩崖館員拓', '明'));
    await impressionOf(stone, '摩崖未刊拓', '宋');
    const { version } = good(await admin.get(`/items/${closed.pid}`));
    good(await admin.put(`/items/${closed.pid}/visibility`, { version, visibility: { ...openVisibility, metadata: ['staff'] } })); // prettier-ignore
    const seen = (await family(stone.pid))!;
    expect(titles(seen.heads)).toEqual([['禁山摩崖', '摩崖公開拓']]);
    expect(seen.heads[0]!.groups[0]!.total).toBe(1);
    const row = await app.database.one<{ id: number }>(`SELECT id FROM item WHERE pid = $1`, [stone.pid]);
    const kept = { pid: stone.pid, mark: '', texts: {}, cover: null, pageCount: 0, seconds: null };
    const hits = await app.app.get(KeptCardService).draw(reader, new Map([[row!.id, kept]]));
    expect(hits.seen.get(stone.pid)!.memberCounts).toEqual([{ role: 'has-impression', label: '拓本', count: 1 }]);
    const staff = { ...reader, labels: ['public', ...(await staffLabels())] };
    expect((await family(stone.pid, staff))!.heads[0]!.groups[0]!.total).toBe(2);
    for (const path of [`/i/${stone.pid}`, `/i/${stone.pid}/family`, `/i/${open.pid}`]) {
      const { text, status } = await app.visitor().get(`!${path}`);
      expect([status, text.includes('摩崖館員拓'), text.includes('摩崖未刊拓')]).toEqual([200, false, false]);
    }
    for (const format of ['dc', 'mods', 'marc21', 'cnmarc', 'jsonld']) {
      expect((await app.visitor().get(`/items/${stone.pid}/record/${format}`)).text).not.toContain('摩崖館員拓');
    }
    // Without the stone its impressions know nothing of each other, and the record leads nowhere.
    good(await admin.post(`/items/${stone.pid}/withdraw`, { note: '' }));
    expect(await family(open.pid)).toBeNull();
    expect((await app.visitor().get(`!/i/${open.pid}/family`)).status).toBe(404);
    const page = (await app.visitor().get(`!/i/${open.pid}`)).text;
    expect(page).not.toContain(`/i/${stone.pid}`);
    expect(page).toContain('禁山摩崖');
    const links = good(await admin.get(`/items/${open.pid}/links`)).links;
    expect(links).toMatchObject([{ kind: 'impression-of', item: { state: 'withdrawn', public: false } }]);
  });

  const staffLabels = async () =>
    (await app.database.query<{ id: number }>(`SELECT id FROM library`)).map(({ id }) => `staff:${id}`);

  it('changes nothing for readers until what says so has passed, and goes back with an older version', async () => {
    const stone = await publish(await make('改帖石'));
    const rubbing = await publish(await make('改帖拓'));
    good(await link(rubbing, [{ kind: 'impression-of', to: stone.pid }]));
    expect(await family(stone.pid)).toBeNull();
    await publish(rubbing);
    expect((await family(stone.pid))!.size).toBe(2);
    good(await link(rubbing, []));
    expect((await family(stone.pid))!.size).toBe(2);
    const before = good(await admin.get(`/items/${rubbing.pid}`));
    good(await admin.post(`/items/${rubbing.pid}/revisions/2/restore`, { version: before.version }));
    expect(good(await admin.get(`/items/${rubbing.pid}`)).links).toMatchObject([
      { kind: 'impression-of', to: stone.pid },
    ]);
  });

  it('lets another library link to what everybody sees, edit nothing of it, and not to what is kept back', async () => {
    const stone = await publish(await make('鄰館碑'));
    const hidden = await make('鄰館未刊碑');
    const mine = await begin(neighbour, there, '鄰館碑拓');
    expect((await link(mine, [{ kind: 'impression-of', to: hidden.pid }], neighbour)).body.code).toBe('item.not-found');
    good(await link(mine, [{ kind: 'impression-of', to: stone.pid, part: 'front' }], neighbour));
    expect((await neighbour.get(`/items/${stone.pid}/links`)).status).toBe(404);
    expect((await neighbour.put(`/items/${stone.pid}/links/order`, { role: 'has-impression', members: [mine.pid] })).status).toBe(404); // prettier-ignore
    const targets = async (q: string) =>
      (good(await neighbour.get(`/items/${mine.pid}/links/targets?q=${encodeURIComponent(q)}`)).rows as Item[]).map((row) => row.title); // prettier-ignore
    expect(await targets('鄰館')).toEqual(['鄰館碑']);
    expect(await targets(hidden.pid)).toEqual([]);
    expect(good(await neighbour.get(`/items/${mine.pid}/links`)).links).toMatchObject([
      { kind: 'impression-of', part: 'front', own: true, item: { title: '鄰館碑', state: null, public: true } },
    ]);
    // The draft of the other library is nothing to this one; what it has published is.
    const ends = async () => good(await admin.get(`/items/${stone.pid}/links`)).links;
    const asAdminOfHere = await app.signedIn({
      email: 'here@example.org',
      name: '之江',
      grants: [{ role: 'library-admin', libraryId: await libraryId('zhijiang'), collectionId: null }],
    });
    expect(good(await asAdminOfHere.get(`/items/${stone.pid}/links`)).links).toEqual([]);
    await publish(mine, neighbour);
    expect(good(await asAdminOfHere.get(`/items/${stone.pid}/links`)).links).toMatchObject([
      { kind: 'has-impression', own: false, item: { title: '鄰館碑拓', state: null } },
    ]);
    expect(await ends()).toHaveLength(1);
    // Withdrawn there, it stays said here, without its name for those who may not know it.
    good(await admin.post(`/items/${stone.pid}/withdraw`, { note: '' }));
    expect(good(await neighbour.get(`/items/${mine.pid}/links`)).links).toMatchObject([
      { own: true, item: { pid: stone.pid, title: '', public: false } },
    ]);
    expect(good(await neighbour.get(`/items/${mine.pid}`)).links).toHaveLength(1);
    good(await link(mine, [{ kind: 'impression-of', to: stone.pid, part: 'back' }], neighbour));
  });

  const libraryId = async (slug: string) =>
    (await app.database.one<{ id: number }>(`SELECT id FROM library WHERE slug = $1`, [slug]))!.id;

  it('keeps the order that is set, lists parts as stones are read, and whatever is new at the end', async () => {
    const stone = await publish(await make('次序碑'));
    const parts: Item[] = [];
    for (const part of ['back', 'side', 'front', '碑座殘石']) {
      const item = await make(`次序碑${part}`);
      good(await link(item, [{ kind: 'part-of', to: stone.pid, part }]));
      parts.push(await publish(item));
    }
    const seen = async () => (await family(stone.pid))!.heads[0]!.groups[0]!.members.map((one) => one.part);
    expect(await seen()).toEqual(['碑阳', '碑阴', '碑侧', '碑座殘石']);
    good(await admin.put(`/items/${stone.pid}/links/order`, { role: 'has-part', members: [parts[3]!.pid, parts[0]!.pid] })); // prettier-ignore
    // Readers have the new order when the whole is published again.
    expect(await seen()).toEqual(['碑阳', '碑阴', '碑侧', '碑座殘石']);
    await publish(stone);
    expect(await seen()).toEqual(['碑座殘石', '碑阴', '碑阳', '碑侧']);
    const kept = good(await admin.get(`/items/${stone.pid}/links`)).links as { part: string }[];
    expect(kept.map((one) => one.part)).toEqual(['碑座殘石', 'back', 'front', 'side']);
    expect((await admin.put(`/items/${stone.pid}/links/order`, { role: 'part-of', members: [] })).status).toBe(400);
  });

  it('is not troubled by circles, nor by chains that never end', async () => {
    const ring = [await make('環一'), await make('環二'), await make('環三')];
    for (const [at, item] of ring.entries()) {
      good(await link(item, [{ kind: 'part-of', to: ring[(at + 1) % 3]!.pid }]));
      await publish(item);
    }
    for (const item of ring)
      expect(titles((await family(item.pid))!.heads)).toEqual([['環一', ['環三', ['環二', '環一']]]]);
    expect((await link(ring[0]!, [{ kind: 'part-of', to: ring[0]!.pid }])).body.code).toBe('item.not-found');
    let above = await publish(await make('鏈零'));
    for (let step = 1; step < 14; step++) {
      const item = await make(`鏈${step}`);
      good(await link(item, [{ kind: 'part-of', to: above.pid }]));
      above = await publish(item);
    }
    const began = Date.now();
    expect((await family(above.pid))!.size).toBeGreaterThan(3);
    expect(Date.now() - began).toBeLessThan(3000);
  });

  it('folds hundreds of members, turns them page by page, and never loses the one that is looked at', async () => {
    const series = await publish(await make('八十種叢刊'));
    const titlesOf = Array.from({ length: 80 }, (_, at) => `叢刊第${String(at + 1).padStart(3, '0')}種`);
    const made: string[] = [];
    for (const title of titlesOf) {
      const item = await make(title);
      good(await link(item, [{ kind: 'in-series', to: series.pid }]));
      made.push((await publish(item)).pid);
    }
    const [head] = (await family(made[70]!))!.heads;
    const [group] = head!.groups;
    expect([group!.total, group!.members.length, group!.members.at(-1)!.current]).toEqual([80, 13, true]);
    const rest = await app.visitor().get(`!${group!.rest!}`);
    expect([rest.status, rest.text.includes(titlesOf[59]!), rest.text.includes(titlesOf[60]!)]).toEqual([
      200,
      true,
      false,
    ]);
    const second = await app.visitor().get(`!/i/${series.pid}/family?of=${series.pid}&role=has-series-title&page=2`);
    expect([second.text.includes(titlesOf[79]!), second.text.includes(titlesOf[50]!)]).toEqual([true, false]);
    for (const query of [
      'of=x&role=y',
      `of=${series.pid}&role=related&page=-4`,
      'page=zzz',
      `of=${series.pid}&page=99999`,
    ]) {
      expect((await app.visitor().get(`!/i/${series.pid}/family?${query}`)).status).toBeLessThan(500);
    }
  }, 120_000);
});
