import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which records of authorities readers' items name, by what role: of the published revision alone, so that the page of a name
 * reads narrow rows. What is published and is not the head is read from its own values; of a code alone it is not known from
 * which vocabulary it is, so that all count that the field has used.
 */
export class KeepNamings20261130153000 implements MigrationInterface {
  name = 'KeepNamings20261130153000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE item_naming (
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        collection_id bigint NOT NULL,
        field_id text NOT NULL,
        ref text NOT NULL,
        role text NOT NULL,
        title_sort text,
        PRIMARY KEY (item_id, field_id, ref, role),
        FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE
      );
      CREATE TEMPORARY TABLE title ON COMMIT DROP AS
        SELECT item.id AS item_id, t.sort_text FROM item
          JOIN (SELECT c.id, (SELECT f ->> 'id' FROM jsonb_array_elements(s.document -> 'fields') AS f
                   WHERE f ->> 'core' = 'title' AND NOT coalesce((f ->> 'removed')::boolean, false) LIMIT 1) AS field_id
                  FROM collection c JOIN collection_config s ON s.collection_id = c.id AND s.part = 'schema' AND s.version = c.schema_version) AS of
            ON of.id = item.collection_id
          JOIN item_value t ON t.item_id = item.id AND t.field_id = of.field_id AND t.ord = 0
         WHERE item.published_revision IS NOT NULL;
      INSERT INTO item_naming (library_id, item_id, collection_id, field_id, ref, role, title_sort)
        SELECT DISTINCT v.library_id, v.item_id, v.collection_id, v.field_id, one.ref,
          CASE WHEN said.value ->> 'ref' = one.ref THEN coalesce(trim(said.value ->> 'role'), '') ELSE '' END, title.sort_text
        FROM item JOIN item_value v ON v.item_id = item.id AND v.refs <> '{}'
          JOIN item_revision r ON r.item_id = item.id AND r.number = item.published_revision
          CROSS JOIN LATERAL unnest(v.refs) AS one(ref)
          CROSS JOIN LATERAL (SELECT CASE WHEN strpos(one.ref, '/') = 0 THEN r."values" -> v.field_id -> v.ord -> 'value' END AS value) AS said
          LEFT JOIN title ON title.item_id = item.id
        WHERE item.published_revision = item.head_revision;
      INSERT INTO item_naming (library_id, item_id, collection_id, field_id, ref, role, title_sort)
        WITH used AS MATERIALIZED (
          SELECT DISTINCT v.collection_id, v.field_id, split_part(one, '/', 1) AS vocabulary
            FROM item_value v CROSS JOIN LATERAL unnest(v.refs) AS one WHERE v.refs <> '{}' AND strpos(one, '/') > 0)
        SELECT DISTINCT item.library_id, item.id, item.collection_id, said.field_id, said.ref, said.role, title.sort_text
        FROM item JOIN item_revision r ON r.item_id = item.id AND r.number = item.published_revision
          CROSS JOIN LATERAL jsonb_each(r."values") AS field (id, list)
          CROSS JOIN LATERAL jsonb_path_query(field.list, '$[*].value') AS value
          CROSS JOIN LATERAL (
            SELECT field.id AS field_id, one #>> '{}' AS ref,
                   CASE WHEN value ->> 'ref' = one #>> '{}' THEN coalesce(trim(value ->> 'role'), '') ELSE '' END AS role
              FROM jsonb_path_query(value, '$.**.ref') AS one WHERE one #>> '{}' IS NOT NULL
            UNION ALL
            SELECT field.id, used.vocabulary || '/' || (one #>> '{}'), ''
              FROM jsonb_path_query(value, '$.**.code') AS one
                JOIN used ON used.collection_id = item.collection_id AND used.field_id = field.id WHERE one #>> '{}' IS NOT NULL) AS said
          LEFT JOIN title ON title.item_id = item.id
        WHERE item.published_revision <> item.head_revision;
      CREATE INDEX item_naming_ref ON item_naming (ref, collection_id, item_id);

      ALTER TABLE item_naming ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON item_naming
        USING ((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]));
      -- Made when a revision passes, and gone with it.
      CREATE POLICY read ON item_naming FOR SELECT USING (true);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE item_naming`);
  }
}
