import { newPid } from '../../server/contract/pid.js';
import { labelsOf, openVisibility } from '../../server/contract/visibility.js';
import type { Database } from '../../server/platform/database/database.js';

export interface Place {
  id: number;
  pid: string;
}

/** A library with nothing in it. */
export async function makeLibrary(database: Database, slug: string): Promise<Place> {
  const pid = newPid();
  const row = await database.one<{ id: number }>(
    `INSERT INTO library (pid, slug, name) VALUES ($1, $2, $3) RETURNING id`,
    [pid, slug, JSON.stringify({ 'zh-CN': `${slug}图书馆`, en: `${slug} library` })],
  );
  return { id: row!.id, pid };
}

/** The row of a collection, without a configuration: enough for rules that never read one. */
export async function makeCollection(
  database: Database,
  library: Place,
  slug: string,
  labels: string[] = ['public'],
): Promise<Place> {
  const pid = newPid();
  const row = await database.one<{ id: number }>(
    `INSERT INTO collection (pid, library_id, slug, name, kind, template_key, labels, default_labels)
     VALUES ($1, $2, $3, $4, 'book', 'book', $5, $6) RETURNING id`,
    [
      pid,
      library.id,
      slug,
      JSON.stringify({ 'zh-CN': `${slug}特藏`, en: `${slug} collection` }),
      labels,
      JSON.stringify(
        Object.fromEntries(Object.entries(openVisibility).map(([part, to]) => [part, labelsOf(to, library.id)])),
      ),
    ],
  );
  return { id: row!.id, pid };
}

/** What the worker would send next, newest first: links stand in it until it has. */
export async function waitingMail(
  database: Database,
  to: string,
): Promise<{ template: string; locale: string; params: Record<string, string> }[]> {
  const rows = await database.query<{
    payload: { template: string; locale: string; params: Record<string, string> };
  }>(`SELECT payload FROM job WHERE kind = 'mail.send' AND lower(payload ->> 'to') = lower($1) ORDER BY id DESC`, [to]);
  return rows.map((row) => row.payload);
}

export const tokenOf = (link: string): string => new URL(link).hash.replace('#token=', '');
