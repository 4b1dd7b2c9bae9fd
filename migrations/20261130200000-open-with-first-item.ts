import type { MigrationInterface, QueryRunner } from 'typeorm';

const states = (names: string[]) =>
  `ALTER TABLE collection DROP CONSTRAINT collection_state_check,
     ADD CONSTRAINT collection_state_check CHECK (state IN (${names.map((name) => `'${name}'`).join(', ')}))`;

/** A new collection is readers' with its first published item, or when its staff say so; those that stand stay as they are. */
export class OpenWithFirstItem20261130200000 implements MigrationInterface {
  name = 'OpenWithFirstItem20261130200000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(states(['new', 'open', 'closed', 'removed']));
  }

  async down(db: QueryRunner): Promise<void> {
    // Nothing is shown that was not.
    await db.query(`UPDATE collection SET state = 'closed' WHERE state = 'new'`);
    await db.query(states(['open', 'closed', 'removed']));
  }
}
