import type { DeleteResult, FindOperator, InsertResult, UpdateResult } from 'typeorm';

/** Rows that have these values; what may be missing is asked for with `IsNull()`. */
export type Where<Row> = { [K in keyof Row]?: NonNullable<Row[K]> | FindOperator<unknown> };

/** What is not given stays, or is what the table has for it; a function says it in SQL. */
type Given<Row> = { [K in keyof Row]?: Row[K] | (() => string) | undefined };

interface Asked<Row, Key extends keyof Row> {
  /** All of it, where nothing is said. */
  select?: { [K in Key]: true };
  where: Where<Row>;
  order?: { [K in keyof Row]?: 'ASC' | 'DESC' };
  take?: number;
  lock?: { mode: 'pessimistic_write' | 'pessimistic_read' };
}

/**
 * Of a repository what is one statement each. `save` and its like look first, write in a transaction of their own, and
 * follow what hangs together.
 */
export interface Rows<Row> {
  find<Key extends keyof Row = keyof Row>(asked: Asked<Row, Key>): Promise<Pick<Row, Key>[]>;
  findOne<Key extends keyof Row = keyof Row>(asked: Asked<Row, Key>): Promise<Pick<Row, Key> | null>;
  findOneBy(where: Where<Row>): Promise<Row | null>;
  existsBy(where: Where<Row>): Promise<boolean>;
  insert(row: Given<Row>): Promise<Pick<InsertResult, 'identifiers'>>;
  upsert(row: Given<Row>, key: (keyof Row & string)[]): Promise<unknown>;
  update(
    where: Where<Row>,
    change: Given<Row>,
    options?: { returning: (keyof Row & string)[] },
  ): Promise<Pick<UpdateResult, 'affected' | 'raw'>>;
  delete(where: Where<Row>): Promise<Pick<DeleteResult, 'affected'>>;
}
