import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the platform knows of a field stood partly in its key, which a library may change. It is a role in every stored
 * definition now: of versions, drafts and offered templates, which are files of a second version. The keys are those of the templates as they were.
 */
const keys = [
  'publisher', 'edition', 'editionType', 'juan', 'volumes', 'binding', 'frequency', 'stoneTitle', 'stoneType', 'stoneAgent',
  'erected', 'findspot', 'stoneLocation', 'sizeStone', 'script', 'layout', 'ornament', 'rubbed', 'rubber', 'technique',
  'sizeSheet', 'loss', 'callNo', 'completeness', 'seal', 'annotation', 'provenance', 'damage', 'grade', 'censusNo', 'relation',
]; // prettier-ignore

const roles = [...keys, 'otherClass', 'recordSource'];
const list = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** Classes beside the one of all collections; and a source of the record is not the source that Dublin Core means. */
const byKey = `CASE WHEN field ->> 'key' IN (${list(keys)}) THEN field ->> 'key'
      WHEN field ->> 'key' IN ('class', 'siku') THEN 'otherClass'
      WHEN field ->> 'key' = 'source' AND field ->> 'type' = 'compound' THEN 'recordSource' END`;

/** Fields of a document, changed one by one and kept in their order; `nth` counts those of one key, those in use first. */
const fieldsOf = (at: string, changed: string): string => `
  SELECT jsonb_agg(${changed} ORDER BY ord) FROM (
    SELECT field, ord,
           row_number() OVER (PARTITION BY field ->> 'key' ORDER BY coalesce(field -> 'removed' = 'true', false), ord) AS nth
      FROM jsonb_array_elements(${at}) WITH ORDINALITY AS f (field, ord)) AS one`;

/**
 * The first field in use has a role, should a draft have one key twice. What was known of it when roles were last taken
 * back stands in `role`, null where it had none.
 */
const given = (at: string): string =>
  fieldsOf(
    at,
    `CASE WHEN field ? 'role' AND field -> 'role' = 'null' THEN field - 'role'
          WHEN field ? 'role' THEN field - 'role' || jsonb_build_object('core', field -> 'role')
          WHEN NOT field ? 'core' AND nth = 1 AND ${byKey} IS NOT NULL THEN field || jsonb_build_object('core', ${byKey})
          ELSE field END`,
  );

/** The former platform knows no such role and passes over names that it does not know: nothing is lost meanwhile. */
const taken = (at: string): string =>
  fieldsOf(
    at,
    `CASE WHEN field ->> 'core' IN (${list(roles)}) THEN field - 'core' || jsonb_build_object('role', field -> 'core')
          WHEN NOT field ? 'core' AND ${byKey} IS NOT NULL THEN field || '{"role": null}'
          ELSE field END`,
  );

const change = (fields: (at: string) => string, version: number): string => `
  UPDATE collection_config SET document = jsonb_set(document, '{fields}', (${fields(`document -> 'fields'`)}))
   WHERE part = 'schema' AND jsonb_array_length(document -> 'fields') > 0;
  UPDATE collection_config_draft SET document = jsonb_set(document, '{fields}', (${fields(`document -> 'fields'`)}))
   WHERE part = 'schema' AND jsonb_array_length(document -> 'fields') > 0;
  UPDATE collection_template SET document = jsonb_set(document, '{schema,fields}', (${fields(`document #> '{schema,fields}'`)})) || '{"version": ${version}}'
   WHERE jsonb_array_length(document #> '{schema,fields}') > 0;`;

export class GiveFieldsRoles20261129144000 implements MigrationInterface {
  name = 'GiveFieldsRoles20261129144000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(change(given, 2));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(change(taken, 1));
  }
}
