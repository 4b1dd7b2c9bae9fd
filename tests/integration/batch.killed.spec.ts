import { batchUnderKills } from '../support/batch.kills.js';

it('a batch whose worker is killed in the middle of a chunk goes on where it was, and does nothing twice', async () => {
  await batchUnderKills(1600, 1);
}, 240_000);
