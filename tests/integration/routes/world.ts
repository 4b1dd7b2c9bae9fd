import pg from 'pg';
import { newPid } from '../../../server/contract/pid.js';
import type { JobState } from '../../../server/contract/jobs.js';
import type { Role } from '../../../server/contract/permissions.js';
import { startApp, type TestApp } from '../../support/app.js';
import { good } from '../../support/seed.js';
import type { Visitor } from '../../support/visitor.js';
import { waitingMail } from '../../support/world.js';
import { type Actor, assemble } from './actors.js';
import { next, Tenant } from './tenant.js';

/** Written to by being signed in at all, and nobody's material. */
const volatile = [
  'session',
  'sign_in_step',
  'factor_attempt',
  'sign_in_attempt',
  'known_browser',
  'audit_repeat',
  // Kept by whoever follows the log of changes, a moment later; the log itself is looked at.
  'change_cursor',
  'item_counted',
  // What readers open is counted.
  'item_opened',
  'item_opening',
  'item_title',
  'kept_count',
  'title_count',
  'migration',
];

/** That somebody was here is noted every few minutes, by whatever call comes then; it is no change of the data. */
const rowText = (table: string) => (table === 'account' ? `(to_jsonb(t) - 'last_seen_at')::text` : 't::text');

/** That something was refused is written down, and is no change either. */
const rowsOf = (table: string) => (table === 'audit_entry' ? `WHERE subject_kind <> 'session'` : '');

/** Two libraries full of real things, and everybody who might want something of the first. */
export class World {
  platform!: Visitor;
  own!: Tenant;
  other!: Tenant;
  actors!: Actor[];
  private eye!: pg.Client;
  private digestSql!: string;

  private constructor(readonly app: TestApp) {}

  static async build(): Promise<World> {
    const world = new World(await startApp());
    try {
      await world.furnish();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  async stop(): Promise<void> {
    await this.eye?.end();
    await this.app.stop();
  }

  private async furnish(): Promise<void> {
    this.platform = await this.app.signedIn({
      email: 'founder@example.org',
      name: 'Founder',
      grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    });
    // The walk through all routes may take longer than a session stays fresh.
    await this.app.database.query(
      `INSERT INTO platform_setting (key, value) VALUES ('security', '{"freshMinutes": 240}')`,
    );
    this.own = await this.tenant('alpha');
    this.other = await this.tenant('beta');
    // What is published is found and has its pictures; after that nothing changes by itself.
    await this.app.finishWork();
    this.actors = await assemble(this.app, this.own.secret, await this.ids(this.own), await this.ids(this.other));
    this.eye = new pg.Client({ connectionString: this.app.databaseUrl });
    await this.eye.connect();
    const { rows } = await this.eye.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
    );
    this.digestSql = rows
      .filter((row) => !volatile.includes(row.name))
      .map(
        (row) =>
          `SELECT '${row.name}' AS name, count(*)::int AS rows, sum(hashtextextended(${rowText(row.name)}, 0)) AS sum FROM "${row.name}" t ${rowsOf(row.name)}`,
      )
      .join(' UNION ALL ');
  }

  private async tenant(slug: string): Promise<Tenant> {
    const library = good(await this.platform.post('/libraries', { slug, name: { en: slug } }));
    const { id } = (await this.app.database.one<{ id: number }>(`SELECT id FROM library WHERE slug = $1`, [slug]))!;
    const admin = await this.app.signedIn({
      email: `secret-${slug}-admin@example.org`,
      name: `secret-${slug} admin`,
      grants: [{ role: 'library-admin', libraryId: id, collectionId: null }],
    });
    const tenant = new Tenant(slug, admin);
    tenant.library = library;
    await tenant.furnish();
    return tenant;
  }

  private async ids(tenant: Tenant): Promise<{ library: number; main: number; side: number }> {
    const id = async (table: string, pid: string) =>
      (await this.app.database.one<{ id: number }>(`SELECT id FROM ${table} WHERE pid = $1`, [pid]))!.id;
    return {
      library: await id('library', tenant.library.pid),
      main: await id('collection', tenant.main.pid),
      side: await id('collection', tenant.side.pid),
    };
  }

  /** Everything that is stored, in a few numbers: a refused call must leave them as they were. */
  async digest(): Promise<Record<string, string>> {
    // Named, so that it is planned once: over all tables and their parts that takes longer than reading them.
    const asked = { name: 'digest', text: this.digestSql };
    const { rows } = await this.eye.query<{ name: string; rows: number; sum: string | null }>(asked);
    return Object.fromEntries(rows.map((row) => [row.name, `${row.rows}:${row.sum}`]));
  }

  async freshJob(state: JobState): Promise<string> {
    const pid = newPid();
    const { library, main } = await this.ids(this.own);
    await this.app.database.query(
      `INSERT INTO job (pid, library_id, collection_id, kind, payload, state, subject_pid)
       VALUES ($1, $2, $3, 'media.derive', '{"fileId":0}', $4, $5)`,
      [pid, library, main, state, this.own.draft.pid],
    );
    return pid;
  }

  /** One of the library's people, with a role that nobody needs for anything else. */
  async freshPerson(role: Role = 'reader'): Promise<{ pid: string; grant: string; email: string }> {
    const { library } = await this.ids(this.own);
    const email = `${this.own.secret}-person-${next()}@example.org`;
    const account = await this.app.accounts.ensureAccount({ email, name: 'secret person' });
    const grant = await this.app.accounts.give(account.id, { role, libraryId: library, collectionId: null }, null);
    return { pid: account.pid, grant: grant!, email };
  }

  /** The link of the newest mail that waits for this address. */
  async linkTo(email: string): Promise<string> {
    const [mail] = await waitingMail(this.app.database, email);
    if (!mail?.params['link']) throw new Error(`no mail waits for ${email}`);
    return mail.params['link'];
  }
}
