import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Captions of sound and video: small texts that belong to the file, as WebVTT, whatever they were sent as. */
export class CreateCaptions20261121075500 implements MigrationInterface {
  name = 'CreateCaptions20261121075500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE caption (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pid text NOT NULL UNIQUE,
        library_id bigint NOT NULL,
        file_id bigint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('captions', 'subtitles')),
        language text NOT NULL,
        label text NOT NULL,
        vtt text NOT NULL,
        cues integer NOT NULL,
        created_by bigint REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        -- What is sent again takes the place of what was there.
        UNIQUE (file_id, language, kind),
        FOREIGN KEY (library_id, file_id) REFERENCES file (library_id, id) ON DELETE CASCADE
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE caption`);
  }
}
