import { existsSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../server/launch/free-port.mjs';
import { Launched, copyCheckout, discard, gone } from './launched.js';

const patience = 900_000;

afterEach(() => Launched.endAll());

/** The one test that installs and builds from nothing: what a person who has just cloned will see. */
test(
  'npm start in a fresh clone installs, builds, makes the database, loads the demo and serves within three minutes',
  async () => {
    const checkout = copyCheckout({ bare: true });
    const env = { PORT: String(await freePort()), DEMO: 'on' };
    const launched = new Launched(checkout, { env });
    const address = await launched.address(patience);
    for (const step of [
      /installing packages/,
      /building the server half/,
      /building the web half/,
      /making the database/,
    ]) {
      expect(launched.text).toMatch(step);
    }
    expect(existsSync(path.join(checkout, 'node_modules/jest'))).toBe(false);
    const page = await fetch(`${address}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/<html[^>]*lang="zh/);
    // How long it takes is a matter of the machine: it is said here, and what was promised is for two idle cores.
    await launched.says(/the demo is complete/, patience);
    process.stdout.write(
      `first start, install, build and whole demo: ${Math.round((Date.now() - launched.began) / 1000)} s\n`,
    );
    expect(launched.text).not.toMatch(/could not be loaded/);
    expect(await launched.stop()).toBe(0);
    await gone(checkout);
    discard(checkout);
  },
  2 * patience,
);
