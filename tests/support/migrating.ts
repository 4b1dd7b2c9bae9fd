import pg from 'pg';
import { loadMigrations } from '../../server/platform/database/data-source.js';
import { migrate, revert } from '../../server/platform/database/migrate.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** A migrated database of a suite's own, that goes down to what it was and up again, with somebody who looks into it. */
export class Migrating {
  private database!: TestDatabase;
  client!: pg.Client;

  async begin(): Promise<void> {
    this.database = await createTestDatabase();
    this.client = new pg.Client({ connectionString: this.database.url });
    await this.client.connect();
  }

  async end(): Promise<void> {
    await this.client?.end();
    await this.database?.drop();
  }

  up = (): Promise<void> => migrate(this.database.url, () => undefined);
  down = (steps: number): Promise<void> => revert(this.database.url, steps);

  /** How many steps down it is to before the migration of this name. */
  async stepsTo(name: string): Promise<number> {
    const all = await loadMigrations();
    const at = all.findIndex((one) => one.name.startsWith(name));
    if (at < 0) throw new Error(`there is no migration ${name}`);
    return all.length - at;
  }
}

/** For the tests of one `describe`. */
export function migrating(): Migrating {
  const database = new Migrating();
  beforeAll(() => database.begin());
  afterAll(() => database.end());
  return database;
}
