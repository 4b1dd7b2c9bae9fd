import { startApp, type TestApp } from './app.js';
import { seedCollection, type SeededCollection } from './seed.js';
import type { Visitor } from './visitor.js';
import { makeLibrary, type Place } from './world.js';

export interface AuthorityDesk {
  app: TestApp;
  seeded: SeededCollection;
  /** Of the platform. */
  admin: Visitor;
  /** Of the library that the collection is in. */
  cataloger: Visitor;
  own: Place;
  /** Of another one. */
  stranger: Visitor;
  other: Place;
}

/** Whoever cares for names: people of the platform, of one library and of another. */
export async function authorityDesk(env: Record<string, string> = {}): Promise<AuthorityDesk> {
  const app = await startApp(env);
  const seeded = await seedCollection(app.url, app.databaseUrl);
  const other = await makeLibrary(app.database, 'lanting');
  const row = await app.database.one<{ id: number }>('SELECT id FROM library WHERE pid = $1', [seeded.library.pid]);
  const own = { id: row!.id, pid: seeded.library.pid };
  const as = (email: string, libraryId: number) =>
    app.signedIn({ email, name: email, grants: [{ role: 'cataloger', libraryId, collectionId: null }] });
  const cataloger = await as('bian@example.org', own.id);
  const stranger = await as('ke@example.org', other.id);
  return { app, seeded, admin: seeded.admin, cataloger, stranger, other, own };
}
