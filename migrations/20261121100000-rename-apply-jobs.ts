import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One job brings records after their configuration where an older one only projected them: what was queued or done goes by its name. */
export class RenameApplyJobs20261121100000 implements MigrationInterface {
  name = 'RenameApplyJobs20261121100000';

  async up(db: QueryRunner): Promise<void> {
    await this.rename(db, 'catalog.project', 'catalog.apply');
  }

  async down(db: QueryRunner): Promise<void> {
    await this.rename(db, 'catalog.apply', 'catalog.project');
  }

  /** Of what waits, one of a kind with one key is enough; a second would only do the same again. */
  private async rename(db: QueryRunner, from: string, to: string): Promise<void> {
    await db.query(
      `DELETE FROM job WHERE kind = $1 AND state = 'queued' AND key IS NOT NULL
         AND EXISTS (SELECT 1 FROM job other WHERE other.kind = $2 AND other.key = job.key AND other.state = 'queued')`,
      [from, to],
    );
    await db.query(`UPDATE job SET kind = $2 WHERE kind = $1`, [from, to]);
  }
}
