import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether anything means a record was asked of all that does, and each time of all items which of them are published: seven
 * thousand values of a name that stands everywhere. Here are a few of them, by the same wall, read no further, and asked one by
 * one. The rule is that of `item_value_meaning`.
 */
export class LookAtSomeMeanings20261130152000 implements MigrationInterface {
  name = 'LookAtSomeMeanings20261130152000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION linlang_item_is_published(item bigint) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
        BEGIN RETURN EXISTS (SELECT 1 FROM item i WHERE i.id = $1 AND i.published_revision IS NOT NULL); END $$;
      CREATE FUNCTION item_value_meaning_some(ref text, most integer) RETURNS SETOF item_value LANGUAGE sql STABLE PARALLEL SAFE
        SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off ROWS 50 AS $$
        SELECT * FROM item_value r WHERE r.refs && ARRAY[$1] AND r.refs <> '{}'
          AND (((SELECT linlang_everything()) OR r.library_id = ANY ((SELECT linlang_libraries())::bigint[]))
            OR linlang_item_is_published(r.item_id))
         LIMIT $2 $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `DROP FUNCTION item_value_meaning_some(text, integer); DROP FUNCTION linlang_item_is_published(bigint)`,
    );
  }
}
