import { readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { formOf } from '../support/bytes.js';
import { chart } from '../support/media-samples.js';
import { eventually } from '../support/eventually.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { completeValues, good, seedCollection } from '../support/seed.js';

const atOnce = 8;
const seconds = 4;

/** Prints what a visitor feels while another asks for the dearest images there are. Nothing here is held against a clock. */
describe('images asked for by somebody who means harm', () => {
  let platform: TestPlatform;
  let small: string;
  let large: string;

  beforeAll(async () => {
    platform = await startPlatform();
    const { admin, collection } = await seedCollection(platform.url, platform.databaseUrl);
    const values = completeValues(collection.schema, '輿圖', 'M-1');
    const item = good(await admin.post(`/collections/${collection.pid}/items`, { values })).pid as string;
    const { raw, headers } = formOf([
      { name: '1.png', bytes: await chart(64, 64).png().toBuffer() },
      { name: '2.jpg', bytes: await chart(6000, 4200, 2).jpeg().toBuffer() },
    ]);
    const sent = good(await admin.send('POST', `/items/${item}/files`, { raw, headers }));
    [small, large] = (sent.files as { pages: string[] }[]).flatMap((file) => file.pages) as [string, string];
    await eventually(
      async () => (good(await admin.get(`/items/${item}/files`)).rows as { state: string }[]).map((file) => file.state),
      (states) => states.every((state) => state === 'ready'),
      { withinMs: 180_000 },
    );
    const { version } = good(await admin.get(`/items/${item}`));
    good(await admin.post(`/items/${item}/publish`, { version }));
  });
  afterAll(async () => platform?.stop());

  const ask = async (path: string) => {
    const answer = await fetch(`${platform.url}${path}`);
    const { byteLength } = await answer.arrayBuffer();
    return { status: answer.status, bytes: byteLength, wait: answer.headers.get('retry-after') };
  };
  const status = () => `/proc/${platform.servers[0]!.pid}`;
  const most = (place: string) =>
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`${place}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  const peak = () => most(status());
  /** Those who cut, as far as they are still there: they end by themselves when they have grown. */
  const peaksApart = () => {
    const pid = platform.servers[0]!.pid!;
    const children = readFileSync(`${status()}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return children.map((child) => megabytes(most(`/proc/${child}`))).join(', ') || 'none';
  };
  const megabytes = (value: number) => `${Math.round(value)} MB`;

  /** How long `/` takes while `attack` goes on, and the most memory that the server has had. */
  async function during(name: string, attack: () => Promise<{ status: number; bytes: number }[]>): Promise<void> {
    writeFileSync(`${status()}/clear_refs`, '5');
    const before = peak();
    const from = performance.now();
    let over = false;
    const answers = attack().finally(() => (over = true));
    const took: number[] = [];
    while (!over) {
      const began = performance.now();
      expect((await ask('/')).status).toBe(200);
      took.push(performance.now() - began);
    }
    const all = await answers;
    const codes = [...new Set(all.map((one) => one.status))].sort();
    const counts = codes.map((code) => `${code}×${all.filter((one) => one.status === code).length}`);
    took.sort((a, b) => a - b);
    process.stdout.write(
      `\n${name}: ${counts.join(' ')} in ${Math.round(performance.now() - from)} ms; / ${took.length}×, ` +
        `p95 ${Math.round(took[Math.floor(took.length * 0.95)] ?? 0)} ms, longest ${Math.round(took.at(-1) ?? 0)} ms; ` +
        `server ${megabytes(before)} → peak ${megabytes(peak())}, children: ${peaksApart()}\n`,
    );
    expect(all.every((one) => one.status < 500 || one.status === 503 || one.status === 501)).toBe(true);
  }

  const eight = (address: (n: number) => string) => () =>
    Promise.all(Array.from({ length: atOnce }, (_, n) => ask(address(n))));

  it('leave the home page as it was', async () => {
    for (let round = 0; round < 5; round++) await ask('/');
    const image = (page: string) => `/iiif/image/3/${page}`;
    await during(
      '64×64 enlarged and turned',
      eight((n) => `${image(small)}/full/%5E6300,6300/!${45 + n / 10}/default.png`),
    );
    await during(
      '6000×4200 turned',
      eight((n) => `${image(large)}/full/max/${30 + n / 10}/default.png`),
    );
    await during(
      '6000×4200 turned, small',
      eight((n) => `${image(large)}/full/1000,/${30 + n / 10}/default.png`),
    );
    await during(
      '6000×4200 as PNG',
      eight((n) => `${image(large)}/${n},0,5900,4200/max/90/default.png`),
    );
    await during('many of a megapixel', () =>
      Promise.all(Array.from({ length: 150 }, (_, n) => ask(`${image(large)}/${n},0,1000,1000/max/0/default.png`))),
    );
  });

  it('and ready tiles come as fast as before', async () => {
    const each = async (name: string, addresses: string[]) => {
      for (const address of addresses) expect((await ask(address)).status).toBe(200);
      const until = performance.now() + seconds * 1000;
      const counts = await Promise.all(
        Array.from({ length: atOnce }, async (_, client) => {
          let count = 0;
          for (; performance.now() < until; count++) {
            expect((await ask(addresses[(client + count) % addresses.length]!)).status).toBe(200);
          }
          return count;
        }),
      );
      process.stdout.write(
        `\n${name}: ${Math.round(counts.reduce((sum, n) => sum + n) / seconds)} a second, ${atOnce} clients\n`,
      );
    };
    const at = (x: number, y: number, w: number, h: number) =>
      `/iiif/image/3/${large}/${x},${y},${w},${h}/${w},${h}/0/default.jpg`;
    const steps = [0, 1, 2, 3, 4, 5];
    await each(
      'tiles as they lie',
      steps.flatMap((x) => steps.map((y) => at(x * 512, y * 512, 512, 512))),
    );
    await each(
      'tiles cut before',
      steps.map((y) => at(5632, y * 512, 368, 512)),
    );
    let next = 0;
    const until = performance.now() + seconds * 1000;
    const cut = await Promise.all(
      Array.from({ length: atOnce }, async () => {
        let count = 0;
        while (performance.now() < until) {
          const answer = await ask(at(5000 + (next % 400), Math.floor(next++ / 400), 300, 400));
          if (answer.status === 200) count++;
        }
        return count;
      }),
    );
    process.stdout.write(
      `\ntiles cut now: ${Math.round(cut.reduce((sum, n) => sum + n) / seconds)} a second, ${atOnce} clients\n`,
    );
  });
});
