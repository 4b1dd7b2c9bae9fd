import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who wrote a letter, who took a photograph and who told a story stood in fields of which only the templates knew what they
 * mean. They have a role now, in versions, drafts and offered templates. The keys are those of the templates as they were,
 * and only of fields for names.
 */
const author = ['sender', 'photographer', 'narrator', 'compiler'];
const list = author.map((key) => `'${key}'`).join(', ');
const byKey = `CASE WHEN field ->> 'type' <> 'agent' THEN NULL
      WHEN field ->> 'key' IN (${list}) THEN 'author'
      WHEN field ->> 'key' = 'recipient' THEN 'addressee' END`;

const fieldsOf = (at: string, changed: string): string => `
  SELECT jsonb_agg(${changed} ORDER BY ord) FROM (
    SELECT field, ord FROM jsonb_array_elements(${at}) WITH ORDINALITY AS f (field, ord)) AS one`;

/** What was known of a field when roles were last taken back stands in `person`, null where it had none. */
const given = (at: string): string =>
  fieldsOf(
    at,
    `CASE WHEN field ? 'person' AND field -> 'person' = 'null' THEN field - 'person'
          WHEN field ? 'person' THEN field - 'person' || jsonb_build_object('core', field -> 'person')
          WHEN NOT field ? 'core' AND ${byKey} IS NOT NULL THEN field || jsonb_build_object('core', ${byKey})
          ELSE field END`,
  );

const taken = (at: string): string =>
  fieldsOf(
    at,
    `CASE WHEN field ->> 'core' IN ('author', 'addressee') THEN field - 'core' || jsonb_build_object('person', field -> 'core')
          WHEN NOT field ? 'core' AND ${byKey} IS NOT NULL THEN field || '{"person": null}'
          ELSE field END`,
  );

const change = (fields: (at: string) => string): string => `
  UPDATE collection_config SET document = jsonb_set(document, '{fields}', (${fields(`document -> 'fields'`)}))
   WHERE part = 'schema' AND jsonb_array_length(document -> 'fields') > 0;
  UPDATE collection_config_draft SET document = jsonb_set(document, '{fields}', (${fields(`document -> 'fields'`)}))
   WHERE part = 'schema' AND jsonb_array_length(document -> 'fields') > 0;
  UPDATE collection_template SET document = jsonb_set(document, '{schema,fields}', (${fields(`document #> '{schema,fields}'`)}))
   WHERE jsonb_array_length(document #> '{schema,fields}') > 0;`;

export class GivePeopleRoles20261130083000 implements MigrationInterface {
  name = 'GivePeopleRoles20261130083000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(change(given));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(change(taken));
  }
}
