import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever looks at a list asks every other second what is being done in it: the few batches that are open, and not all that ever were. */
export class FindOpenBatches20261130220000 implements MigrationInterface {
  name = 'FindOpenBatches20261130220000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX batch_open ON batch (collection_id, id DESC) WHERE state IN ('applying', 'undoing') AND NOT parameters ? 'alone'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX batch_open`);
  }
}
