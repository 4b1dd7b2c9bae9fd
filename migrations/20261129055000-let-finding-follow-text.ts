import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finding follows the text: `find_labels` name who may find besides those who may read. Where they let nobody find who
 * could not read anyway they were a default and go; where they let more find, somebody chose that, and they stay.
 */
export class LetFindingFollowText20261129055000 implements MigrationInterface {
  name = 'LetFindingFollowText20261129055000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE item SET find_labels = ARRAY['staff:' || library_id]
       WHERE find_labels <@ text_labels OR 'public' = ANY (text_labels);
      ALTER TABLE item ALTER COLUMN find_labels SET DEFAULT '{}';
      UPDATE collection SET default_labels = jsonb_set(default_labels, '{find}', '["staff"]')
       WHERE default_labels ? 'find' AND default_labels ? 'text'
         AND (default_labels -> 'find' <@ (default_labels -> 'text') OR default_labels -> 'text' ? 'public');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE collection SET default_labels = jsonb_set(default_labels, '{find}', default_labels -> 'text')
       WHERE default_labels -> 'find' = '["staff"]' AND default_labels ? 'text';
      ALTER TABLE item ALTER COLUMN find_labels SET DEFAULT '{public}';
      -- The older form asks for no union: whoever may read has to be among those who find.
      UPDATE item SET find_labels = text_labels WHERE find_labels <@ ARRAY['staff:' || library_id];
    `);
  }
}
