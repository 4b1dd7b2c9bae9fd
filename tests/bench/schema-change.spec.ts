import { changeSchemaUnderKills } from '../support/schema-change.js';

/** How many records; the promise is for a hundred thousand. */
const items = Number(process.env.BENCH_ITEMS ?? 100_000);

it(`a field is re-typed over ${items} records under kill -9`, async () => {
  const { seconds } = await changeSchemaUnderKills(items, 4);
  process.stdout.write(`${items} records in ${seconds.toFixed(1)} s, killed on the way\n`);
}, 1_800_000);
