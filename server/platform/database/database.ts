import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral, type EntityTarget, type Repository } from 'typeorm';

interface Unit {
  manager: EntityManager;
  afterCommit: (() => void | Promise<void>)[];
}

/**
 * The only door to PostgreSQL. A transaction travels implicitly: whatever is called inside `transaction` joins it,
 * so that a write and the job it causes cannot commit apart, and nobody can forget to pass a handle on.
 */
@Injectable()
export class Database {
  private readonly units = new AsyncLocalStorage<Unit>();

  constructor(readonly source: DataSource) {}

  get manager(): EntityManager {
    return this.units.getStore()?.manager ?? this.source.manager;
  }

  /** What is read now may be a write that is not committed yet. */
  get inTransaction(): boolean {
    return this.units.getStore() !== undefined;
  }

  repository<E extends ObjectLiteral>(entity: EntityTarget<E>): Repository<E> {
    return this.manager.getRepository(entity);
  }

  /** Rows of a statement; parameters are always bound, never pasted. */
  async query<Row = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const result: unknown = await this.manager.query(sql, parameters);
    // UPDATE and DELETE answer [rows, count] through TypeORM.
    if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number') {
      return result[0] as Row[];
    }
    return result as Row[];
  }

  async one<Row = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row | undefined> {
    return (await this.query<Row>(sql, parameters))[0];
  }

  /** Joins the transaction under way, or makes one. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.units.getStore()) return work();
    const afterCommit: Unit['afterCommit'] = [];
    const result = await this.source.transaction((manager) => this.units.run({ manager, afterCommit }, work));
    for (const task of afterCommit) await task();
    return result;
  }

  /** For what must happen only when the write has truly happened. Outside a transaction it happens at once. */
  async afterCommit(task: () => void | Promise<void>): Promise<void> {
    const unit = this.units.getStore();
    if (unit) unit.afterCommit.push(task);
    else await task();
  }

  /** Throws where a caller forgot the transaction that would bind two writes together. */
  requireTransaction(what: string): void {
    if (!this.units.getStore()) throw new Error(`${what} must be called inside a transaction`);
  }
}
