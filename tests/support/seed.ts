import pg from 'pg';
import type { CollectionSchema } from '../../server/contract/collection.js';
import { foldEmail } from '../../server/contract/email.js';
import { newPid } from '../../server/contract/pid.js';
import type { Values } from '../../server/contract/values.js';
import { hashPassword } from '../../server/modules/account/password.js';
import { type Reply, Visitor } from './visitor.js';

export const seedPassword = 'a long enough password';

/** The one account that cannot be made through the API: the first platform admin. */
export async function makePlatformAdmin(databaseUrl: string, email = 'admin@example.org'): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO account (pid, email, email_folded, name, password_hash, password_changed_at) VALUES ($1, $2, $3, 'admin', $4, now()) RETURNING id`,
      [newPid(), email, foldEmail(email), await hashPassword(seedPassword)],
    );
    await client.query(`INSERT INTO role_grant (pid, account_id, role) VALUES ($1, $2, 'platform-admin')`, [
      newPid(),
      rows[0]!.id,
    ]);
  } finally {
    await client.end();
  }
  return email;
}

/** The body of an answer that must be a good one. */
export function good(reply: Reply): Reply['body'] {
  if (reply.status >= 300) throw new Error(`${reply.status}: ${reply.text.slice(0, 2000)}`);
  return reply.body;
}

export interface SeededCollection {
  admin: Visitor;
  library: { pid: string; slug: string };
  collection: { pid: string; schema: CollectionSchema };
}

/** A signed-in platform admin with a library and a collection to work in. */
export async function seedCollection(url: string, databaseUrl: string, template = 'letter'): Promise<SeededCollection> {
  const admin = new Visitor(url);
  good(await admin.signIn(await makePlatformAdmin(databaseUrl), seedPassword));
  const library = good(
    await admin.post('/libraries', {
      slug: 'zhijiang',
      name: { 'zh-CN': '之江大学图书馆', en: 'Zhijiang University Library' },
    }),
  );
  const collection = good(
    await admin.post(`/libraries/${library.pid}/collections`, {
      template,
      slug: 'xinzha',
      name: { 'zh-CN': '名人信札', en: 'Letters' },
      // As if something had been published in it already.
      state: 'open',
    }),
  );
  return { admin, library, collection };
}

/** Values that may be published: a title, an identifier, and an honest "unknown" for whatever else is required. */
export function completeValues(schema: CollectionSchema, title: string, identifier?: string): Values {
  const values: Values = {};
  for (const field of schema.fields) {
    if (field.removed) continue;
    if (field.core === 'title') values[field.id] = [{ value: { text: title, lang: 'zh-Hant' } }];
    else if (field.core === 'identifier' && identifier) values[field.id] = [{ value: identifier }];
    else if (field.required !== 'no') values[field.id] = [{ blank: 'unknown' }];
  }
  return values;
}
