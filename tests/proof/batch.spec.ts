import { batchUnderKills } from '../support/batch.kills.js';

/** BATCH_ITEMS and KILLS may be given; the promise is for twenty thousand. */
const items = Number(process.env.BATCH_ITEMS ?? 20_000);
const kills = Number(process.env.KILLS ?? 3);

test(`${items} items in one batch: stopped, killed, gone on with, undone after others edited`, async () => {
  const took = await batchUnderKills(items, kills);
  process.stdout.write(`${items} items: ${JSON.stringify(took)} seconds, under ${kills + 1} kills and a stop\n`);
}, 3_600_000);
