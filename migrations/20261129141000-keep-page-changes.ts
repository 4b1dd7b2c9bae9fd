import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is moved in one statement: so many items, and of long histories fewer, so that memory and temporary files stay small. */
const chunk = 250;
const mostEntries = 200_000;
/** How many pages the revisions of an item list, before and after. */
const listed = `SELECT sum(jsonb_array_length(r.pages)) FROM item_revision r WHERE r.item_id = next.id`;
const toList = `SELECT count(*) * (SELECT count(DISTINCT p.page_id) FROM item_revision_page p WHERE p.item_id = next.id)
  FROM item_revision r WHERE r.item_id = next.id`;

/** Same rule as for any other table of a library (WallLibraries); readers have nothing to do with history. */
const own = `((SELECT linlang_everything()) OR library_id = ANY ((SELECT linlang_libraries())::bigint[]))`;

/**
 * From whole lists of pages to what became of each. Within a stretch of revisions in which pages were only added at the
 * end, taken away or changed in themselves, a page keeps one place; where they were put in another order, places are given anew.
 */
const moveOver = `
  WITH told AS (
    SELECT library_id, item_id, number, pages, lag(pages) OVER (PARTITION BY item_id ORDER BY number) AS before
    FROM item_revision WHERE item_id > $1 AND item_id <= $2
  ), state AS (
    SELECT library_id, item_id, number, pages, row_number() OVER (PARTITION BY item_id ORDER BY number) AS step
    FROM told WHERE pages IS DISTINCT FROM coalesce(before, '[]')
  ), entry AS (
    SELECT library_id, item_id, number, step, page_id, place, page,
      lag(step) OVER seen AS last_step, lag(place) OVER seen AS last_place, lag(page) OVER seen AS last_page,
      lead(step) OVER seen AS next_step
    FROM state, LATERAL (SELECT (one.page ->> 'id')::bigint AS page_id, one.place, one.page
      FROM jsonb_array_elements(state.pages) WITH ORDINALITY AS one (page, place)) AS listed
    WINDOW seen AS (PARTITION BY item_id, page_id ORDER BY step)
  ), beside AS (
    SELECT *, last_step IS NOT DISTINCT FROM step - 1 AS stays,
      max(CASE WHEN last_step = step - 1 THEN last_place END) OVER (PARTITION BY item_id, step ORDER BY place
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS furthest,
      max(CASE WHEN last_step = step - 1 THEN place END) OVER (PARTITION BY item_id, step) AS last_staying
    FROM entry
  ), turned AS (
    SELECT item_id, step, bool_or(CASE WHEN stays THEN last_place < furthest
        ELSE last_step IS NOT NULL OR coalesce(place < last_staying, false) END)::int AS anew
    FROM beside GROUP BY item_id, step
  ), stretch AS (
    SELECT item_id, step, sum(anew) OVER (PARTITION BY item_id ORDER BY step) AS stretch FROM turned
  ), first AS (
    SELECT beside.*, stretch.stretch, first_value(beside.step * 10000000 + beside.place) OVER (
        PARTITION BY beside.item_id, stretch.stretch, beside.page_id ORDER BY beside.step) AS came
    FROM beside JOIN stretch USING (item_id, step)
  ), placed AS (
    SELECT *, dense_rank() OVER (PARTITION BY item_id, stretch ORDER BY came) AS ord FROM first
  ), compared AS (
    SELECT *, lag(ord) OVER (PARTITION BY item_id, page_id ORDER BY step) AS last_ord FROM placed
  )
  INSERT INTO item_revision_page (library_id, item_id, page_id, number, ord, label, kind, file_id, source, text_id, image_labels, text_labels)
  SELECT library_id, item_id, page_id, number, ord, coalesce(page ->> 'label', ''), coalesce(page ->> 'kind', 'text'),
    (page ->> 'file')::bigint, coalesce(page -> 'source', '{}'), (page ->> 'text')::bigint,
    CASE jsonb_typeof(page -> 'image_labels') WHEN 'array' THEN ARRAY (SELECT jsonb_array_elements_text(page -> 'image_labels')) END,
    CASE jsonb_typeof(page -> 'text_labels') WHEN 'array' THEN ARRAY (SELECT jsonb_array_elements_text(page -> 'text_labels')) END
  FROM compared WHERE NOT stays OR page <> last_page OR ord <> last_ord
  UNION ALL
  SELECT entry.library_id, entry.item_id, entry.page_id, state.number, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM entry JOIN state ON state.item_id = entry.item_id AND state.step = entry.step + 1
  WHERE entry.next_step IS DISTINCT FROM entry.step + 1`;

/** The head's pages stand where their history says that they do; any that it says nothing of come after them. */
const place = `
  UPDATE page SET ord = placed.ord
  FROM (SELECT page.id, coalesce(last.ord, 1000000 + page.ord) AS ord
        FROM page LEFT JOIN (SELECT DISTINCT ON (item_id, page_id) page_id, ord FROM item_revision_page
          WHERE item_id > $1 AND item_id <= $2 ORDER BY item_id, page_id, number DESC) AS last ON last.page_id = page.id
        WHERE page.removed_at IS NULL
          AND page.item_id IN (SELECT item_id FROM item_revision_page WHERE item_id > $1 AND item_id <= $2)) AS placed
  WHERE page.id = placed.id AND page.ord <> placed.ord`;

