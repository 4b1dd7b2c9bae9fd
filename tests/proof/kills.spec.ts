import { freePort } from '../../server/launch/free-port.mjs';
import { killAndCompare, readyAt } from '../launch/kills.js';
import { Launched, copyCheckout, discard } from '../launch/launched.js';

/** KILLS and SEED may be given; else a hundred, and a seed that is printed so that a run can be had again. */
const kills = Number(process.env.KILLS ?? 100);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

const say = (line: string) => process.stdout.write(`${line}\n`);

test(`${kills} kills of server, worker, database and launcher lose nothing that was answered`, async () => {
  say(`seed ${seed}`);
  const checkout = copyCheckout();
  const env = { PORT: String(await freePort()), RATE_LIMIT: 'off' };
  const launched = new Launched(checkout, { env });
  try {
    const url = await launched.address(600_000);
    await readyAt(url, launched);
    const victims = ['server', 'worker', 'database', 'launcher'] as const;
    const run = await killAndCompare({ checkout, env, launched, url }, { seed, kills, victims: [...victims], say });
    say(JSON.stringify(run.report, null, 1));
    // Requests must have been under way, or nothing has been shown.
    expect(run.report.answered).toBeGreaterThan(kills);
    expect(run.report.unanswered).toBeGreaterThan(kills / 4);
    expect(await run.launched.stop()).toBe(0);
  } finally {
    await Launched.endAll();
    discard(checkout);
  }
}, 5_400_000);
