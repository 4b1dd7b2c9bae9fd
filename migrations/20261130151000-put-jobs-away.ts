import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A failed job that somebody has seen and will not try again stands in nobody's day any more; its row and its log stay. */
export class PutJobsAway20261130151000 implements MigrationInterface {
  name = 'PutJobsAway20261130151000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE job ADD COLUMN put_away_at timestamptz`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE job DROP COLUMN put_away_at`);
  }
}
