import { existsSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../server/launch/free-port.mjs';
import { readersSeeTheDemo } from './demo.reading.js';
import { Launched, copyCheckout, discard, gone } from './launched.js';

const patience = 900_000;
/** One with the whole demo that runs already; else the clone itself is looked at. */
const running = process.env.TEST_DEMO_URL;

/** The one test that installs and builds from nothing: what a person who has just cloned will see, down to its last page. */
describe('a fresh clone', () => {
  let checkout: string | undefined;
  let launched: Launched;
  let address = running ?? '';

  beforeAll(async () => {
    if (running) return;
    checkout = copyCheckout({ bare: true });
    const env = { PORT: String(await freePort()), DEMO: 'on', RATE_LIMIT: 'off', CHECK_ANSWERS: 'on' };
    launched = new Launched(checkout, { env });
    address = await launched.address(patience);
  }, patience);
  afterAll(async () => {
    await Launched.endAll();
    if (checkout) discard(checkout);
  });

  if (!running) {
    test(
      'installs, builds, makes the database, serves and loads the demo by npm start alone',
      async () => {
        for (const step of [
          /installing packages/,
          /building the server half/,
          /building the web half/,
          /making the database/,
        ]) {
          expect(launched.text).toMatch(step);
        }
        expect(existsSync(path.join(checkout!, 'node_modules/jest'))).toBe(false);
        const page = await fetch(`${address}/`);
        expect(page.status).toBe(200);
        expect(await page.text()).toMatch(/<html[^>]*lang="zh/);
        // How long it takes is a matter of the machine: it is said here, and what was promised is for two idle cores.
        await launched.says(/the demo is complete/, patience);
        process.stdout.write(
          `first start, install, build and whole demo: ${Math.round((Date.now() - launched.began) / 1000)} s\n`,
        );
        expect(launched.text).not.toMatch(/could not be loaded/);
      },
      patience,
    );
  }

  describe('shows readers its demo: it', () => readersSeeTheDemo(() => address));

  if (!running) {
    test('ends when it is told to, and leaves no process', async () => {
      expect(await launched.stop()).toBe(0);
      await gone(checkout!);
    });
  }
});
