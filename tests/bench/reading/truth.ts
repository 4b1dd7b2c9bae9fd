import pg from 'pg';
import { fold } from '../../../server/contract/text/index.js';
import { Lexicon } from './words.js';

export interface Word {
  word: string;
  items: number;
}

export interface Shelf {
  id: number;
  pid: string;
  items: number;
  agentField: string;
}

export interface Known {
  items: number;
  pages: number;
  libraries: number;
  shelves: Shelf[];
  slugs: { slug: string; items: number }[];
  /** Two-character words with how many records hold them. */
  words: Word[];
  /** Facet values by group, the most used first. */
  agents: { key: string; items: number }[];
  places: { key: string; items: number }[];
  /** Frequent words, with a person and a collection beside them. */
  narrowed: { word: string; key: string; collection: string; items: number }[];
  some: { pid: string; title: string }[];
  leaves: { item: string; pid: string; text: string }[];
}

/** What is checked once the clock has stopped: do these items hold this word, or this value? */
export interface Claim {
  pids: string[];
  word?: string;
  key?: string;
}

const sample = 6000;
/** The last of it. */
const written = `SELECT to_regclass('bench.reached') AS known`;

/**
 * What is true, worked out in SQL from the published revisions and the texts of pages, by no code of the platform: one
 * plain line a value, looked through as it is. It lies in a schema of its own, which is not counted as the platform's.
 */
export class Truth {
  private constructor(private readonly db: pg.Client) {}

  static async of(databaseUrl: string): Promise<Truth> {
    const db = new pg.Client({ connectionString: databaseUrl });
    await db.connect();
    const truth = new Truth(db);
    await truth.write();
    return truth;
  }

  /** Whether such data lie there already, with what is true of them. */
  static async isThere(databaseUrl: string): Promise<boolean> {
    const db = new pg.Client({ connectionString: databaseUrl });
    await db.connect();
    try {
      return (await db.query<{ known: string | null }>(written)).rows[0]!.known !== null;
    } finally {
      await db.end();
    }
  }

  async end(): Promise<void> {
    await this.db.end();
  }

  private async write(): Promise<void> {
    const { rows } = await this.db.query<{ known: string | null }>(written);
    if (rows[0]?.known) return;
    await this.db.query(`
      CREATE SCHEMA IF NOT EXISTS bench;
      DROP TABLE IF EXISTS bench.plain, bench.word, bench.facet;
      CREATE UNLOGGED TABLE bench.plain AS
        SELECT i.id, i.pid, i.collection_id, r.title, translate(concat(
            (SELECT string_agg(leaf #>> '{}', E'\\n') FROM jsonb_path_query(r."values" - beside.ids, '$.** ? (@.type() == "string")') AS leaf), E'\\n',
            (SELECT string_agg(t.text, '' ORDER BY p.ord) FROM page_published p JOIN page_text t ON t.id = p.text_id WHERE p.item_id = i.id)),
          '，。', '') AS text
        FROM item i JOIN item_revision r ON r.item_id = i.id AND r.number = i.published_revision
          -- Whoever types a word does not mean how large a thing is: the search box passes these fields over.
          JOIN (SELECT c.id, coalesce(array_agg(f ->> 'id') FILTER (WHERE f ->> 'core' IN ('recordSource', 'rights', 'extent', 'volumes')
                  OR f ->> 'type' IN ('number', 'measurement', 'file', 'url')), '{}') AS ids
                  FROM collection c JOIN collection_config d ON d.collection_id = c.id AND d.part = 'schema' AND d.version = c.schema_version
                  CROSS JOIN LATERAL jsonb_array_elements(d.document -> 'fields') f GROUP BY c.id) AS beside ON beside.id = i.collection_id;
      CREATE UNIQUE INDEX ON bench.plain (pid);
      CREATE UNLOGGED TABLE bench.word (word text PRIMARY KEY, items int NOT NULL DEFAULT 0)`);
    const counted = await this.counted(await this.candidates());
    await this.db.query(`INSERT INTO bench.word SELECT * FROM unnest($1::text[], $2::int[])`, [
      [...counted.keys()],
      [...counted.values()],
    ]);
    await this.db.query(`
      ANALYZE bench.plain;
      CREATE UNLOGGED TABLE bench.facet AS
        SELECT field.core, key, i.id, i.pid, i.collection_id FROM item i
          JOIN item_revision r ON r.item_id = i.id AND r.number = i.published_revision
          JOIN collection c ON c.id = i.collection_id
          JOIN collection_config d ON d.collection_id = c.id AND d.part = 'schema' AND d.version = c.schema_version
          CROSS JOIN LATERAL (SELECT f ->> 'id' AS id, f ->> 'core' AS core FROM jsonb_array_elements(d.document -> 'fields') f
                               WHERE f ->> 'core' IN ('agent', 'place')) field
          CROSS JOIN LATERAL (SELECT DISTINCT coalesce(v -> 'value' ->> 'ref', (v -> 'value' ->> 'name') || coalesce('〔' || (v -> 'value' ->> 'dynasty') || '〕', '')) AS key
                                FROM jsonb_array_elements(r."values" -> field.id) v) said;
      CREATE INDEX ON bench.facet (core, key);
      ANALYZE bench.facet;
      CREATE TABLE IF NOT EXISTS bench.reached AS SELECT now() AS at`);
  }

