import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One log of what readers and harvesters could notice. A row carries the transaction that wrote it: numbers are drawn
 * before they are committed, so that only the transactions say which rows somebody has seen and which come later.
 */
export class LogChanges20261129120000 implements MigrationInterface {
  name = 'LogChanges20261129120000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        subject text NOT NULL CHECK (subject IN ('item', 'collection', 'library', 'site')),
        kind text NOT NULL CHECK (kind IN ('publication', 'change', 'withdrawal', 'visibility', 'move', 'merge')),
        -- Null where it is the platform's. No key leads anywhere: the row outlives what it speaks of.
        library_id bigint,
        item_id bigint,
        pid text,
        at timestamptz NOT NULL DEFAULT now(),
        CHECK ((subject = 'item') = (item_id IS NOT NULL)),
        CHECK ((subject = 'site') = (pid IS NULL))
      );
      CREATE INDEX change_order ON change (xid, id);
      CREATE INDEX change_item ON change (item_id) WHERE item_id IS NOT NULL;

      -- What a consumer has seen: everything that was committed by then.
      CREATE TABLE change_cursor (
        consumer text PRIMARY KEY,
        seen pg_snapshot NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );

      ALTER TABLE change ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON change
        USING ((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE change_cursor, change`);
  }
}