const moveBack = `
  WITH span AS (
    SELECT *, lead(number) OVER (PARTITION BY item_id, page_id ORDER BY number) AS until
    FROM item_revision_page WHERE item_id > $1 AND item_id <= $2
  ), whole AS (
    SELECT revision.item_id, revision.number, jsonb_agg(jsonb_build_object('id', span.page_id, 'label', span.label, 'kind', span.kind,
      'file', span.file_id, 'source', span.source, 'text', span.text_id, 'image_labels', span.image_labels,
      'text_labels', span.text_labels) ORDER BY span.ord) AS pages
    FROM item_revision revision JOIN span ON span.item_id = revision.item_id AND span.ord IS NOT NULL
      AND span.number <= revision.number AND (span.until IS NULL OR span.until > revision.number)
    WHERE revision.item_id > $1 AND revision.item_id <= $2
    GROUP BY revision.item_id, revision.number
  )
  UPDATE item_revision SET pages = whole.pages FROM whole
  WHERE item_revision.item_id = whole.item_id AND item_revision.number = whole.number`;

const placeBack = `
  UPDATE page SET ord = counted.ord
  FROM (SELECT id, row_number() OVER (PARTITION BY item_id ORDER BY ord) AS ord FROM page
        WHERE item_id > $1 AND item_id <= $2 AND removed_at IS NULL) AS counted
  WHERE page.id = counted.id AND page.ord <> counted.ord`;

/**
 * A revision keeps what became of pages instead of all of them once more, and one visit of a person is one revision. Places of pages
 * leave room between them, so that moving one page changes one page.
 */
export class KeepPageChanges20261129141000 implements MigrationInterface {
  name = 'KeepPageChanges20261129141000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE item_revision_page (
        library_id bigint NOT NULL,
        item_id bigint NOT NULL,
        page_id bigint NOT NULL,
        -- Holds from this revision on, until a later one says something else of the page.
        number integer NOT NULL,
        -- Null, and all that follows with it: no longer among the pages.
        ord double precision,
        label text,
        kind text,
        file_id bigint,
        source jsonb,
        text_id bigint,
        image_labels text[],
        text_labels text[],
        CHECK ((ord IS NULL) = (label IS NULL) AND (ord IS NULL) = (kind IS NULL) AND (ord IS NULL) = (source IS NULL))
      );
      ALTER TABLE page ALTER COLUMN ord TYPE double precision;
      -- The last change of the visit that a revision is; null where it is none.
      ALTER TABLE item_revision ADD COLUMN visited_at timestamptz;
    `);
    await this.byItems(db, listed, moveOver, place);
    // Keys after the rows: made in one go, and without a queue of checks as long as the table.
    await db.query(`
      ALTER TABLE item_revision_page
        ADD PRIMARY KEY (item_id, page_id, number),
        ADD FOREIGN KEY (library_id, item_id) REFERENCES item (library_id, id) ON DELETE CASCADE,
        ADD FOREIGN KEY (item_id, number) REFERENCES item_revision (item_id, number) ON DELETE CASCADE;
      -- Whether any revision shows a file, before it may go.
      CREATE INDEX item_revision_page_file ON item_revision_page (file_id) WHERE file_id IS NOT NULL;
      ALTER TABLE item_revision_page ENABLE ROW LEVEL SECURITY;
      CREATE POLICY keep ON item_revision_page USING (${own});
      CREATE POLICY read ON item_revision_page FOR SELECT USING (false);

      ALTER TABLE item_revision DROP COLUMN pages;
      -- Written anew, which gives the room of the old lists back at once.
      ALTER TABLE item_revision ALTER COLUMN visited_at TYPE timestamptz USING NULL::timestamptz;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE item_revision DROP COLUMN visited_at, ADD COLUMN pages jsonb NOT NULL DEFAULT '[]'`);
    await this.byItems(db, toList, moveBack, placeBack);
    // What is checked at the end of a transaction is checked now: a table with checks that wait cannot be altered.
    await db.query(`
      SET CONSTRAINTS ALL IMMEDIATE;
      ALTER TABLE page ALTER COLUMN ord TYPE integer;
      DROP INDEX item_revision_page_file;
      DROP TABLE item_revision_page;
    `);
  }

  private async byItems(db: QueryRunner, entries: string, ...statements: string[]): Promise<void> {
    for (let after = 0; ;) {
      const [{ last }] = (await db.query(
        `WITH next AS (SELECT id FROM item WHERE id > $1 ORDER BY id LIMIT ${chunk}),
           weighed AS (SELECT next.id, coalesce((${entries}), 0) AS entries FROM next),
           counted AS (SELECT id, sum(entries) OVER (ORDER BY id) AS entries, row_number() OVER (ORDER BY id) AS at FROM weighed)
         SELECT max(id) AS last FROM counted WHERE at = 1 OR entries <= ${mostEntries}`,
        [after],
      )) as [{ last: string | number | null }];
      if (last === null) return;
      for (const statement of statements) await db.query(statement, [after, last]);
      after = Number(last);
    }
  }
}
