import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PoolClient } from 'pg';
import { DataSource, type EntityManager, type EntitySchema, type ObjectLiteral } from 'typeorm';
import { type Cell, copyRows } from './copy.rows.js';
import { readersSource, SETTING } from './data-source.js';
import { currentIdentity, type Identity, readerIdentity, runAs, systemIdentity } from './identity.js';
import { onceARequest } from './request.reads.js';
import type { Rows } from './rows.js';

interface Unit {
  manager: EntityManager;
  role: Identity['role'];
  /** What the policies hear in this transaction. */
  setting: string;
  afterCommit: (() => void | Promise<void>)[];
}

/**
 * The only door to PostgreSQL. A transaction travels implicitly: whatever is called inside `transaction` joins it,
 * so that a write and the job it causes cannot commit apart, and nobody can forget to pass a handle on. So does the
 * identity under which statements run, which row-level security answers to (identity.ts).
 */
@Injectable()
export class Database {
  private readonly units = new AsyncLocalStorage<Unit | undefined>();

  constructor(
    readonly source: DataSource,
    @InjectDataSource(readersSource) private readonly readers: DataSource = source,
  ) {}

  private get manager(): EntityManager {
    return this.units.getStore()?.manager ?? this.sourceOf(currentIdentity()).manager;
  }

  /** What is read now may be a write that is not committed yet. */
  get inTransaction(): boolean {
    return this.units.getStore() !== undefined;
  }

  /** Plain rows of one table, in the transaction under way if there is one. Asked for each time: what it is bound to ends. */
  rows<Row extends ObjectLiteral>(entity: EntitySchema<Row>): Rows<Row> {
    return this.manager.getRepository(entity) as unknown as Rows<Row>;
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

  /**
   * Hands rows over as they come, by `COPY`, in the transaction under way. PostgreSQL takes none so behind the wall: the
   * table is one of this transaction alone, and its rows go on by a statement that the wall hears of.
   */
  async copy(table: string, columns: readonly string[], rows: AsyncIterable<readonly Cell[]>): Promise<void> {
    this.requireTransaction(`copying into ${table}`);
    const client = (await this.manager.queryRunner!.connect()) as PoolClient;
    await copyRows(client, table, columns, rows);
  }

  /** What goes without saying twice in one request that only reads; what a transaction sees is asked anew. */
  once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    return this.inTransaction ? ask() : onceARequest(key, ask);
  }

  /** Joins the transaction under way, or makes one. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.units.getStore()) return work();
    const { role, setting } = currentIdentity();
    const afterCommit: Unit['afterCommit'] = [];
    const result = await this.sourceOf({ role, setting }).transaction((manager) =>
      this.units.run({ manager, role, setting, afterCommit }, work),
    );
    for (const task of afterCommit) await task();
    return result;
  }

  /**
   * For the few who must look before anybody knows who is asking, or beyond the caller's libraries. `why` is for whoever
   * reads the code; a test of the architecture lists every place.
   */
  asSystem<T>(_why: string, work: () => Promise<T>): Promise<T> {
    return this.as(systemIdentity, work);
  }

  /** Narrows: what follows sees no more than any reader. */
  asReader<T>(work: () => Promise<T>): Promise<T> {
    return this.as(readerIdentity, work);
  }

  /** Joins the transaction under way, whose rows would else not be seen. Readers have none that writes: theirs is left. */
  async as<T>(identity: Identity, work: () => Promise<T>): Promise<T> {
    const unit = this.units.getStore();
    if (!unit || (unit.setting === identity.setting && unit.role === 'staff')) return runAs(identity, work);
    if (unit.role === 'readers') return this.units.run(undefined, () => runAs(identity, work));
    const before = unit.setting;
    await this.set(unit, identity.setting);
    try {
      return await runAs(identity, work);
    } finally {
      // In a transaction that has failed nothing more is done, and what was set goes with it.
      await this.set(unit, before).catch(() => undefined);
    }
  }

  /** Seen from outside the transaction under way. */
  outside<T>(work: () => Promise<T>): Promise<T> {
    return this.units.run(undefined, work);
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

  private sourceOf(identity: Identity): DataSource {
    return identity.role === 'readers' ? this.readers : this.source;
  }

  /** Until the end of the transaction: the connection's own setting stays what it was. */
  private async set(unit: Unit, setting: string): Promise<void> {
    await unit.manager.query(`SELECT set_config('${SETTING}', $1, true)`, [setting]);
    unit.setting = setting;
  }
}
