import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { atRate, percentile, saturated, textOf } from './load.js';

describe('the load tool', () => {
  const stillMs = 600;
  let server: http.Server;
  let url: string;
  let atOnce = 0;
  let most = 0;
  let stillUntil = 0;
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      const answer = () => {
        atOnce -= 1;
        response.writeHead(request.url === '/gone' ? 410 : 200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(`answer to ${request.url}`));
      };
      // Once it stands still, nobody is answered before it moves again.
      if (request.url === '/still') stillUntil = Date.now() + stillMs;
      setTimeout(answer, Math.max(1, stillUntil - Date.now()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const path = (name: string) => ({ path: name, key: name });
  const good = () => undefined;

  test('counts the waiting of all who came while the server stood still', async () => {
    const load = await atRate(url, { rate: 100, seconds: 1 }, (at) => path(at === 20 ? '/still' : '/page'), good);
    expect(load).toMatchObject({ sent: 100, failed: 0 });
    // Sixty came meanwhile, and on average waited half of it: one client after another would have seen a single slow answer.
    expect(load.ms.filter((ms) => ms > stillMs / 4).length).toBeGreaterThan(30);
    expect(percentile(load.ms, 50)).toBeGreaterThan(20);
  });

  test('keeps so many clients busy and no more', async () => {
    most = 0;
    const load = await saturated(url, { clients: 8, seconds: 0.3 }, () => path('/page'), good);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
    expect(load.ms.length).toBe(load.sent);
  });

  test('a wrong answer is none, and is said', async () => {
    const check = ({ status, ...answered }: { status: number; body: Buffer; encoding: string | undefined }) =>
      status === 200 && textOf(answered) === 'answer to /page' ? undefined : `said ${status} ${textOf(answered)}`;
    const load = await atRate(url, { rate: 50, seconds: 0.2 }, (at) => path(at === 3 ? '/gone' : '/page'), check);
    expect(load).toMatchObject({ sent: 10, failed: 1, problems: ['/gone: said 410 answer to /gone'] });
    expect(load.ms).toHaveLength(9);
  });

  test('percentiles are values that were measured', () => {
    const values = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect([50, 95, 99, 100].map((of) => percentile(values, of))).toEqual([50, 95, 99, 100]);
    expect(percentile([7], 99)).toBe(7);
    expect(percentile([], 50)).toBeNaN();
  });
});
