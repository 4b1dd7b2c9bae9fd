import type { TestApp } from '../support/app.js';
import { authorityDesk } from '../support/authority.desk.js';
import { formOf } from '../support/bytes.js';
import { completeValues, good, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import type { Place } from '../support/world.js';

interface Brought {
  pid: string;
  state: string;
  problem: { code: string; value: string; row: number } | null;
  counts: Record<'add' | 'change' | 'same' | 'bad' | 'written' | 'left' | 'undone' | 'kept', number>;
  job: { pid: string; state: string } | null;
}
interface Row {
  row: number;
  action: string;
  id: string;
  problems: { code: string; value: string }[];
  changes: { column: string; before: string; after: string }[];
  done: string | null;
}

describe('authorities as files', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let cataloger: Visitor;
  let stranger: Visitor;
  let other: Place;
  let own: Place;

  beforeAll(async () => {
    ({ app, seeded, admin, cataloger, stranger, other, own } = await authorityDesk());
  });
  afterAll(async () => app?.stop());

  const send = (query: string, text: string | Buffer, who = cataloger, name = 'names.csv') =>
    who.send('POST', `/authorities/imports?${query}`, formOf([{ name, bytes: Buffer.from(text) }]));
  const bring = async (query: string, text: string | Buffer, who = cataloger, name?: string): Promise<Brought> =>
    good(await send(query, text, who, name));
  const rows = async ({ pid }: Brought, who = cataloger): Promise<Row[]> =>
    good(await who.get(`/authorities/imports/${pid}/rows?limit=200`)).rows;
  const said = async (brought: Brought, who = cataloger) =>
    (await rows(brought, who)).flatMap(({ row, problems }) =>
      problems.map(({ code, value }) => `${row} ${code} ${value}`),
    );
  const problems = async (pid: string) =>
    (await cataloger.get(`/authorities/imports/${pid}/problems`)).text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row);
  const apply = (pid: string, who = cataloger, body: object = {}) =>
    who.post(`/authorities/imports/${pid}/apply`, body);
  const done = async (query: string, text: string | Buffer, who = cataloger, name?: string): Promise<Brought> =>
    good(await apply((await bring(query, text, who, name)).pid, who));
  const saved = async (query: string, who = cataloger): Promise<string> =>
    good(await who.get(`/authorities/export?${query}`)).text;
  const ours = (kind: string) => `kind=${kind}&library=${own.pid}`;

  const list = async (key: string): Promise<string> =>
    good(await cataloger.post('/vocabularies', { library: own.pid, key, name: { 'zh-CN': key } })).pid;
  const terms = async (vocabulary: string) =>
    good(await cataloger.get(`/vocabularies/${vocabulary}/terms`)).rows as {
      pid: string;
      code: string;
      parent: string | null;
      label: Record<string, string>;
      variants: string[];
      external: Record<string, string>;
      note: Record<string, string>;
      version: number;
    }[];

  it('takes a vocabulary out and in as a table: seen first, done then, and taken back', async () => {
    const vocabulary = await list('guizhi');
    const query = `kind=term&vocabulary=${vocabulary}`;
    const text = 'code,parent,zh-CN,en\n大,,大本,Large\n特,大,特大本,\n';
    const seen = await bring(query, text);
    expect(seen).toMatchObject({ state: 'read', counts: { add: 2, change: 0, same: 0, bad: 0 } });
    expect(await terms(vocabulary)).toEqual([]);
    expect((await rows(seen))[1]).toMatchObject({
      row: 3,
      action: 'add',
      id: '特',
      changes: [
        { column: '名称', before: '', after: '特大本' },
        { column: '上位', before: '', after: '大' },
      ],
    });
    expect((await send(query, text, stranger)).body.code).toBe('vocabulary.not-found');
    expect((await apply(seen.pid, stranger)).body.code).toBe('import.not-found');

    const wrong = await bring(query, `${text}小,nobody,小本,\n`);
    expect(wrong.counts).toMatchObject({ add: 2, bad: 1 });
    expect(await said(wrong)).toEqual(['4 no-parent nobody']);
    expect(await problems(wrong.pid)).toEqual((await rows(wrong)).filter(({ action }) => action === 'bad'));
    expect((await stranger.get(`/authorities/imports/${wrong.pid}/problems`)).body.code).toBe('import.not-found');
    expect((await apply(wrong.pid)).body.code).toBe('import.wrong-state');
    expect(await terms(vocabulary)).toEqual([]);

    expect(good(await apply(seen.pid))).toMatchObject({ state: 'applied', counts: { written: 2, left: 0 } });
    expect((await apply(seen.pid)).body.code).toBe('import.wrong-state');
    // What was brought before is there by now: nothing is done twice, nothing is lost.
    expect(good(await apply(wrong.pid, cataloger, { without: true })).counts).toMatchObject({ written: 0, left: 2 });

    const renamed = await bring(query, '代码,名称\n特,特大\n大,大本\n');
    expect(renamed.counts).toMatchObject({ add: 0, change: 1, same: 1 });
    good(await apply(renamed.pid));
    const now = async () => (await terms(vocabulary)).map(({ code, parent, label }) => [code, parent, label]);
    expect(await now()).toEqual([
      ['大', null, { 'zh-CN': '大本', en: 'Large' }],
      ['特', '大', { 'zh-CN': '特大' }],
    ]);
    expect((await bring(query, await saved(query))).counts).toMatchObject({ add: 0, change: 0, same: 2, bad: 0 });

    const before = (await terms(vocabulary))[0]!;
    expect(good(await cataloger.post(`/authorities/imports/${renamed.pid}/undo`)).counts).toMatchObject({ undone: 1 });
    expect((await now())[1]).toEqual(['特', '大', { 'zh-CN': '特大本' }]);
    // Somebody changed one of the two that the first file made: that one stays.
    good(await cataloger.patch(`/terms/${before.pid}`, { version: before.version, variants: ['大版'] }));
    const undone = good(await cataloger.post(`/authorities/imports/${seen.pid}/undo`)) as Brought;
    expect(undone.counts).toMatchObject({ undone: 0, kept: 2 });
    expect(await now()).toHaveLength(2);
  });

  it('says of each row what is wrong with it, in any encoding a spreadsheet writes', async () => {
    const vocabulary = await list('wenti');
    const query = `kind=term&vocabulary=${vocabulary}`;
    const table =
      'code,parent,zh-CN,from\na,,甲,\na,,乙,\n,,丙,\nb c,,丁,\nd,nobody,戊,x\ne,,,\nf,g,己,\ng,f,庚,\nh,f,辛,\n';
    expect(await said(await bring(query, table))).toEqual([
      '3 twice a',
      '4 no-code ',
      '5 bad-code b c',
      '6 bad-year x',
      '7 no-name e',
      '8 ring f',
      '9 ring g',
      '10 no-parent f',
    ]);
    // 代码,名称 / a,甲 in GB18030.
    const gb = Buffer.from('b4fac2ebc2ebb2bb2cc3fbb3c60a612cbcd70a', 'hex');
    expect((await bring(query, gb)).problem).toMatchObject({ code: 'columns' });
    const fine = Buffer.from('b4fac2eb2cc3fbb3c60a612cbcd70a', 'hex');
    expect(await bring(query, fine)).toMatchObject({ state: 'read', counts: { add: 1 } });
    const problem = async (bytes: string | Buffer, name = 'a.csv') =>
      (await bring(query, bytes, cataloger, name)).problem;
    expect(await problem(Buffer.from([0xff, 0x80, 0x30, 0xff]))).toMatchObject({ code: 'encoding' });
    expect(await problem(Buffer.from('PK\u0003\u0004book'), 'a.xlsx')).toMatchObject({ code: 'spreadsheet' });
    expect(await problem('code,zh-CN\na,"甲\n')).toMatchObject({ code: 'quote' });
    expect(await problem(' \n')).toMatchObject({ code: 'empty' });
    expect(await problem('%PDF', 'a.pdf')).toMatchObject({ code: 'format' });
    expect(await problem('code,colour,zh-CN\n')).toMatchObject({ code: 'columns', value: 'colour' });
    expect((await apply((await bring(query, '%PDF', cataloger, 'a.pdf')).pid)).body.code).toBe('import.wrong-state');
    expect(await terms(vocabulary)).toEqual([]);
  });

  it('carries people out and in without loss, and leaves alone what a row does not speak of', async () => {
    const su = good(
      await cataloger.post('/agents', {
        library: own.pid,
        name: { 'zh-CN': '蘇軾', en: 'Su Shi' },
        dynasty: '宋',
        birthYear: 1037,
        deathYear: 1101,
        variants: ['=蘇長公', '子瞻', '东坡|居士'],
        variantKinds: { 子瞻: 'courtesy', '东坡|居士': 'art' },
        note: { 'zh-CN': '眉州眉山人，\n唐宋八大家之一' },
        external: { viaf: '44297000', cbdb: '3767' },
      }),
    );
    const text = await saved(ours('agent'));
    expect(text).toContain('编号,名称,英文名称,类别,朝代,生年,卒年,别称,字,号');
    expect((await bring(ours('agent'), text)).counts).toMatchObject({ same: 1, add: 0, change: 0, bad: 0 });
    // To another library it is new, with all that it had.
    good(await apply((await bring(`kind=agent&library=${other.pid}`, text, stranger)).pid, stranger));
    const theirs = good(await stranger.get(`/agents?owner=library&q=${encodeURIComponent('蘇軾')}`)).rows[0];
    expect(theirs.pid).not.toBe(su.pid);
    for (const part of ['name', 'dynasty', 'birthYear', 'variants', 'variantKinds', 'note', 'external'])
      expect(theirs[part]).toEqual(su[part]);
    expect(good(await cataloger.get(`/agents/${su.pid}`))).toEqual(su);

    // By name and what tells two of a name apart; columns that are not there, and rows that end early, take nothing away.
    const short = await bring(ours('agent'), '姓名,朝代,卒年,字\n蘇軾,宋\n蘇軾,清,1800,某\n');
    expect((await rows(short)).map(({ action }) => action)).toEqual(['same', 'add']);
    good(await apply(short.pid));
    expect(await said(await bring(ours('agent'), 'name:zh-CN\n蘇軾\n'))).toEqual(['2 several 蘇軾']);
    const cleared = await bring(ours('agent'), `id,name:zh-CN,dynasty,variant:courtesy\n${su.pid},蘇軾,,和仲|子瞻\n`);
    expect((await rows(cleared))[0]!.changes).toEqual([
      { column: '朝代', before: '宋', after: '' },
      { column: '字', before: '子瞻', after: '和仲|子瞻' },
    ]);
    good(await apply(cleared.pid));
    const after = good(await cataloger.get(`/agents/${su.pid}`));
    expect(after).toMatchObject({ dynasty: null, birthYear: 1037, variants: ['=蘇長公', '和仲', '子瞻', '东坡|居士'] });
    good(await cataloger.post(`/authorities/imports/${cleared.pid}/undo`));
    expect(good(await cataloger.get(`/agents/${su.pid}`))).toMatchObject({ dynasty: '宋', variants: su.variants });
    const ttl = await saved(`${ours('agent')}&format=turtle`);
    expect(ttl).toContain('"蘇軾"@zh-cn');
    expect(ttl).toContain('http://viaf.org/viaf/44297000');
    expect(JSON.parse(await saved(`${ours('agent')}&format=jsonld`))).toEqual(
      expect.arrayContaining([expect.objectContaining({ 'https://schema.org/birthDate': [{ '@value': '1037', '@type': 'http://www.w3.org/2001/XMLSchema#gYear' }] })]), // prettier-ignore
    );
  });

  it('carries places with what they lie in', async () => {
    const text =
      '地名,今地名,上级,纬度,经度,旧称\n杭州府,杭州,浙江,30.25,120.17,臨安府\n浙江,浙江省,,,,\n錢塘縣,,杭州府,,,\n';
    const made = await done(ours('place'), text);
    expect(made.counts).toMatchObject({ written: 3 });
    const found = good(await cataloger.get(`/places?owner=library&q=${encodeURIComponent('錢塘')}`)).rows[0];
    expect(found.parent.name['zh-CN']).toBe('杭州府');
    expect((await bring(ours('place'), await saved(ours('place')))).counts).toMatchObject({ same: 3, bad: 0 });
    expect((await bring(`kind=place&library=${other.pid}`, await saved(ours('place')), stranger)).counts).toMatchObject({ add: 3, bad: 0 }); // prettier-ignore
    const wrong = 'name:zh-CN,parent,latitude,longitude\n浙江,錢塘縣,,\n某地,無此地,,\n又地,,95,1\n三地,,1,\n';
    expect(await said(await bring(ours('place'), wrong))).toEqual([
      `2 ring ${(await rows(await bring(ours('place'), '地名\n浙江\n')))[0]!.id}`,
      '3 no-parent 無此地',
      '4 bad-coordinate 95',
      '4 half-coordinates ',
      '5 half-coordinates ',
    ]);
    const up = good(await cataloger.get(`/places?owner=library&q=${encodeURIComponent('浙江')}`)).rows[0];
    expect((await cataloger.patch(`/places/${up.pid}`, { version: up.version, parent: found.pid })).body.code).toBe(
      'place.ring',
    );
    expect((await stranger.patch(`/places/${up.pid}`, { version: 1, parent: null })).body.code).toBe('place.not-found');
    expect(await saved(`${ours('place')}&format=turtle`)).toContain('skos:broader');
    expect(good(await cataloger.post(`/authorities/imports/${made.pid}/undo`)).counts).toMatchObject({ undone: 3 });
    expect(good(await cataloger.get('/places?owner=library')).rows).toEqual([]);
  });

  it('takes SKOS in, in three ways of writing it', async () => {
    const prefix = '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <https://a.example/t/> .\n';
    const ttl = `${prefix}:stone a skos:Concept ; skos:prefLabel "石刻"@zh-Hans, "Stone inscription"@en ; skos:altLabel "Inschrift"@de, "碑刻" ;
      skos:scopeNote "不含甲骨。"@zh-CN ; skos:exactMatch <http://vocab.getty.edu/aat/300028702> ; skos:narrower :stele .
      :stele a skos:Concept ; skos:prefLabel "碑"@zh-CN ; skos:notation "S.1" .`;
    const xml = `<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY skos "http://www.w3.org/2004/02/skos/core#">]>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="&skos;">
      <skos:Concept rdf:about="https://a.example/t/stone"><skos:prefLabel xml:lang="zh-Hans">石刻</skos:prefLabel>
        <skos:topConceptOf rdf:resource="https://a.example/t"/></skos:Concept>
      <skos:Concept rdf:about="https://a.example/t/stele"><skos:notation>S.1</skos:notation><skos:prefLabel xml:lang="en">Stele</skos:prefLabel>
        <skos:broader rdf:resource="https://a.example/t/stone"/></skos:Concept></rdf:RDF>`;
    const json = JSON.stringify({
      '@context': { skos: 'http://www.w3.org/2004/02/skos/core#', label: 'skos:prefLabel' },
      '@graph': [
        { '@id': 'https://a.example/t/cliff', '@type': 'skos:Concept', label: { '@value': '摩崖', '@language': 'zh-CN' }, 'skos:broader': { '@id': 'https://a.example/t/stone' } }, // prettier-ignore
        { '@id': 'https://a.example/t/stone', '@type': 'skos:Concept', label: { '@value': '石刻', '@language': 'zh-Hans' } }, // prettier-ignore
      ],
    });
    const vocabulary = await list('shike');
    const query = `kind=term&vocabulary=${vocabulary}`;
    await done(query, ttl, cataloger, 'a.ttl');
    const [stone, stele] = await terms(vocabulary);
    expect(stone).toMatchObject({
      code: 'stone',
      parent: null,
      label: { 'zh-Hans': '石刻', en: 'Stone inscription' },
      variants: ['Inschrift', '碑刻'],
      variantLangs: { Inschrift: 'de' },
      note: { 'zh-CN': '不含甲骨。' },
      external: { aat: '300028702', uri: 'https://a.example/t/stone' },
    });
    expect(stele).toMatchObject({ code: 'S.1', parent: 'stone' });
    const again = await bring(query, xml, cataloger, 'a.rdf');
    expect(again.counts).toMatchObject({ change: 1, same: 1 });
    good(await apply(again.pid));
    expect((await terms(vocabulary))[1]!.label).toEqual({ 'zh-CN': '碑', en: 'Stele' });
    await done(query, json, cataloger, 'a.jsonld');
    expect((await terms(vocabulary)).map(({ code, parent }) => [code, parent])).toEqual([
      ['stone', null],
      ['S.1', 'stone'],
      ['cliff', 'stone'],
    ]);
    for (const format of ['turtle', 'jsonld', 'csv']) {
      const name = { turtle: 'a.ttl', jsonld: 'a.jsonld', csv: 'a.csv' }[format]!;
      const back = await bring(query, await saved(`${query}&format=${format}`), cataloger, name);
      expect([format, back.counts]).toMatchObject([format, { same: 3, add: 0, change: 0, bad: 0 }]);
    }
  });

  it('is not taken in by files that mean harm', async () => {
    const query = `kind=term&vocabulary=${await list('e-hai')}`;
    const problem = async (text: string, name: string) => (await bring(query, text, cataloger, name)).problem;
    const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rdf:RDF/>`;
    expect(await problem(bomb, 'a.rdf')).toMatchObject({ code: 'entities' });
    expect(await problem(`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rdf:RDF/>`, 'a.rdf')).toMatchObject({ code: 'entities' }); // prettier-ignore
    const many = `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(299)}">]><rdf:RDF>${'&a;'.repeat(120_000)}</rdf:RDF>`;
    expect(await problem(many, 'a.rdf')).toMatchObject({ code: 'entities' });
    let asked = 0;
    const remote = (await import('node:http')).createServer((_, answer) => answer.end(String(asked++)));
    await new Promise<void>((resolve) => remote.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(remote.address() as { port: number }).port}/context`;
    expect(await problem(JSON.stringify({ '@context': url, '@id': 'x:y' }), 'a.jsonld')).toMatchObject({ code: 'remote', value: url }); // prettier-ignore
    expect(await problem(JSON.stringify({ '@context': { '@import': url, '@version': 1.1 }, '@id': 'x:y' }), 'a.jsonld')).toMatchObject({ code: 'remote' }); // prettier-ignore
    remote.close();
    expect(asked).toBe(0);
    expect(await problem('<a> <b>\n"c" .\n oops', 'a.ttl')).toMatchObject({ code: 'syntax', row: 3 });
    expect(await problem('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<a>', 'a.rdf')).toMatchObject({ code: 'syntax' }); // prettier-ignore
    expect(await problem(`${'['.repeat(5000)}${']'.repeat(5000)}`, 'a.json')).toMatchObject({ code: 'syntax' });
    expect(await problem('{"@id": ', 'a.json')).toMatchObject({ code: 'syntax' });
    expect(await problem('<x:a> <x:b> "c" .', 'a.ttl')).toMatchObject({ code: 'no-concepts' });
    const skos = '@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n';
    const ring = `${skos}<x:a> a s:Concept; s:prefLabel "a"@en; s:broader <x:b> . <x:b> a s:Concept; s:prefLabel "b"@en; s:broader <x:a> .
      <x:c> a s:Concept; s:prefLabel "c"@en; s:notation "a" . <x:d> a s:Concept; s:prefLabel "d"@en; s:broader <x:e>, <x:c> .`;
    expect(await said(await bring(query, ring, cataloger, 'a.ttl'))).toEqual([
      '1 ring a',
      '2 ring b',
      '3 twice a',
      '4 second-parent a',
      '4 no-parent x:e',
    ]);
    const body = formOf([{ name: 'big.ttl', bytes: Buffer.alloc(41 * 1024 * 1024, 'a') }]);
    expect((await cataloger.send('POST', `/authorities/imports?${query}`, body)).body.code).toBe('file.too-large');
  });

  it('keeps to its own: what is the platform’s or another library’s is never touched', async () => {
    const shared = good(await admin.post('/agents', { library: null, name: { 'zh-CN': '黃庭堅' }, dynasty: '宋' }));
    const text = `id,name:zh-CN,dynasty\n${shared.pid},黃庭堅,清\n`;
    expect(await said(await bring(ours('agent'), text))).toEqual([`2 not-ours ${shared.pid}`]);
    expect((await send('kind=agent', text)).body.code).toBe('access.denied');
    const theirs = good(await stranger.post('/agents', { library: other.pid, name: { 'zh-CN': '米芾' } }));
    // Another library's number is a number that nobody here knows.
    const mine = await done(ours('agent'), `id,name:zh-CN,dynasty\n${theirs.pid},米芾,宋\n`);
    expect(mine.counts).toMatchObject({ written: 1 });
    expect(good(await stranger.get(`/agents/${theirs.pid}`))).toMatchObject({ dynasty: null, version: 1 });
    expect(good(await admin.get(`/agents/${shared.pid}`))).toMatchObject({ dynasty: '宋', version: 1 });
    expect((await send(`kind=agent&library=${other.pid}`, text)).body.code).toBe('library.not-found');
    for (const path of ['', '/rows']) {
      expect((await stranger.get(`/authorities/imports/${mine.pid}${path}`)).body.code).toBe('import.not-found');
    }
    expect((await stranger.post(`/authorities/imports/${mine.pid}/undo`)).body.code).toBe('import.not-found');
    expect((await stranger.get(`/authorities/export?${ours('agent')}`)).body.code).toBe('library.not-found');
    expect((await stranger.get(`/authorities/imports?${ours('agent')}`)).body.code).toBe('library.not-found');
    expect(await saved('kind=agent', stranger)).not.toContain('米芾');
    const siku = good(await admin.get('/vocabularies')).rows.find((row: { key: string }) => row.key === 'siku');
    expect((await send(`kind=term&vocabulary=${siku.pid}`, 'code,zh-CN\njing,經\n')).body.code).toBe('access.denied');
    expect(good(await cataloger.get(`/authorities/imports?${ours('agent')}`)).rows[0].pid).toBe(mine.pid);
  });

  it('keeps what is used when it is taken back, and indexes anew what it renamed', async () => {
    const made = await done(ours('agent'), 'name:zh-CN\n有人用\n没人用\n');
    const find = async (name: string) =>
      good(await cataloger.get(`/agents?owner=library&q=${encodeURIComponent(name)}`)).rows[0];
    const used = await find('有人用');
    const sender = seeded.collection.schema.fields.find((one) => one.key === 'sender')!;
    const values = { ...completeValues(seeded.collection.schema, '信'), [sender.id]: [{ value: { name: '有人用', ref: used.pid } }] }; // prettier-ignore
    const item = good(await cataloger.post(`/collections/${seeded.collection.pid}/items`, { values }));
    good(await admin.post(`/items/${item.pid}/publish`, { version: item.version }));
    await app.database.query(`DELETE FROM job WHERE kind = 'search.reindex'`);
    const renamed = await done(ours('agent'), `id,name:zh-CN\n${used.pid},有人常用\n`);
    expect(renamed.counts).toMatchObject({ written: 1 });
    const orders = await app.database.query(`SELECT payload->'refs' AS refs FROM job WHERE kind = 'search.reindex'`);
    expect(orders).toEqual([{ refs: [used.pid] }]);
    good(await cataloger.post(`/authorities/imports/${renamed.pid}/undo`));
    expect(good(await cataloger.post(`/authorities/imports/${made.pid}/undo`)).counts).toMatchObject({
      undone: 1,
      kept: 1,
    });
    expect(await find('没人用')).toBeUndefined();
    expect(await find('有人用')).toBeDefined();
  });

  it('does a long file as a job that can be stopped and gone on with', async () => {
    const vocabulary = await list('chang');
    const query = `kind=term&vocabulary=${vocabulary}`;
    const lines = Array.from({ length: 2600 }, (_, at) => `T${at},${at < 26 ? '' : `T${at % 26}`},词${at}`);
    const text = `code,parent,name:zh-CN\n${lines.join('\n')}\n`;
    const seen = await bring(query, text);
    expect(seen).toMatchObject({ state: 'reading', job: { state: 'queued' } });
    await app.finishWork();
    const ordered = good(await apply(seen.pid)) as Brought;
    expect(ordered).toMatchObject({ state: 'applying', job: { state: 'queued' } });
    expect(good(await cataloger.post(`/authorities/imports/${seen.pid}/stop`))).toMatchObject({ state: 'stopped' });
    expect((await stranger.post(`/authorities/imports/${seen.pid}/stop`)).body.code).toBe('import.not-found');
    expect(await terms(vocabulary)).toEqual([]);
    expect(good(await apply(seen.pid))).toMatchObject({ state: 'applying' });
    await app.finishWork();
    const look = async () => good(await cataloger.get(`/authorities/imports/${seen.pid}`)) as Brought;
    expect(await look()).toMatchObject({ state: 'applied', counts: { written: 2600 } });
    const branch = async (more = '') => good(await cataloger.get(`/vocabularies/${vocabulary}/branch?${more}`));
    expect((await branch('limit=20')).rows).toHaveLength(20);
    const top = await branch();
    expect(top.rows.map((row: { code: string }) => row.code)).toEqual(Array.from({ length: 26 }, (_, at) => `T${at}`));
    expect(top.rows[3]).toMatchObject({ below: 99, above: [] });
    const below = await branch('parent=T3&limit=50');
    expect(below).toMatchObject({ total: 99 });
    expect(below.rows[0]).toMatchObject({ code: 'T29', above: ['T3'], below: 0 });
    const rest = await branch(`parent=T3&limit=50&cursor=${below.next}`);
    expect([rest.rows.length, rest.next]).toEqual([49, null]);
    expect((await branch(`q=${encodeURIComponent('词2599')}`)).rows).toMatchObject([{ code: 'T2599', above: ['T25'] }]);
    expect((await stranger.get(`/vocabularies/${vocabulary}/branch`)).body.code).toBe('vocabulary.not-found');
    good(await cataloger.post(`/authorities/imports/${seen.pid}/undo`));
    await app.finishWork();
    expect(await look()).toMatchObject({ state: 'undone', counts: { undone: 2600, kept: 0 } });
    expect(await terms(vocabulary)).toEqual([]);
  }, 120_000);
});
