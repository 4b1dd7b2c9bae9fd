import { changeSchemaUnderKills } from '../support/schema-change.js';

it('a field is re-typed over many records while the worker dies again and again', async () => {
  await changeSchemaUnderKills(3000, 3);
}, 1_200_000);
