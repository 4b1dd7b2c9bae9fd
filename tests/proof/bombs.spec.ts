import { readFileSync } from 'node:fs';
import { bombs } from '../support/bombs.js';
import { formOf } from '../support/bytes.js';
import { comesTrue } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';

const each = 7;

/** Seven bombs of each kind in a row against a real platform, while readers read. */
describe('files that are made to take a platform down', () => {
  let platform: TestPlatform;
  let seeded: SeededCollection;
  beforeAll(async () => {
    platform = await startPlatform({ servers: 1, workers: 1 });
    seeded = await seedCollection(platform.url, platform.databaseUrl);
  });
  afterAll(async () => platform?.stop());

  const held = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

  it('take nothing down: readers are served, the processes stay, their memory comes back', async () => {
    const values = completeValues(seeded.collection.schema, '不該收的文件', 'B-1');
    const item = good(await seeded.admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
    const [server, worker] = [platform.servers[0]!.pid!, platform.workers[0]!.pid!];
    const reader = new Visitor(platform.url);
    for (let warm = 0; warm < 20; warm++) await reader.get('!/');
    const before = { server: held(server), worker: held(worker) };
    let most = before.server;

    let over = false;
    const took: number[] = [];
    const wrong: number[] = [];
    const reading = Array.from({ length: 4 }, async () => {
      while (!over) {
        const began = performance.now();
        const { status } = await reader.get('!/');
        took.push(performance.now() - began);
        if (status !== 200) wrong.push(status);
        most = Math.max(most, held(server));
        await new Promise((done) => setTimeout(done, 100));
      }
    });
    const lines: string[] = [];
    try {
      for (const bomb of bombs({ large: true })) {
        const outcomes: string[] = [];
        const began = performance.now();
        for (let seed = 1; seed <= each; seed++) {
          const form = formOf([{ name: bomb.name, bytes: bomb.bytes(seed) }]);
          const sent = await seeded.admin.send('POST', `/items/${item}/files`, {
            raw: form.raw,
            headers: form.headers,
          });
          const file = sent.body.files?.[0];
          outcomes.push(file ? `${file.outcome} ${file.problem?.code ?? ''}` : `${sent.status} ${sent.body.code}`);
        }
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        lines.push(`${bomb.kind}: ${each} in ${seconds} s: ${[...new Set(outcomes)].join('; ')}`);
      }
    } finally {
      over = true;
      await Promise.all(reading);
    }
    took.sort((a, b) => a - b);
    const p95 = took[Math.floor(took.length * 0.95)]!;
    await comesTrue(() => held(server) < before.server + 300, { tell: () => `the server holds ${held(server)} MB` });
    process.stdout.write(
      [
        ...lines,
        `/: ${took.length} readings, median ${took[took.length >> 1]!.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, longest ${took.at(-1)!.toFixed(0)} ms, ${wrong.length} not 200`,
        `server: ${before.server.toFixed(0)} MB before, ${most.toFixed(0)} at most, ${held(server).toFixed(0)} after`,
        `worker: ${before.worker.toFixed(0)} MB before, ${held(worker).toFixed(0)} after`,
        '',
      ].join('\n'),
    );
    expect(wrong).toEqual([]);
    expect([platform.servers[0]!.running, platform.workers[0]!.running]).toEqual([true, true]);
    expect([platform.servers[0]!.pid, platform.workers[0]!.pid]).toEqual([server, worker]);
    expect(p95).toBeLessThan(1000);
  });
});
