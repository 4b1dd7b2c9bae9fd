import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A batch that is cleared away is first put out of reach, so that none is done or undone while its rows go. */
export class ClearBatches20261129145500 implements MigrationInterface {
  name = 'ClearBatches20261129145500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE batch DROP CONSTRAINT batch_state_check;
      ALTER TABLE batch ADD CONSTRAINT batch_state_check
        CHECK (state IN ('planning', 'planned', 'applying', 'applied', 'undoing', 'undone', 'clearing'));
      CREATE INDEX batch_clearing ON batch (id) WHERE state = 'clearing';
      CREATE INDEX batch_plan ON batch (created_by, id DESC) WHERE state IN ('planning', 'planned');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX batch_clearing, batch_plan;
      DELETE FROM batch WHERE state = 'clearing';
      ALTER TABLE batch DROP CONSTRAINT batch_state_check;
      ALTER TABLE batch ADD CONSTRAINT batch_state_check
        CHECK (state IN ('planning', 'planned', 'applying', 'applied', 'undoing', 'undone'));
    `);
  }
}
