import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The search box passes over what says something of the record, the shelf or the use of a thing. Roles and types say that
 * for most fields; what the templates say beside it is said in every stored definition now that has not been asked yet: of
 * versions, drafts and offered templates, which are files of a third version. The keys are those of the templates as they were.
 */
const fields = [
  'titleSource term', 'condition term', 'capture term', 'unit term', 'up term', 'holder agent', 'grade term', 'portraitStatus term',
  'interviewer agent', 'usage term', 'rightsHolder agent', 'restrictedUntil date', 'secrecy term', 'releaseDate date',
  'retention term', 'bookSize term',
]; // prettier-ignore
const parts = [
  'altTitle kind', 'callNo location', 'stoneTitle kind', 'annotation kind', 'seal where', 'depicted where', 'joins where',
  'hotspots position', 'hotspots normal',
]; // prettier-ignore

const list = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
const off = `'{"searched": false}'::jsonb`;

const withParts = `CASE WHEN jsonb_typeof(field #> '{options,parts}') = 'array' AND jsonb_array_length(field #> '{options,parts}') > 0
  THEN jsonb_set(field, '{options,parts}', (
    SELECT jsonb_agg(CASE WHEN NOT part ? 'searched' AND concat(field ->> 'key', ' ', part ->> 'key') IN (${list(parts)})
                          THEN part || ${off} ELSE part END ORDER BY nth)
      FROM jsonb_array_elements(field #> '{options,parts}') WITH ORDINALITY AS p (part, nth)))
  ELSE field END`;

const spared = (at: string): string => `
  SELECT jsonb_agg(${withParts} ||
                   CASE WHEN NOT field ? 'searched' AND concat(field ->> 'key', ' ', field ->> 'type') IN (${list(fields)})
                        THEN ${off} ELSE '{}'::jsonb END ORDER BY ord)
    FROM jsonb_array_elements(${at}) WITH ORDINALITY AS f (field, ord)`;

export class SpareSearchFields20261130081000 implements MigrationInterface {
  name = 'SpareSearchFields20261130081000';

  async up(db: QueryRunner): Promise<void> {
    for (const table of ['collection_config', 'collection_config_draft'])
      await db.query(
        `UPDATE ${table} SET document = jsonb_set(document, '{fields}', (${spared(`document -> 'fields'`)}))
          WHERE part = 'schema' AND jsonb_array_length(document -> 'fields') > 0`,
      );
    await db.query(
      `UPDATE collection_template SET document = jsonb_set(document, '{schema,fields}', (${spared(`document #> '{schema,fields}'`)})) || '{"version": 3}'
        WHERE jsonb_array_length(document #> '{schema,fields}') > 0`,
    );
  }

  /** The former platform passes over names that it does not know: what was said stays for when it is read again. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`UPDATE collection_template SET document = document || '{"version": 2}'`);
  }
}
