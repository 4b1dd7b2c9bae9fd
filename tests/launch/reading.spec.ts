import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fill } from '../bench/reading/filling.js';
import { Checking, kindsOf } from '../bench/reading/questions.js';
import { settled } from '../bench/reading/settled.js';
import { Started } from '../bench/reading/started.js';
import { Truth } from '../bench/reading/truth.js';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const items = 600;
/** Of each kind of page, at once. */
const many = 12;

/** The benchmark of reading with a small shelf and no clock: that what is measured there is right, and can be measured. */
describe('a generated shelf', () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'linlang-reading-'));
  const platform = new Started(checkout, dataDir, { PAGE_MEMORY_MB: '0' });
  let truth: Truth | undefined;

  beforeAll(async () => {
    await platform.start();
    await fill(platform.url, platform.databaseUrl, items, () => undefined);
    truth = await Truth.of(platform.databaseUrl);
    await settled(platform.url, items);
  });
  afterAll(async () => {
    await truth?.end();
    await platform.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  it('is answered for as SQL and plain reading say, on every kind of page, by several at once', async () => {
    const known = await truth!.known();
    expect(known.items).toBe(items);
    for (const { name, unseen } of kindsOf(known)) {
      const checking = new Checking();
      const answers = await Promise.all(
        Array.from({ length: many }, async (_, at) => {
          const ask = unseen(at);
          const answer = await fetch(`${platform.url}${ask.path}`);
          const body = Buffer.from(await answer.arrayBuffer());
          return checking.check({ ask, status: answer.status, ms: 0, body, encoding: undefined });
        }),
      );
      expect({ name, problems: answers.filter(Boolean) }).toEqual({ name, problems: [] });
      expect({ name, wrong: await truth!.wrong(checking.claims) }).toEqual({ name, wrong: [] });
      const claims = /everything|browse|facet|word|suggestions/.test(name);
      expect({ name, claims: checking.claims.length }).toEqual({ name, claims: claims ? many : 0 });
    }
  });
});
