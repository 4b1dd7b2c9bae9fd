import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Captions, posters, the cover and the order of a family wait for publication like everything else: beside what the head
 * says stands what readers were given. Posters need no column: one that waits is a derivative of another kind.
 */
export class PublishBesidePages20261129065000 implements MigrationInterface {
  name = 'PublishBesidePages20261129065000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE caption
        -- Null until readers have it.
        ADD COLUMN published_at timestamptz,
        -- Gone from the head; readers have it until the next publication.
        ADD COLUMN removed_at timestamptz,
        DROP CONSTRAINT caption_file_id_language_kind_key;
      UPDATE caption SET published_at = created_at
       WHERE EXISTS (SELECT 1 FROM page_published WHERE page_published.file_id = caption.file_id);
      CREATE UNIQUE INDEX caption_of_head ON caption (file_id, language, kind) WHERE removed_at IS NULL;
      CREATE INDEX caption_file ON caption (file_id);

      ALTER TABLE item_place ALTER COLUMN ord DROP NOT NULL, ADD COLUMN published_ord integer;
      UPDATE item_place SET published_ord = ord
        FROM item WHERE item.id = item_place.item_id AND item.published_revision IS NOT NULL;

      ALTER TABLE item ADD COLUMN published_cover_id bigint,
        ADD FOREIGN KEY (library_id, published_cover_id) REFERENCES page (library_id, id) ON DELETE SET NULL (published_cover_id);
      UPDATE item SET published_cover_id = cover_page_id WHERE published_revision IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE item DROP COLUMN published_cover_id;
      -- The older form knows one order: the head's, and where the head has none any more, the readers'.
      UPDATE item_place SET ord = published_ord WHERE ord IS NULL;
      DELETE FROM item_place WHERE ord IS NULL;
      ALTER TABLE item_place DROP COLUMN published_ord, ALTER COLUMN ord SET NOT NULL;
      -- The head's captions are what stays.
      DELETE FROM caption WHERE removed_at IS NOT NULL;
      DROP INDEX caption_of_head, caption_file;
      ALTER TABLE caption DROP COLUMN published_at, DROP COLUMN removed_at,
        ADD CONSTRAINT caption_file_id_language_kind_key UNIQUE (file_id, language, kind);
      -- A poster that waited becomes the poster, as it would have been at once.
      DELETE FROM file_derivative old USING file_derivative waiting
       WHERE waiting.file_id = old.file_id AND waiting.kind = old.kind || '-next';
      UPDATE file_derivative SET kind = left(kind, -5) WHERE kind LIKE '%-next';
    `);
  }
}