  /** Words that stand in no name and no list of terms, since those are looked for under other names as well. */
  private async candidates(): Promise<string[]> {
    const { rows } = await this.db.query<{ names: string }>(
      `SELECT string_agg(name, E'\\n') AS names FROM (SELECT concat_ws(E'\\n', name::text, variants::text) AS name FROM agent
         UNION ALL SELECT concat_ws(E'\\n', name::text, variants::text) FROM place
         UNION ALL SELECT concat_ws(E'\\n', label::text, variants::text) FROM term) named`,
    );
    const { rows: avoided } = await this.db.query<{ label: string }>(
      `SELECT concat_ws(' ', label::text, variants::text) AS label FROM term t JOIN vocabulary v ON v.id = t.vocabulary_id WHERE v.key = 'taboo'`,
    );
    const names = fold(rows[0]?.names ?? '');
    const taboo = new Set([...fold(avoided.map(({ label }) => label).join(''))]);
    return new Lexicon().words.filter(
      (word) => word.length === 2 && !names.includes(word) && ![...word].some((sign) => taboo.has(sign)),
    );
  }

  /** In how many records each word stands, by reading them all: a window over every sign of a million took SQL too long. */
  private async counted(words: readonly string[]): Promise<Map<string, number>> {
    const places = new Map(words.map((word, at) => [word, at]));
    const [counts, last] = [new Int32Array(words.length), new Int32Array(words.length)];
    let record = 0;
    await this.db.query('BEGIN');
    await this.db.query('DECLARE texts NO SCROLL CURSOR FOR SELECT text FROM bench.plain');
    for (;;) {
      const { rows } = await this.db.query<{ text: string }>('FETCH 2000 FROM texts');
      if (rows.length === 0) break;
      for (const { text } of rows) {
        record += 1;
        for (let at = 0; at < text.length - 1; at++) {
          const place = places.get(text.slice(at, at + 2));
          if (place === undefined || last[place] === record) continue;
          last[place] = record;
          counts[place]! += 1;
        }
      }
    }
    await this.db.query('COMMIT');
    return new Map(words.map((word, at) => [word, counts[at]!]));
  }

