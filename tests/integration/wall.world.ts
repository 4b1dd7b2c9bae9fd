import type { TestApp } from '../support/app.js';
import { good } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import { type FilledItem, type ItemRef, type Ref, Tenant } from './routes/tenant.js';

export interface Walled extends Tenant {
  heard: FilledItem & { caption: string };
  block: Ref;
  /** An agent that was deleted. */
  removed: Ref;
}

/** One library with something unpublished in every table that a library fills. */
export async function wall(app: TestApp, platform: Visitor, slug: string): Promise<Walled> {
  const name = { 'zh-CN': `${slug}图书馆`, en: slug };
  const { pid } = good(await platform.post('/libraries', { slug, name }));
  const row = await app.database.one<{ id: number }>('SELECT id FROM library WHERE pid = $1', [pid]);
  const admin = await app.signedIn({
    email: `${slug}@example.org`,
    name: `secret-${slug} admin`,
    grants: [{ role: 'library-admin', libraryId: row!.id, collectionId: null }],
  });
  const tenant = new Tenant(slug, admin) as Walled;
  tenant.library = { pid, slug };
  tenant.main = await tenant.collection(`${slug}-main`);
  tenant.draft = await tenant.write(await tenant.filled(`${tenant.secret} draft`), `${tenant.secret} words on a page`);
  tenant.heard = await tenant.captioned(`${tenant.secret} heard`);
  const values = tenant.values(`${tenant.secret} being typed`);
  good(await admin.put(`/items/${tenant.draft.pid}/draft`, { baseVersion: tenant.draft.version, values }));
  tenant.agent = good(await admin.post('/agents', { library: pid, name: { en: `${tenant.secret} agent` } }));
  tenant.place = good(await admin.post('/places', { library: pid, name: { en: `${tenant.secret} place` } }));
  tenant.vocabulary = await tenant.freshVocabulary();
  tenant.term = await tenant.freshTerm();
  await tenant.freshInvitation();
  const left = await app.accounts.ensureAccount({ email: `left-${slug}@example.org`, name: `${tenant.secret} left` });
  const grant = await app.accounts.give(left.id, { role: 'reader', libraryId: row!.id, collectionId: null }, null);
  good(await admin.delete(`/grants/${grant}`));
  const numbers = { pattern: `${tenant.secret}-###`, first: 1, last: 9 };
  tenant.block = good(await admin.post(`/collections/${tenant.main.pid}/number-blocks`, numbers));
  const offered = { scope: 'library', name: { en: `${tenant.secret} template` } };
  good(await admin.post(`/collections/${tenant.main.pid}/templates`, offered));
  const gone: ItemRef = good(await admin.post('/agents', { library: pid, name: { en: `${tenant.secret} gone` } }));
  good(await admin.delete(`/authorities/agent/${gone.pid}?version=${gone.version}`));
  tenant.removed = gone;
  await furnish(app, tenant, row!.id);
  // Closed, or it would be everybody's to know.
  await app.database.query(`UPDATE collection SET state = 'closed' WHERE library_id = $1`, [row!.id]);
  return tenant;
}

/** What only jobs and slow hands would make. */
async function furnish(app: TestApp, tenant: Walled, library: number): Promise<void> {
  const { secret } = tenant;
  await app.database.query(
    `INSERT INTO collection_config_draft (library_id, collection_id, part, base_version, document)
     SELECT library_id, id, 'presentation', presentation_version, jsonb_build_object('secret', $2::text) FROM collection WHERE library_id = $1`,
    [library, secret],
  );
  await app.database.query(
    `INSERT INTO job (pid, library_id, collection_id, kind, key, state, subject_pid)
     SELECT pid || 'j', library_id, id, 'catalog.apply', $2, 'failed', $2 FROM collection WHERE library_id = $1`,
    [library, secret],
  );
  await app.database.query(
    `WITH made AS (INSERT INTO batch (pid, library_id, kind, parameters)
       SELECT pid || 'i', id, 'authorities', jsonb_build_object('authority', 'agent', 'file', $2::text) FROM library WHERE id = $1
       RETURNING id, library_id)
     INSERT INTO batch_row (batch_id, at, library_id, line, after)
     SELECT id, 1, library_id, 2, jsonb_build_object('secret', $2::text) FROM made`,
    [library, secret],
  );
  await app.database.query(
    `WITH made AS (INSERT INTO batch (pid, library_id, collection_id, kind, parameters)
       SELECT min(pid) || 'b', library_id, min(id), 'publish', jsonb_build_object('note', $2::text) FROM collection
        WHERE library_id = $1 GROUP BY library_id RETURNING id, library_id)
     INSERT INTO batch_row (batch_id, at, library_id, item_id, problem)
     SELECT made.id, 1, made.library_id, (SELECT min(id) FROM item WHERE library_id = $1), jsonb_build_object('secret', $2::text) FROM made`,
    [library, secret],
  );
  await app.database.query(
    `INSERT INTO item_link (library_id, item_id, from_item_id, to_item_id, kind, note)
     SELECT library_id, min(id), min(id), max(id), 'part-of', $2 FROM item WHERE library_id = $1 GROUP BY library_id`,
    [library, secret],
  );
}
