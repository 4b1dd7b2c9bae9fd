import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { WrongSetting } from '../config.js';
import { grantTables } from './grants.js';

/** The two that the platform connects as. The third, the owner, only migrates. */
export interface RoleUrls {
  reader: string;
  staff: string;
}

export interface OwnUrls {
  DATABASE_URL?: string | undefined;
  DATABASE_READER_URL?: string | undefined;
  DATABASE_STAFF_URL?: string | undefined;
}

type Kind = keyof RoleUrls;
const kinds = ['reader', 'staff'] as const;
const variables = { reader: 'DATABASE_READER_URL', staff: 'DATABASE_STAFF_URL' } as const;

/**
 * Named by the operator, or made from the owner's: its name with an ending, and a password that follows from the
 * owner's, so that launcher, servers and workers agree without telling one another. Several databases of one owner
 * share their roles; what a role may do is granted in each.
 */
export function roleUrls(own: OwnUrls): RoleUrls {
  const of = (kind: Kind): string => own[variables[kind]] ?? derived(own.DATABASE_URL ?? '', kind);
  return { reader: of('reader'), staff: of('staff') };
}

export const userOf = (url: string): string => {
  const parsed = new URL(url);
  return decodeURIComponent(parsed.username) || parsed.searchParams.get('user') || 'linlang';
};

const passwordOf = (url: string): string | null => {
  const parsed = new URL(url);
  return decodeURIComponent(parsed.password) || parsed.searchParams.get('password');
};

function derived(ownerUrl: string, kind: Kind): string {
  const url = new URL(ownerUrl);
  const name = `${userOf(ownerUrl)}_${kind}`;
  const secret = passwordOf(ownerUrl);
  const password = secret === null ? '' : createHmac('sha256', secret).update(`linlang ${name}`).digest('base64url');
  url.searchParams.delete('user');
  url.searchParams.delete('password');
  if (url.hostname === '') {
    // A socket: there is no place for a name before the path.
    url.searchParams.set('user', name);
    if (password) url.searchParams.set('password', password);
  } else {
    url.username = encodeURIComponent(name);
    url.password = password;
  }
  return url.href;
}

/** What PostgreSQL keeps of a password: sent instead of it, so that it stands in no log of statements. */
function verifierOf(password: string): string {
  const salt = randomBytes(16);
  const rounds = 4096;
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const key = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`;
}

const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;
const notAllowed = '42501';
/** Another database of the same cluster is being migrated at this moment. */
const meanwhile = new Set(['42710', '23505', 'XX000']);
const refused = new Set(['28P01', '28000']);

interface Owner {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** Both are there, can sign in, own nothing and are bound by the policies; or one sentence says what to run. */
export async function ensureRoles(owner: Owner, urls: RoleUrls, own: OwnUrls): Promise<void> {
  for (const kind of kinds) {
    const url = urls[kind];
    if (own[variables[kind]] === undefined) await make(owner, url, kind);
    await check(owner, url, kind);
  }
}

async function make(owner: Owner, url: string, kind: Kind): Promise<void> {
  const name = userOf(url);
  const password = passwordOf(url);
  const how = `LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD ${
    password === null ? 'NULL' : pg.escapeLiteral(verifierOf(password))
  }`;
  const [known] = await owner.query(`SELECT 1 FROM pg_roles WHERE rolname = $1`, [name]);
  if (known && (await signsIn(url)) === true) return;
  const statement = known ? 'ALTER ROLE' : 'CREATE ROLE';
  try {
    await owner.query(`${statement} ${pg.escapeIdentifier(name)} ${how}`);
  } catch (error) {
    if (codeOf(error) === notAllowed) throw new WrongSetting(advice(name, kind));
    if (!meanwhile.has(codeOf(error) ?? '')) throw error;
  }
}

async function check(owner: Owner, url: string, kind: Kind): Promise<void> {
  const name = userOf(url);
  const can = await signsIn(url);
  if (can !== true) throw new WrongSetting(`${advice(name, kind)}\n  (${can})`);
  const [role] = await owner.query<{ over: boolean; owns: boolean }>(
    `SELECT rolsuper OR rolbypassrls OR pg_has_role(rolname, current_user, 'MEMBER') AS over,
            EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p')) AS owns
       FROM pg_roles r WHERE rolname = $1`,
    [name],
  );
  if (!role || role.over || role.owns) {
    throw new WrongSetting(
      `The database role ${name} must own no tables and be neither superuser nor BYPASSRLS nor member of the owner: name another one with ${variables[kind]}. ` +
        `数据库角色 ${name} 不得拥有表，也不得是超级用户或带 BYPASSRLS，请用 ${variables[kind]} 另行指定。`,
    );
  }
}

async function signsIn(url: string): Promise<true | string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (refused.has(codeOf(error) ?? '') || codeOf(error) === notAllowed) return (error as Error).message;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function advice(name: string, kind: Kind): string {
  return (
    `The platform connects as a role that owns nothing, which DATABASE_URL may not make: as an administrator of PostgreSQL run ` +
    `CREATE ROLE ${pg.escapeIdentifier(name)} LOGIN PASSWORD '…'; and set ${variables[kind]} to its address. ` +
    `平台以不拥有任何表的角色连接数据库，而 DATABASE_URL 的用户无权创建角色：请由数据库管理员执行上述语句，并设置 ${variables[kind]}。`
  );
}

/** After each migration, so that new tables are covered. */
export async function grantRoles(owner: Owner, urls: RoleUrls): Promise<void> {
  const [reader, staff] = kinds.map((kind) => pg.escapeIdentifier(userOf(urls[kind])));
  await grantTables((sql) => owner.query(sql), reader!, staff!);
  await grantTemporary(owner, userOf(urls.staff));
}

/**
 * Rows that arrive go through tables of their transaction. Everybody may make those until an administrator takes it from
 * PUBLIC; whoever owns the tables but not the database cannot give it.
 */
export async function grantTemporary(owner: Owner, staff: string): Promise<void> {
  const [database] = await owner.query<{ name: string; may: boolean }>(
    `SELECT current_database() AS name, has_database_privilege(current_database(), 'TEMPORARY WITH GRANT OPTION') AS may`,
  );
  const grant = `GRANT TEMPORARY ON DATABASE ${pg.escapeIdentifier(database!.name)} TO ${pg.escapeIdentifier(staff)}`;
  if (database!.may) await owner.query(grant);
  const [given] = await owner.query<{ has: boolean }>(
    `SELECT has_database_privilege($1, current_database(), 'TEMPORARY') AS has`,
    [staff],
  );
  if (given!.has) return;
  throw new WrongSetting(
    `The role ${staff} may make no temporary tables, which files that are brought in go through, and the owner of the tables may not allow it: ` +
      `as an administrator of PostgreSQL run ${grant}; ` +
      `角色 ${staff} 无权建立临时表，导入文件须用临时表，而表的所有者又无权授予：请由数据库管理员执行上述语句。`,
  );
}
