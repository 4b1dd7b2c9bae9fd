import type { Database } from '../../server/platform/database/database.js';

export interface Explained {
  /** As the database tells it, in one line. */
  plan: string;
  /** Rows that were read and were not wanted. */
  inVain: number;
}

/** How the statements that have these words are answered, while something is asked; as whoever asks. */
export async function explained(database: Database, words: string, work: () => Promise<unknown>): Promise<Explained[]> {
  const all: Explained[] = [];
  const query = database.query.bind(database);
  database.query = async <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => {
    if (sql.includes(words)) {
      const plan = JSON.stringify(await query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`, parameters));
      const removed = [...plan.matchAll(/"Rows Removed by (?:Filter|Index Recheck)":\s*(\d+)/g)].map((match) =>
        Number(match[1]),
      );
      all.push({ plan, inVain: removed.reduce((sum, one) => sum + one, 0) });
    }
    return query<Row>(sql, parameters);
  };
  try {
    await work();
  } finally {
    database.query = query;
  }
  return all;
}
