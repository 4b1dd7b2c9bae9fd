import { OpenSearchEngine } from '../../server/platform/search/opensearch/opensearch.engine.js';
import { describeOnOpenSearch, dropIndexes, openSearchPrefix, openSearchUrl } from '../support/opensearch.js';

describeOnOpenSearch('indexes that nobody uses', () => {
  const prefix = openSearchPrefix();
  const neighbour = `${prefix}-records`;
  const engine = new OpenSearchEngine({ url: openSearchUrl(), prefix });
  const other = new OpenSearchEngine({ url: openSearchUrl(), prefix: neighbour });

  const indexes = async (): Promise<string[]> => {
    const answer = await fetch(`${openSearchUrl()}/_cat/indices/${prefix}*?h=index&format=json`);
    return ((await answer.json()) as { index: string }[]).map(({ index }) => index).sort();
  };
  const make = (name: string) => fetch(`${openSearchUrl()}/${name}`, { method: 'PUT' });

  beforeAll(async () => {
    await engine.prepare();
    await other.prepare();
  });
  afterAll(async () => {
    await engine.close();
    await other.close();
    await dropIndexes(prefix);
  });

  const neighbours = [`${neighbour}-records-first`];
  const serving = [`${prefix}-records-first`];

  it('are taken away: what a crash left without an alias, and a rebuild that nobody goes on with', async () => {
    await make(`${prefix}-records-crashed1`);
    // As they were called when items and pages had one each.
    await make(`${prefix}-pages-first`);
    await engine.rebuild();
    expect(await indexes()).toHaveLength(5);
    await engine.tidy({ rebuilding: true });
    expect(await indexes()).toHaveLength(3);
    await engine.tidy({ rebuilding: false });
    expect(await indexes()).toEqual([...serving, ...neighbours].sort());
  });

  it('are taken away at the end of a rebuild: only the fresh one is left, and nothing of a neighbour’s', async () => {
    await make(`${prefix}-records-crashed2`);
    const rebuild = await engine.rebuild();
    await rebuild.finish();
    const left = (await indexes()).filter((index) => !neighbours.includes(index));
    expect(left).toEqual([rebuild.token]);
    expect(await indexes()).toEqual(expect.arrayContaining(neighbours));
  });

  it('are asked by nobody while they go: whoever searches is answered all the while', async () => {
    let over = false;
    const answered = [0, 0, 0, 0];
    const asking = answered.map(async (_, who) => {
      for (; !over; answered[who]!++)
        await engine.countEntries({ labels: ['public'], collections: [1] }, ['kind:book']);
    });
    // Everybody has asked several times meanwhile, or it has shown nothing.
    const rebuilding = (async () => {
      for (let round = 0; round < 3 || Math.min(...answered) <= 3; round++) await (await engine.rebuild()).finish();
    })().finally(() => (over = true));
    await Promise.all([rebuilding, ...asking]);
  });
});
