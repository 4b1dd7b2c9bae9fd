import pg from 'pg';
import { log } from '../log/log.js';

/** Far more than there are look-ups: a statement whose text depends on what is asked would fill it, and is not kept. */
const mostKept = 300;

const kept = new Map<string, number>();
/** A new one after the tables have changed under what was planned. */
let generation = 0;

/**
 * A look-up that each connection plans once and keeps: behind the wall planning takes many times as long as looking up,
 * since every table brings its policies, and a partitioned one brings them sixteen times. For statements whose text is
 * always the same and whose best plan is, too: by keys, not by words. Policies ask at each execution whose libraries
 * are meant, so what is kept answers whoever has the connection next by their own rights.
 */
export function keptPlan(sql: string): string {
  if (kept.has(sql) || kept.size >= mostKept) return sql;
  kept.set(sql, kept.size);
  if (kept.size === mostKept) log.warn({ sql: sql.slice(0, 200) }, 'too many statements want their plans kept');
  return sql;
}

/** A column was added to what `*` stands for, by a migration while we were running. */
const isOutdated = (error: unknown): boolean =>
  (error as { code?: string }).code === '0A000' && /cached plan/.test((error as Error).message);

type Ask = (statement: string | pg.QueryConfig, values?: unknown[]) => Promise<pg.QueryResult>;

/** As what every pool makes its connections. */
export class KeepingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const ask = super.query.bind(this) as Ask;
    const asked = async (text: string, number: number, values: unknown[]): Promise<pg.QueryResult> => {
      const name = `kept_${generation}_${number}`;
      try {
        return await ask({ name, text, values });
      } catch (error) {
        if (!isOutdated(error)) throw error;
        generation += 1;
        // In a transaction this fails as well, and whoever tries again has another name.
        return ask(text, values);
      }
    };
    const query = (...given: unknown[]): unknown => {
      const [text, values] = given;
      const number = given.length === 2 && Array.isArray(values) ? kept.get(text as string) : undefined;
      return number === undefined
        ? (ask as (...all: unknown[]) => unknown)(...given)
        : asked(text as string, number, values as unknown[]);
    };
    this.query = query as typeof this.query;
  }
}
