import { migrating } from '../support/migrating.js';

/** Configurations from before people had roles of their own go up and come down again. */
describe('migrations of roles of people', () => {
  const database = migrating();

  test('people get their roles by what the templates called them, and what was chosen since survives the way back', async () => {
    const steps = await database.stepsTo('GivePeopleRoles');
    await database.down(steps);
    const field = (key: string, type = 'agent', more: { core?: string } = {}) => ({
      id: `${key}001`,
      key,
      type,
      label: {},
      ...more,
    });
    const fields = [
      field('sender'),
      field('recipient'),
      field('photographer', 'text'),
      field('compiler', 'agent', { core: 'agent' }),
      field('narrator'),
      field('witness'),
    ];
    const { rows } = await database.client.query<{ id: number }>(
      `WITH library AS (INSERT INTO library (pid, slug, name) VALUES ('00000000p', 'people', '{}') RETURNING id)
       INSERT INTO collection (pid, library_id, slug, name, kind, template_key)
         SELECT '00000000p', id, 'people', '{}', 'letter', 'letter' FROM library RETURNING id`,
    );
    await database.client.query(
      `INSERT INTO collection_config (library_id, collection_id, part, version, document)
         SELECT library_id, id, 'schema', 1, $1 FROM collection WHERE id = $2`,
      [{ fields, groups: [] }, rows[0]!.id],
    );
    const stored = async () =>
      (
        await database.client.query<{ document: { fields: { core?: string }[] } }>(
          `SELECT document FROM collection_config`,
        )
      ).rows[0]!.document.fields;
    await database.up();
    const roles = ['author', 'addressee', undefined, 'agent', 'author', undefined];
    expect((await stored()).map(({ core }) => core)).toEqual(roles);
    await database.client.query(
      `UPDATE collection_config SET document = jsonb_set(document #- '{fields,4,core}', '{fields,5,core}', '"author"')`,
    );
    const chosen = await stored();
    await database.down(steps);
    expect((await stored()).map(({ core }) => core)).toEqual(fields.map(({ core }: { core?: string }) => core));
    await database.up();
    expect(await stored()).toEqual(chosen);
    await database.client.query(`DELETE FROM collection; DELETE FROM library`);
  });
});
