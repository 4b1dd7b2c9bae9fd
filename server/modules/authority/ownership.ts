import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { may, scopeWith } from '../../contract/permissions.js';
import { Problem, type ProblemCode } from '../../contract/problems.js';
import { AccessService } from '../access/access.service.js';

/**
 * Authorities belong to the platform or to one library. The platform's are everybody's to use and its own people's
 * to change; a library's are for that library alone, and others are not told that they exist.
 */
@Injectable()
export class Ownership {
  constructor(private readonly access: AccessService) {}

  /** The library that a list or a suggestion is for; null is the platform's share alone. */
  async readIn(caller: Caller, libraryPid: string | null | undefined): Promise<number | null> {
    if (libraryPid == null) return null;
    const { id } = await this.access.mustFind('library', libraryPid);
    this.assertIn(caller, 'authority.read', id, 'library.not-found');
    return id;
  }

  async createIn(caller: Caller, libraryPid: string | null): Promise<number | null> {
    if (libraryPid === null) {
      this.access.assert(caller, 'platform.edit', {});
      return null;
    }
    const { id } = await this.access.mustFind('library', libraryPid);
    this.assertIn(caller, 'authority.edit', id, 'library.not-found');
    return id;
  }

  assertRead(caller: Caller, libraryId: number | null, missing: ProblemCode): void {
    if (libraryId !== null) this.assertIn(caller, 'authority.read', libraryId, missing);
  }

  assertEdit(caller: Caller, libraryId: number | null, missing: ProblemCode): void {
    if (libraryId === null) this.access.assert(caller, 'platform.edit', {}, missing);
    else this.assertIn(caller, 'authority.edit', libraryId, missing);
  }

  /** What `assertEdit` says, for whoever only wants to know. */
  mayEdit(caller: Caller, libraryId: number | null): boolean {
    return libraryId === null ? may(caller.grants, 'platform.edit', {}) : this.reads(caller, libraryId);
  }

  /** Libraries whose authorities the caller may see, for SQL. */
  readable(caller: Caller): { all: boolean; libraries: number[] } {
    const held = scopeWith(caller.grants, 'authority.read');
    if (held === 'all') return { all: true, libraries: [] };
    // Whoever catalogs one collection uses the names of its whole library.
    const ofCollections = caller.grants.flatMap((grant) =>
      grant.collectionId !== null && grant.libraryId !== null && grant.role !== 'reader' ? [grant.libraryId] : [],
    );
    return { all: false, libraries: [...new Set([...held.libraries, ...ofCollections])] };
  }

  private reads(caller: Caller, libraryId: number): boolean {
    const { all, libraries } = this.readable(caller);
    return all || libraries.includes(libraryId);
  }

  private assertIn(
    caller: Caller,
    permission: 'authority.read' | 'authority.edit',
    libraryId: number,
    missing: ProblemCode,
  ): void {
    if (this.reads(caller, libraryId)) return;
    this.access.assert(caller, permission, { libraryId }, missing);
    throw new Problem(missing);
  }
}
