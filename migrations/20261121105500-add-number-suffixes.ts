import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands behind the figures of an identifier: 甲 in 越金-0001甲. */
export class AddNumberSuffixes20261121105500 implements MigrationInterface {
  name = 'AddNumberSuffixes20261121105500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE number_block ADD COLUMN suffix text NOT NULL DEFAULT ''`);
  }

  async down(db: QueryRunner): Promise<void> {
    // A run with a tail would become another run without it; its note says what it was.
    await db.query(`
      UPDATE number_block SET prefix = prefix || '…' || suffix, note = left('…' || suffix || ' ' || note, 200) WHERE suffix <> '';
      ALTER TABLE number_block DROP COLUMN suffix;
    `);
  }
}
