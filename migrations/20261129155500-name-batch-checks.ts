import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A place is a record of the gazetteer, and nothing else: what says that items are of a collection says so. */
export class NameBatchChecks20261129155500 implements MigrationInterface {
  name = 'NameBatchChecks20261129155500';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE batch RENAME CONSTRAINT batch_place TO batch_of_collection');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE batch RENAME CONSTRAINT batch_of_collection TO batch_place');
  }
}
