import { formOf } from '../support/bytes.js';
import { eventually } from '../support/eventually.js';
import { startPlatform } from '../support/platform.js';
import { good, seedCollection } from '../support/seed.js';
import { rss } from './measure.js';

const rows = Number(process.env.BENCH_ROWS ?? 300_000);
const say = (line: string) => process.stdout.write(`${line}\n`);

const table = (count: number): Buffer => {
  const lines = Array.from(
    { length: count },
    (_, at) => `某氏${at},${at % 2 ? '清' : '明'},${1400 + (at % 500)},字${at}|號${at},${at}`,
  );
  return Buffer.from(`姓名,朝代,生年,别称,external:cbdb\n${lines.join('\n')}\n`);
};

/** People by a table: a short one first, so that what the long one holds more can be seen. */
it(`a table of ${rows} people is brought, planned, and written`, async () => {
  const platform = await startPlatform({ servers: 1, workers: 1 });
  try {
    const { admin, library } = await seedCollection(platform.url, platform.databaseUrl);
    const watched = async (wanted: string, count: number, what: string, begin: () => Promise<string>) => {
      const held: { server: number; worker: number }[] = [];
      const watch = setInterval(
        () => held.push({ server: rss(platform.servers[0]!.pid), worker: rss(platform.workers[0]!.pid) }),
        200,
      );
      const began = Date.now();
      const pid = await begin();
      const now = await eventually(
        async () => good(await admin.get(`/authorities/imports/${pid}`)) as { state: string; counts: object },
        ({ state }) => [wanted, 'failed', 'refused'].includes(state),
        { withinMs: 3_000_000, everyMs: 200 },
      );
      clearInterval(watch);
      const seconds = (Date.now() - began) / 1000;
      const most = (who: 'server' | 'worker') => Math.max(...held.map((one) => one[who]));
      const memory = `server ${held[0]?.server} → ${most('server')} MB, worker ${held[0]?.worker} → ${most('worker')} MB`;
      say(`${what} ${count}: ${seconds.toFixed(1)} s, ${Math.round(count / seconds)}/s; ${memory}`);
      expect(now.state).toBe(wanted);
      return { pid, now };
    };
    const brought = (count: number) =>
      watched('read', count, 'planned', async () => {
        const form = formOf([{ name: 'people.csv', bytes: table(count) }]);
        return good(await admin.send('POST', `/authorities/imports?kind=agent&library=${library.pid}`, form)).pid;
      });
    await brought(Math.min(rows, 20_000));
    const { pid, now } = await brought(rows);
    expect(now.counts).toMatchObject({ add: rows, bad: 0 });
    if (process.env.BENCH_APPLY === 'off') return;
    await watched('applied', rows, 'written', async () => {
      good(await admin.post(`/authorities/imports/${pid}/apply`, {}));
      return pid;
    });
  } finally {
    await platform.stop();
  }
}, 3_600_000);
