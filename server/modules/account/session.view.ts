import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { LocalizedText } from '../../contract/localized.js';
import { type Grant, type Permission, permissionsOf } from '../../contract/permissions.js';
import { Database } from '../../platform/database/database.js';
import type { LiveSession } from './session.service.js';

type View = Answer<'GET /session'>;

interface NamedRow {
  id: number;
  pid: string;
  slug: string;
  name: LocalizedText;
}
interface CollectionRow extends NamedRow {
  libraryId: number;
  kind: string;
}

const nobody: View = {
  account: null,
  csrfToken: null,
  roles: [],
  permissions: [],
  libraries: [],
  memberOf: [],
  second: null,
  mustEnrol: false,
};

function permitted(grants: readonly Grant[]): Permission[] {
  return [...new Set(grants.flatMap((grant) => permissionsOf[grant.role]))];
}

const rolesOf = (grants: readonly Grant[]) => [...new Set(grants.map((grant) => grant.role))];
const namedOf = ({ pid, slug, name }: NamedRow) => ({ pid, slug, name });

@Injectable()
export class SessionViewer {
  constructor(private readonly database: Database) {}

  async of(session: LiveSession | null | undefined): Promise<View> {
    if (!session) return nobody;
    const { grants } = session;
    const everywhere = grants.filter((grant) => grant.libraryId === null);
    const working = grants.filter((grant) => grant.role !== 'reader');
    const libraries = await this.libraries(everywhere.length > 0, working);
    const collections = await this.collections(everywhere.length > 0, working);
    return {
      account: { pid: session.accountPid, email: session.email, name: session.name, locale: session.locale },
      csrfToken: session.csrfToken,
      roles: rolesOf(everywhere),
      permissions: permitted(everywhere),
      libraries: libraries.map((library) => {
        const here = working.filter((grant) => grant.libraryId === library.id);
        const whole = here.filter((grant) => grant.collectionId === null);
        const permissions = permitted([...everywhere, ...whole]);
        return {
          ...namedOf(library),
          roles: rolesOf(whole),
          permissions,
          collections: collections
            .filter((collection) => collection.libraryId === library.id)
            .map((collection) => {
              const own = here.filter((grant) => grant.collectionId === collection.id);
              const all = permitted([...everywhere, ...whole, ...own]);
              return {
                ...namedOf(collection),
                kind: collection.kind,
                permissions: all.length === permissions.length ? null : all,
              };
            }),
        };
      }),
      memberOf: (await this.memberships(grants)).map(namedOf),
      second: null,
      mustEnrol: session.mustEnrol,
    };
  }

  private libraries(all: boolean, working: Grant[]): Promise<NamedRow[]> {
    return this.database.query<NamedRow>(
      `SELECT id, pid, slug, name FROM library WHERE $1 OR id = ANY ($2) ORDER BY slug`,
      [all, working.map((grant) => grant.libraryId)],
    );
  }

  private collections(all: boolean, working: Grant[]): Promise<CollectionRow[]> {
    const sql = `SELECT id, pid, slug, name, kind, library_id AS "libraryId" FROM collection
        WHERE state <> 'removed' AND ($1 OR library_id = ANY ($2) OR id = ANY ($3)) ORDER BY ord, slug`;
    const whole = working.flatMap((grant) => (grant.collectionId === null ? [grant.libraryId] : []));
    const single = working.flatMap((grant) => (grant.collectionId === null ? [] : [grant.collectionId]));
    return this.database.asSystem('whoever signs in works nowhere until they have', () =>
      this.database.query<CollectionRow>(sql, [all, whole, single]),
    );
  }

  private memberships(grants: Grant[]): Promise<NamedRow[]> {
    const ids = grants.filter((grant) => grant.collectionId === null).map((grant) => grant.libraryId);
    return this.database.query<NamedRow>(
      `SELECT id, pid, slug, name FROM library WHERE id = ANY ($1) AND state = 'active' ORDER BY slug`,
      [ids],
    );
  }
}
