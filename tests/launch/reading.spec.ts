import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fill } from '../bench/reading/filling.js';
import { Checking, kindsOf } from '../bench/reading/questions.js';
import { Started } from '../bench/reading/started.js';
import { Truth } from '../bench/reading/truth.js';
import { saturated } from '../support/load.js';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const items = 600;

/** The benchmark of reading with a small shelf and no clock: that what is measured there is right, and can be measured. */
describe('a generated shelf', () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'linlang-reading-'));
  const platform = new Started(checkout, dataDir, { PAGE_MEMORY_MB: '0' });
  let truth: Truth | undefined;

  beforeAll(async () => {
    await platform.start();
    await fill(platform.url, platform.databaseUrl, items, () => undefined);
    truth = await Truth.of(platform.databaseUrl);
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
      let asked = 0;
      const next = () => unseen(asked++);
      const load = await saturated(platform.url, { clients: 4, seconds: 0.5 }, next, checking.check);
      expect({ name, problems: load.problems, failed: load.failed }).toEqual({ name, problems: [], failed: 0 });
      expect({ name, answered: load.ms.length > 0 }).toEqual({ name, answered: true });
      expect({ name, wrong: await truth!.wrong(checking.claims) }).toEqual({ name, wrong: [] });
      expect({ name, claims: checking.claims.length > 0 }).toEqual({
        name,
        claims: /everything|browse|facet|word|suggestions/.test(name),
      });
    }
  });
});
