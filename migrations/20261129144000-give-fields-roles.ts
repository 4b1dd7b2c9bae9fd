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

/** Fields of a document, changed one by one and kept in their order. */
const fieldsOf = (at: string, changed: string, from = ''): string => `
  SELECT jsonb_agg(${changed} ORDER BY ord) FROM jsonb_array_elements(${at}) WITH ORDINALITY AS f (field, ord) ${from}`;

/**
 * The first field in use has a role, should a draft have one key twice. What was known of it when roles were last taken
 * back stands in `role`, null where it had none.
 */
const given = (at: string): string =>
  fieldsOf(
    at,
    `CASE WHEN field ? 'role' AND field -> 'role' = 'null' THEN field - 'role'
          WHEN field ? 'role' THEN field - 'role' || jsonb_build_object('core', field -> 'role')
          WHEN NOT field ? 'core' AND said IS NOT NULL AND nth = 1 THEN field || jsonb_build_object('core', said)
          ELSE field END`,
    `CROSS JOIN LATERAL (SELECT ${byKey} AS said) AS known
     LEFT JOIN LATERAL (
       SELECT row_number() OVER (PARTITION BY g.field ->> 'key' ORDER BY coalesce(g.field -> 'removed' = 'true', false), g.ord) AS nth, g.ord AS at
         FROM jsonb_array_elements(${at}) WITH ORDINALITY AS g (field, ord)
     ) AS turn ON turn.at = ord`,
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
