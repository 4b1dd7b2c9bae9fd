import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { type Grant, may, type Permission, type Scope, worksIn } from '../../contract/permissions.js';
import { Problem, type ProblemCode } from '../../contract/problems.js';
import { labelOf } from '../../contract/visibility.js';
import { LibraryDirectory } from '../library/library.directory.js';
import { type ReadableCollection, ReadableMemo } from './readable.memo.js';
import { type PlacedRow, type RowScope, ScopeLookup } from './scope.lookup.js';

export type { ReadableCollection } from './readable.memo.js';

/** The one answer to who may see what, and who may do what where. */
@Injectable()
export class AccessService {
  constructor(
    private readonly directory: LibraryDirectory,
    private readonly lookup: ScopeLookup,
    private readonly memo: ReadableMemo,
  ) {}

  /**
   * Passes, or says as little as the caller may know: signed out, not theirs to do, or (for somebody who works
   * nowhere in that library) that there is no such thing.
   */
  assert(caller: Caller, permission: Permission, scope: Scope, missing: ProblemCode = 'route.not-found'): void {
    if (caller.accountId === null && caller.grants.length === 0) throw new Problem('session.required');
    if (may(caller.grants, permission, scope)) return;
    const hidden = scope.libraryId != null && !worksIn(caller.grants, scope.libraryId);
    throw new Problem(hidden ? missing : 'access.denied');
  }

  /** Where the row of that public id stands; undefined when there is none. */
  scopeOf(kind: RowScope, pid: string): Promise<PlacedRow | undefined> {
    return this.lookup.find(kind, pid);
  }

  /** The same, or the not-found problem of its kind. */
  async mustFind(kind: RowScope, pid: string): Promise<PlacedRow> {
    const row = await this.lookup.find(kind, pid);
    if (!row) throw new Problem(this.lookup.missing(kind));
    return row;
  }

  /** Looks the row up and checks the permission there. */
  async assertOn(caller: Caller, permission: Permission, kind: RowScope, pid: string): Promise<PlacedRow> {
    const missing = this.lookup.missing(kind);
    const row = await this.lookup.find(kind, pid);
    if (!row && caller.accountId === null && caller.grants.length === 0) throw new Problem('session.required');
    if (!row) throw new Problem(missing);
    this.assert(caller, permission, row, missing);
    return row;
  }

  /**
   * Collections whose published material this reader may come across: open ones of active libraries whose labels
   * overlap with the reader's, and all those that the reader works for. Asked with every request and kept for less than
   * a second, so that closing a library re-indexes nothing and takes effect at once.
   */
  async readableCollections(caller: Caller): Promise<number[]> {
    return (await this.memo.of(caller)).map(({ id }) => id);
  }

  /** The same, by name and with what is in force for them. */
  readable(caller: Caller): Promise<ReadableCollection[]> {
    return this.memo.of(caller);
  }

  /** Those that anybody may come across, from anywhere. */
  async openCollections(): Promise<number[]> {
    return (await this.memo.of({ labels: ['public'], grants: [] })).map(({ id }) => id);
  }

  /** A collection was changed, in this process. */
  forgetCollections(): void {
    this.memo.forget();
  }

  /**
   * The labels of a reader: where they stand, and what they belong to. Whoever works for one collection only
   * is a member of the library but not its staff, so that other collections' closed material stays closed.
   */
  async labelsFor(grants: readonly Grant[], ip: string | null): Promise<string[]> {
    const labels = new Set(['public']);
    const { campus, terminals } = await this.directory.networksOf(ip);
    for (const id of campus) labels.add(labelOf('campus', id));
    for (const id of terminals) labels.add(labelOf('onsite', id));
    for (const grant of grants) {
      if (grant.role === 'reader' && grant.collectionId !== null) continue;
      const libraries = grant.libraryId === null ? await this.directory.allIds() : [grant.libraryId];
      for (const id of libraries) {
        labels.add(labelOf('member', id));
        if (grant.role !== 'reader' && grant.collectionId === null) labels.add(labelOf('staff', id));
      }
    }
    return [...labels];
  }
}
