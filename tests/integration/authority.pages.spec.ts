import type { Role } from '../../server/contract/permissions.js';
import { openVisibility } from '../../server/contract/visibility.js';
import type { PageContent } from '../../server/contract/reader.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Reply, Visitor } from '../support/visitor.js';

type AuthorityPage = Extract<PageContent, { kind: 'authority' }>;
interface Item {
  pid: string;
  version: number;
}

const campus = '10.20.1.2';
const street = '8.8.8.8';

describe('pages of records', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let other: { pid: string; slug: string };
  let collections: { own: SeededCollection['collection']; theirs: SeededCollection['collection'] };

  beforeAll(async () => {
    // Configurations are turned in the tables themselves, of which no log tells the memory.
    app = await startApp({ TRUSTED_PROXIES: 'loopback', PAGE_MEMORY_MB: '0' });
    seeded = await seedCollection(app.url, app.databaseUrl);
    admin = seeded.admin;
    other = good(await admin.post('/libraries', { slug: 'lanting', name: { 'zh-CN': '兰亭市图书馆' } }));
    const theirs = good(
      await admin.post(`/libraries/${other.pid}/collections`, {
        template: 'letter',
        slug: 'shuzha',
        name: { 'zh-CN': '越人书札' },
      }),
    );
    collections = { own: seeded.collection, theirs };
    await app.database.query(`UPDATE library SET campus_ranges = '{10.20.0.0/16}' WHERE pid = $1`, [
      seeded.library.pid,
    ]);
    await app.database.query(`INSERT INTO library_host SELECT 'lanting.example.cn', id FROM library WHERE pid = $1`, [
      other.pid,
    ]);
    // Written past it: what it knows may be a second old.
    const { LibraryDirectory } = await import('../../server/modules/library/library.directory.js');
    app.app.get(LibraryDirectory).forget();
  });
  afterAll(async () => app?.stop());

  const agent = async (library: string | null, body: object): Promise<Item> =>
    good(await admin.post('/agents', { library, ...body }));
  const field = (key: string, of: keyof typeof collections = 'own') =>
    collections[of].schema.fields.find((one) => one.key === key)!.id;
  const write = async (title: string, values: object, of: keyof typeof collections = 'own'): Promise<Item> => {
    const { pid, schema } = collections[of];
    return good(
      await admin.post(`/collections/${pid}/items`, { values: { ...completeValues(schema, title), ...values } }),
    );
  };
  const publish = async (item: Item): Promise<Item> =>
    good(await admin.post(`/items/${item.pid}/publish`, { version: item.version }));
  const by = (name: string, ref: string, role = '寄') => ({ value: { name, ref, role } });
  const published = async (title: string, values: object, of: keyof typeof collections = 'own') =>
    publish(await write(title, values, of));
  const asked = (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
    app.visitor({ 'x-forwarded-for': street, ...headers }).get(`!${path}`);
  const content = (reply: Reply): AuthorityPage => {
    if (reply.status !== 200) throw new Error(`${reply.status}`);
    const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(reply.text)![1]!;
    return JSON.parse(data).content as AuthorityPage;
  };
  const titles = (page: AuthorityPage) => page.items.rows.map(({ card }) => card.title.parts.join(''));
  const counted = (list: AuthorityPage['items']['relations']) =>
    Object.fromEntries(list.map(({ label, items }) => [label, items]));

  it('say who somebody is, and what they are linked to by role and by collection', async () => {
    const someone = await agent(null, {
      name: { 'zh-CN': '沈砚农', en: 'Shen Yannong' },
      dynasty: '清',
      birthYear: 1868,
      deathYear: 1939,
      variants: ['子耕', '湖楼', '砚翁'],
      variantKinds: { 子耕: 'courtesy', 湖楼: 'studio' },
      note: { 'zh-CN': '藏书家。' },
      external: { viaf: '12345', 馆内: 'X 1', site: 'https://example.org/shen', bad: 'javascript:alert(1)' },
    });
    expect((await asked(`/a/${someone.pid}`)).status).toBe(404);
    const letter = await published('甲札', { [field('sender')]: [by('沈砚农', someone.pid)] });
    await published('乙札', { [field('recipient')]: [by('沈砚农', someone.pid, '收')] });
    await published('丙札', { [field('sender', 'theirs')]: [by('沈硯農', someone.pid)] }, 'theirs');
    const reply = await asked(`/a/${someone.pid}`);
    const { record, items } = content(reply);
    expect(record).toMatchObject({
      kind: 'agent',
      name: '沈砚农',
      dynasty: '清',
      years: '1868–1939',
      note: { text: '藏书家。' },
      variants: [
        { kind: 'courtesy', names: [{ text: '子耕' }] },
        { kind: 'studio', names: [{ text: '湖楼' }] },
        { kind: 'other', names: [{ text: '砚翁' }] },
      ],
      external: expect.arrayContaining([
        { source: 'VIAF', id: '12345', href: 'https://viaf.org/viaf/12345' },
        { source: '馆内', id: 'X 1', href: null },
        { source: 'site', id: 'https://example.org/shen', href: 'https://example.org/shen' },
        { source: 'bad', id: 'javascript:alert(1)', href: null },
      ]),
    });
    expect(items).toMatchObject({ all: 3, total: 3, pages: 1 });
    expect(counted(items.relations)).toEqual({ 寄: 2, 收: 1 });
    expect(counted(items.collections)).toEqual({ 名人信札: 2, 越人书札: 1 });
    expect(/<title>(.*?) · /.exec(reply.text)?.[1]).toBe('沈砚农');
    expect(/<link rel="canonical" href="[^"]*(\/a\/[^"]*)">/.exec(reply.text)?.[1]).toBe(`/a/${someone.pid}`);
    const jsonld = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(reply.text)![1]!);
    expect(jsonld).toMatchObject({ '@type': 'Person', name: '沈砚农', birthDate: '1868', deathDate: '1939' });
    expect(jsonld.sameAs.sort()).toEqual(['https://example.org/shen', 'https://viaf.org/viaf/12345']);

    const narrowed = content(
      await asked(`/a/${someone.pid}?as=${encodeURIComponent('寄')}&collection=${collections.own.pid}`),
    );
    expect(titles(narrowed)).toEqual(['甲札']);
    expect(narrowed.items).toMatchObject({ all: 3, total: 1 });
    expect(counted(narrowed.items.relations)).toEqual({ 寄: 1, 收: 1 });
    expect(counted(narrowed.items.collections)).toEqual({ 名人信札: 1, 越人书札: 1 });
    expect(content(await asked(`/a/${someone.pid}?collection=nothing`)).items).toMatchObject({ all: 3, total: 0 });

    // In English the role and the dynasty are said in English; a library's own site shows its own.
    const english = content(await asked(`/en/a/${someone.pid}`));
    expect(english.record).toMatchObject({ name: 'Shen Yannong', dynasty: 'Qing' });
    expect(titles(content(await asked(`/a/${someone.pid}`, { host: 'lanting.example.cn' })))).toEqual(['丙札']);

    // The item's page leads here.
    expect((await asked(`/i/${letter.pid}`)).text.includes(`href="/a/${someone.pid}"`)).toBe(true);
  });

  it('never show, nor count, what this reader may not see', async () => {
    const someone = await agent(null, { name: { 'zh-CN': '陈适之' } });
    const values = { [field('sender')]: [by('陈适之', someone.pid)] };
    const draft = await write('草稿札', values);
    expect((await asked(`/a/${someone.pid}`)).status).toBe(404);
    const inside = await publish(draft);
    const closed = { visibility: { ...openVisibility, metadata: ['campus'] } };
    const set = async (item: Item, body: object) => {
      const { version } = good(await admin.get(`/items/${item.pid}`));
      good(await admin.put(`/items/${item.pid}/visibility`, { version, ...body }));
    };
    await set(inside, closed);
    expect((await asked(`/a/${someone.pid}`)).status).toBe(404);
    const onCampus = await asked(`/a/${someone.pid}`, { 'x-forwarded-for': campus });
    expect(titles(content(onCampus))).toEqual(['草稿札']);
    expect(onCampus.headers['cache-control']).toMatch(/private/);

    await published('公开札', values);
    const staff = await published('内部札', values);
    await set(staff, { visibility: { ...openVisibility, metadata: [] } });
    const gone = await published('撤下札', values);
    good(await admin.post(`/items/${gone.pid}/withdraw`, {}));
    // Another revision than the one that readers see says it no longer, or says it first.
    const before = await published('改前有', values);
    await rewrite(before, { [field('sender')]: [{ blank: 'unknown' }] });
    const after = await published('改后有', {});
    await rewrite(after, values);

    expect(titles(content(await asked(`/a/${someone.pid}`))).sort()).toEqual(['公开札', '改前有']);
    expect(content(await asked(`/a/${someone.pid}`)).items).toMatchObject({ all: 2, total: 2 });
    const campusTitles = titles(content(await asked(`/a/${someone.pid}`, { 'x-forwarded-for': campus })));
    expect(campusTitles.sort()).toEqual(['公开札', '改前有', '草稿札']);
    // Another library's campus opens nothing here.
    const everything = content(await admin.get(`!/a/${someone.pid}`));
    expect(titles(everything).sort()).toEqual(['公开札', '内部札', '改前有', '草稿札']);

    await app.database.query(`UPDATE collection SET labels = '{}' WHERE pid = $1`, [collections.own.pid]);
    // Written behind the platform's back, it is known within a second.
    const answers = (wanted: number) =>
      eventually(
        async () => (await asked(`/a/${someone.pid}`)).status,
        (status) => status === wanted,
      );
    await answers(404);
    await app.database.query(`UPDATE collection SET labels = '{public}' WHERE pid = $1`, [collections.own.pid]);
    await answers(200);
    await app.database.query(`UPDATE library SET state = 'suspended' WHERE pid = $1`, [seeded.library.pid]);
    await answers(404);
    await app.database.query(`UPDATE library SET state = 'active' WHERE pid = $1`, [seeded.library.pid]);
    await answers(200);
  });

  const rewrite = async (item: Item, values: object): Promise<void> => {
    const now = good(await admin.get(`/items/${item.pid}`));
    good(
      await admin.put(`/items/${item.pid}`, {
        version: now.version,
        values: { ...now.values, ...values },
      }),
    );
  };

  /** Another version of the own collection's fields in force, in which the sender is another one. */
  const reshape = async (sender: object): Promise<() => Promise<unknown>> => {
    const { StandingService } = await import('../../server/modules/library/standing.service.js');
    const turn = async (to: string) => {
      await app.database.query(
        `UPDATE collection SET schema_version = ${to} FROM (
           SELECT max(s.version) AS newest FROM collection_config s JOIN collection c ON c.id = s.collection_id
            WHERE c.pid = $1 AND part = 'schema') AS known WHERE pid = $1`,
        [collections.own.pid],
      );
      // Written past it, as above.
      app.app.get(StandingService).forget();
    };
    await app.database.query(
      `INSERT INTO collection_config (collection_id, library_id, part, version, document)
       SELECT s.collection_id, s.library_id, part, (SELECT max(version) + 1 FROM collection_config o WHERE o.collection_id = c.id AND o.part = 'schema'),
              jsonb_set(document, '{fields}', (
                SELECT jsonb_agg(CASE WHEN f ->> 'id' = $2 THEN f || $3::jsonb ELSE f END ORDER BY at)
                  FROM jsonb_array_elements(document -> 'fields') WITH ORDINALITY AS e(f, at)))
         FROM collection_config s JOIN collection c ON c.id = s.collection_id AND s.version = c.schema_version
        WHERE c.pid = $1 AND part = 'schema'`,
      [collections.own.pid, field('sender'), JSON.stringify(sender)],
    );
    const [row] = await app.database.query<{ version: number }>(
      `SELECT schema_version AS version FROM collection WHERE pid = $1`,
      [collections.own.pid],
    );
    await turn('known.newest');
    return () => turn(String(row!.version));
  };

  it('say nothing of what a condition hides in that record', async () => {
    const someone = await agent(null, { name: { 'zh-CN': '代笔人' } });
    const values = { [field('sender')]: [by('代笔人', someone.pid)] };
    await published('无条件札', values);
    const language = { [field('language')]: [{ value: { code: 'cmn' } }] };
    const both = await published('白话代笔札', { ...values, ...language });
    await rewrite(both, { [field('title')]: [{ value: { text: '白话代笔札改', lang: 'zh-Hant' } }] });
    const undo = await reshape({ shownWhen: { field: field('language'), any: ['cmn'] } });
    const page = content(await asked(`/a/${someone.pid}`));
    expect(titles(page)).toEqual(['白话代笔札']);
    expect(page.items).toMatchObject({ all: 1, total: 1 });
    await undo();
    expect(content(await asked(`/a/${someone.pid}`)).items.all).toBe(2);
  });

  it('say nothing of what only an internal field says', async () => {
    const someone = await agent(null, { name: { 'zh-CN': '捐赠人' } });
    const item = await published('受赠札', { [field('sender')]: [by('捐赠人', someone.pid)] });
    expect(titles(content(await asked(`/a/${someone.pid}`)))).toEqual(['受赠札']);
    const undo = await reshape({ internal: true });
    expect((await asked(`/a/${someone.pid}`)).status).toBe(404);
    expect((await asked(`/i/${item.pid}`)).text.includes(someone.pid)).toBe(false);
    await undo();
    expect((await asked(`/a/${someone.pid}`)).status).toBe(200);
  });

  it('of what was merged lead to what it means today, and back when it is taken apart', async () => {
    const kept = await agent(null, { name: { 'zh-CN': '纪昀' } });
    const gone = await agent(seeded.library.pid, { name: { 'zh-CN': '纪晓岚' } });
    await published('晓岚札', { [field('sender')]: [by('纪晓岚', gone.pid)] });
    good(await admin.post(`/authorities/agent/${gone.pid}/merge`, { into: kept.pid, version: gone.version }));
    const away = await asked(`/en/a/${gone.pid}`);
    expect([away.status, away.headers['location']]).toEqual([302, `/en/a/${kept.pid}`]);
    expect(titles(content(await asked(`/a/${kept.pid}`)))).toEqual(['晓岚札']);
    good(await admin.post(`/authorities/agent/${gone.pid}/unmerge`, { version: gone.version + 1 }));
    expect((await asked(`/a/${kept.pid}`)).status).toBe(404);
    expect(content(await asked(`/a/${gone.pid}`)).record.name).toBe('纪晓岚');
  });

  it('of terms count what stands below them, and a library’s own list is apart from the platform’s', async () => {
    const pidOf = async (code: string, key: string): Promise<string> =>
      (await app.database.one<{ pid: string }>(
        `SELECT term.pid FROM term JOIN vocabulary v ON v.id = vocabulary_id WHERE v.key = $2 AND code = $1 AND library_id IS NULL`,
        [code, key],
      ))!.pid;
    const zho = await pidOf('lzh', 'language');
    const language = field('language');
    await published('文言札', { [language]: [{ value: { code: 'lzh' } }] });
    await published('越中文言', { [field('language', 'theirs')]: [{ value: { code: 'lzh' } }] }, 'theirs');
    const page = content(await asked(`/a/${zho}`));
    expect(page.record).toMatchObject({ kind: 'term', name: '文言', vocabulary: { text: '语种' }, code: 'lzh' });
    expect(titles(page)).toEqual(['文言札', '越中文言']);
    // From now on 文言 means another term there.
    const own = good(
      await admin.post('/vocabularies', { library: other.pid, key: 'language', name: { 'zh-CN': '馆用语种' } }),
    );
    const terms = `/vocabularies/${own.pid}/terms`;
    const wide = good(
      await admin.post(terms, { code: 'old', label: { 'zh-CN': '古语' }, note: { 'zh-CN': '今人不再说的语言。' } }),
    );
    const narrow = good(await admin.post(terms, { code: 'lzh', label: { 'zh-CN': '古文' }, parent: 'old' }));
    expect(titles(content(await asked(`/a/${zho}`)))).toEqual(['文言札']);
    expect(content(await asked(`/a/${wide.pid}`)).record).toMatchObject({
      above: [],
      below: [{ pid: narrow.pid, name: '古文', items: 1 }],
      note: { text: '今人不再说的语言。' },
    });
    expect(content(await asked(`/a/${narrow.pid}`)).record.above).toEqual([{ pid: wide.pid, name: '古语' }]);
  });

  it('say where a place is, then and now', async () => {
    const place = good(
      await admin.post('/places', {
        library: null,
        name: { 'zh-CN': '钱塘县' },
        modernName: { 'zh-CN': '浙江省杭州市' },
        latitude: 30.25,
        longitude: 120.15,
        variants: ['钱唐'],
        variantKinds: { 钱唐: 'former' },
      }),
    );
    await published('寄自钱塘', { [field('sentFrom')]: [{ value: { name: '錢塘縣', ref: place.pid } }] });
    const reply = await asked(`/a/${place.pid}`);
    expect(content(reply).record).toMatchObject({
      kind: 'place',
      modernName: { text: '浙江省杭州市' },
      position: '北纬 30.25°，东经 120.15°',
    });
    expect(reply.text.includes('"@type":"GeoCoordinates"')).toBe(true);
    const sitemap = await asked('/sitemap/records-0.xml');
    expect(sitemap.text).toContain(`/a/${place.pid}<`);
  });

  it('of places lead to those that they lie in, and count what is linked to those within', async () => {
    const place = async (name: string, parent: string | null): Promise<string> =>
      good(await admin.post('/places', { library: null, name: { 'zh-CN': name }, parent })).pid;
    const wide = await place('绍兴府', null);
    const narrow = await place('山阴县', wide);
    const silent = await place('会稽县', wide);
    // Nothing that is published names either of them yet.
    expect((await asked(`/a/${wide}`)).status).toBe(404);
    await published('寄自山阴', { [field('sentFrom')]: [{ value: { name: '山陰縣', ref: narrow } }] });
    const page = content(await asked(`/a/${wide}`));
    expect(page.record).toMatchObject({ above: [], below: [{ pid: narrow, name: '山阴县', items: 1 }] });
    expect(titles(page)).toEqual(['寄自山阴']);
    expect(content(await asked(`/a/${narrow}`)).record.above).toEqual([{ pid: wide, name: '绍兴府' }]);
    expect((await asked(`/a/${silent}`)).status).toBe(404);
  });

  it('lead those to where it is changed who may change it there, and show others nothing of that', async () => {
    const shared = await agent(null, { name: { 'zh-CN': '潘承谋' } });
    const local = await agent(seeded.library.pid, { name: { 'zh-CN': '顾麟士' } });
    const item = await write('致西津一札', {
      [field('sender')]: [by('潘承谋', shared.pid)],
      [field('recipient')]: [by('顾麟士', local.pid, '受')],
    });
    const { version, pages } = good(
      await admin.put(`/items/${item.pid}/pages`, { version: item.version, pages: [{ label: '葉一' }] }),
    );
    await publish({ pid: item.pid, version });
    const leaf = `/i/${item.pid}/p/${pages[0].pid}`;
    const collection = `/c/${seeded.collection.pid}`;
    const library = `/l/${seeded.library.slug}`;
    const all = [`/i/${item.pid}`, leaf, collection, library, `/a/${local.pid}`, `/a/${shared.pid}`];
    const [record, leaves, design, settings, ofLibrary, ofPlatform] = [
      `/console/items/${item.pid}`,
      `/console/items/${item.pid}/pages`,
      `/console/collections/${seeded.collection.pid}/design`,
      `/console/libraries/${seeded.library.pid}`,
      `/console/authorities/agents/${local.pid}`,
      `/console/authorities/agents/${shared.pid}`,
    ];
    const leads = async (who: Visitor) => {
      const replies = await Promise.all(all.map((path) => who.get(`!${path}`)));
      return replies.flatMap(({ status, text, headers }) => {
        expect([status, String(headers['vary'])]).toEqual([200, expect.stringContaining('Cookie')]);
        const edit = /"edit":"([^"]+)"/.exec(text)?.[1];
        expect(text.includes(`href="${edit ?? '/console/items'}`)).toBe(edit !== undefined);
        return edit ?? [];
      });
    };
    const idOf = async (pid: string) =>
      (await app.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [pid]))!.id;
    const [own, theirs] = [await idOf(seeded.library.pid), await idOf(other.pid)];
    const holding = (role: Role, libraryId: number) =>
      app.signedIn({
        email: `${role}.${libraryId}@example.org`,
        name: role,
        grants: [{ role, libraryId, collectionId: null }],
      });
    const welcomed = async (who: Visitor) =>
      /<a class="site-sign-in" href="([^"]+)"[^>]*>([^<]+)</.exec((await who.get(`!/i/${item.pid}`)).text)?.slice(1);
    expect(await leads(app.visitor())).toEqual([]);
    const reader = await holding('reader', own);
    expect(await leads(reader)).toEqual([]);
    expect(await welcomed(reader)).toEqual(['/console/account', '我的账号']);
    expect(await welcomed(admin)).toEqual(['/console/', '工作台']);
    expect(await welcomed(app.visitor())).toEqual(['/console/', '登录']);
    expect(await leads(await holding('library-admin', theirs))).toEqual([]);
    expect(await leads(await holding('cataloger', own))).toEqual([record, leaves, ofLibrary]);
    expect(await leads(await holding('library-admin', own))).toEqual([record, leaves, design, settings, ofLibrary]);
    expect(await leads(admin)).toEqual([record, leaves, design, settings, ofLibrary, ofPlatform]);
  });

  it('that do not exist are pages that say so', async () => {
    for (const path of ['/a/nothing', '/a/0000000000', '/en/a/x']) expect((await asked(path)).status).toBe(404);
  });
});
