import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Old jobs are taken away: finding them must not read all that are kept. */
export class FindFinishedJobs20261121082000 implements MigrationInterface {
  name = 'FindFinishedJobs20261121082000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE job SET finished_at = coalesce(heartbeat_at, created_at) WHERE state IN ('done', 'failed', 'stopped') AND finished_at IS NULL;
      CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX job_finished;`);
  }
}