  async known(): Promise<Known> {
    const one = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await this.db.query<Row>(sql, values)).rows;
    const facets = (core: string) =>
      one<{ key: string; items: number }>(
        `SELECT key, count(*)::int AS items FROM bench.facet WHERE core = $1 GROUP BY key ORDER BY items DESC, key LIMIT 5000`,
        [core],
      );
    const [figures] = await one<{ items: number; pages: number; libraries: number }>(
      `SELECT (SELECT count(*)::int FROM bench.plain) AS items, (SELECT count(*)::int FROM page_published) AS pages,
              (SELECT count(DISTINCT library_id)::int FROM collection) AS libraries`,
    );
    return {
      ...figures!,
      shelves: await one<Shelf>(
        `SELECT c.id::int, c.pid, (SELECT count(*)::int FROM bench.plain p WHERE p.collection_id = c.id) AS items,
                (SELECT f ->> 'id' FROM jsonb_array_elements(d.document -> 'fields') f WHERE f ->> 'core' = 'agent') AS "agentField"
           FROM collection c JOIN collection_config d ON d.collection_id = c.id AND d.part = 'schema' AND d.version = c.schema_version ORDER BY c.id`,
      ),
      slugs: await one<{ slug: string; items: number }>(
        `SELECT l.slug, count(*)::int AS items FROM library l JOIN collection c ON c.library_id = l.id
           JOIN bench.plain p ON p.collection_id = c.id GROUP BY l.id, l.slug ORDER BY l.id`,
      ),
      words: await one<Word>(`SELECT word, items FROM bench.word WHERE items > 0 ORDER BY items DESC, word`),
      agents: await facets('agent'),
      places: await facets('place'),
      narrowed: await one(
        `SELECT w.word, f.key, c.pid AS collection, count(DISTINCT p.id)::int AS items
           FROM (SELECT key FROM bench.facet WHERE core = 'agent' GROUP BY key ORDER BY count(*) DESC, key LIMIT 5) often
           JOIN bench.facet f ON f.core = 'agent' AND f.key = often.key
           JOIN bench.plain p ON p.id = f.id JOIN collection c ON c.id = p.collection_id
           JOIN (SELECT word FROM bench.word WHERE items BETWEEN 0.01 * $1 AND 0.15 * $1 ORDER BY hashtext(word) LIMIT 80) w
             ON strpos(p.text, w.word) > 0
          GROUP BY w.word, f.key, c.pid ORDER BY hashtext(w.word || f.key || c.pid)`,
        [figures!.items],
      ),
      some: await one(`SELECT pid, title FROM bench.plain ORDER BY hashtext(pid) LIMIT ${sample}`),
      leaves: await one(
        `SELECT i.pid AS item, p.pid, t.text FROM page_published p JOIN item i ON i.id = p.item_id JOIN page_text t ON t.id = p.text_id
          ORDER BY hashtext(p.pid) LIMIT ${sample}`,
      ),
    };
  }

  /** Says which of the items that were shown should not have been. */
  async wrong(claims: readonly Claim[]): Promise<string[]> {
    const shown = claims.flatMap(({ pids, word, key }) =>
      pids.map((pid) => ({ pid, word: word ?? null, key: key ?? null })),
    );
    const { rows } = await this.db.query<{ pid: string; what: string }>(
      `SELECT s.pid, coalesce(s.word, s.key) AS what FROM jsonb_to_recordset($1) AS s (pid text, word text, key text)
         LEFT JOIN bench.plain p ON p.pid = s.pid
        WHERE p.pid IS NULL OR (s.word IS NOT NULL AND strpos(p.text, s.word) = 0)
           OR (s.key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bench.facet f WHERE f.key = s.key AND f.id = p.id))`,
      [JSON.stringify(shown)],
    );
    return rows.map(({ pid, what }) => `${pid} was shown for ${what}`);
  }

  /** Megabytes: all of the platform's tables and indexes, and those of the index alone. */
  async disk(): Promise<{ all: number; index: number }> {
    const { rows } = await this.db.query<{ all: string; index: string }>(
      `SELECT round(sum(pg_total_relation_size(oid)) / 1048576) AS all,
              round(sum(pg_total_relation_size(oid)) FILTER (WHERE relname LIKE 'search%' OR relname IN ('facet_value', 'suggestion_key')) / 1048576) AS index
         FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace)`,
    );
    return { all: Number(rows[0]!.all), index: Number(rows[0]!.index) };
  }
}
