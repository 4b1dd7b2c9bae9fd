import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Links between items as both ends say them, and their published copy: an edited link changes nothing for readers until
 * it passes. Links may cross libraries (a stone here, its impressions there): only the one who says so is held to a library.
 */
export class KeepFamilies20261121110500 implements MigrationInterface {
  name = 'KeepFamilies20261121110500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE item_link DROP CONSTRAINT item_link_kind_check, DROP CONSTRAINT item_link_library_id_from_item_id_fkey,
        DROP CONSTRAINT item_link_library_id_to_item_id_fkey, DROP CONSTRAINT item_link_from_item_id_kind_to_item_id_key,
        -- Which kinds there are is the platform's to know: a new one needs no change here.
        ADD CHECK (kind ~ '^[a-z]+(-[a-z]+)*$'),
        -- Who says so: one of the two ends.
        ADD COLUMN item_id bigint,
        -- The link field that says so; null where it is said beside the values.
        ADD COLUMN field_id text,
        -- Which part it is: front, back, lid …
        ADD COLUMN part text NOT NULL DEFAULT '';
      UPDATE item_link SET item_id = from_item_id;
      ALTER TABLE item_link ALTER COLUMN item_id SET NOT NULL,
        ADD CHECK (item_id IN (from_item_id, to_item_id)),
        ADD FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE,
        ADD FOREIGN KEY (from_item_id) REFERENCES item (id) ON DELETE CASCADE,
        ADD FOREIGN KEY (to_item_id) REFERENCES item (id) ON DELETE CASCADE;
      CREATE UNIQUE INDEX item_link_said ON item_link (item_id, kind, from_item_id, to_item_id, coalesce(field_id, ''));
      CREATE INDEX item_link_from ON item_link (from_item_id, kind);

      CREATE TABLE item_link_published (
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        from_item_id bigint NOT NULL REFERENCES item (id) ON DELETE CASCADE,
        to_item_id bigint NOT NULL REFERENCES item (id) ON DELETE CASCADE,
        kind text NOT NULL,
        field_id text,
        ord integer NOT NULL,
        part text NOT NULL,
        note text NOT NULL,
        CHECK (item_id IN (from_item_id, to_item_id)),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX item_link_published_said ON item_link_published (item_id, kind, from_item_id, to_item_id, coalesce(field_id, ''));
      CREATE INDEX item_link_published_from ON item_link_published (from_item_id, kind);
      CREATE INDEX item_link_published_to ON item_link_published (to_item_id, kind);
      INSERT INTO item_link_published (library_id, item_id, from_item_id, to_item_id, kind, ord, part, note)
      SELECT link.library_id, link.item_id, link.from_item_id, link.to_item_id, link.kind, link.ord, link.part, link.note
      FROM item_link link JOIN item ON item.id = link.item_id WHERE item.published_revision IS NOT NULL;

      -- The order of a family's members where somebody has set it: those who keep the whole, whoever keeps the members.
      CREATE TABLE item_place (
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        member_id bigint NOT NULL REFERENCES item (id) ON DELETE CASCADE,
        ord integer NOT NULL,
        PRIMARY KEY (item_id, member_id),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      );

      -- The day by which it stands among its kin: when it was rubbed, printed, written. Of what readers see.
      ALTER TABLE item ADD COLUMN kin_day integer;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE item DROP COLUMN kin_day;
      DROP TABLE item_place, item_link_published;
      -- What the older form has no room for: links into other libraries; kinds that it does not know become "related".
      DELETE FROM item_link link USING item one, item other
       WHERE one.id = link.from_item_id AND other.id = link.to_item_id AND one.library_id <> other.library_id;
      UPDATE item_link SET kind = 'related' WHERE kind NOT IN ('part-of', 'impression-of', 'copy-of', 'joins-with', 'related');
      DELETE FROM item_link link USING item_link earlier
       WHERE earlier.id < link.id AND earlier.kind = link.kind AND earlier.from_item_id = link.from_item_id AND earlier.to_item_id = link.to_item_id;
      DROP INDEX item_link_said, item_link_from;
      ALTER TABLE item_link DROP CONSTRAINT item_link_kind_check, DROP CONSTRAINT item_link_library_id_item_id_fkey,
        DROP CONSTRAINT item_link_from_item_id_fkey, DROP CONSTRAINT item_link_to_item_id_fkey,
        DROP COLUMN item_id, DROP COLUMN field_id, DROP COLUMN part,
        ADD CONSTRAINT item_link_kind_check CHECK (kind IN ('part-of', 'impression-of', 'copy-of', 'joins-with', 'related')),
        ADD CONSTRAINT item_link_from_item_id_kind_to_item_id_key UNIQUE (from_item_id, kind, to_item_id),
        ADD CONSTRAINT item_link_library_id_from_item_id_fkey FOREIGN KEY (library_id, from_item_id) REFERENCES item (library_id, id) ON DELETE CASCADE,
        ADD CONSTRAINT item_link_library_id_to_item_id_fkey FOREIGN KEY (library_id, to_item_id) REFERENCES item (library_id, id) ON DELETE CASCADE;
    `);
  }
}
