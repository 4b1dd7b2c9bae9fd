import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import type { ConfigPart } from '../../contract/api/schema.routes.js';
import { Database } from '../../platform/database/database.js';
import type { Where } from '../../platform/database/rows.js';
import { CollectionEntity } from './collection.entity.js';
import type { CollectionRow } from './schema.service.js';

/** What of a collection's own row people change; what is not given stays. */
export type CollectionChange = Partial<
  Pick<CollectionRow, 'slug' | 'name' | 'description' | 'labels' | 'defaultVisibility'> & { state: 'open' | 'closed' }
>;

const rowOf = ({ defaultLabels, createdAt: _, updatedAt, ...row }: CollectionEntity): CollectionRow => ({
  ...row,
  defaultVisibility: defaultLabels,
  updatedAt: updatedAt.toISOString(),
});

/** A collection's own row. What was removed stays, for whatever still speaks of it, and is found by nobody. */
@Injectable()
export class CollectionRepository {
  constructor(private readonly database: Database) {}

  byId(id: number): Promise<CollectionRow | undefined> {
    return this.find({ id });
  }

  byPid(pid: string): Promise<CollectionRow | undefined> {
    return this.find({ pid });
  }

  bySlug(libraryId: number, slug: string): Promise<CollectionRow | undefined> {
    return this.find({ libraryId, slug });
  }

  lock(pid: string): Promise<CollectionRow | undefined> {
    return this.find({ pid }, true);
  }

  isTaken(libraryId: number, slug: string): Promise<boolean> {
    return this.rows.existsBy({ libraryId, slug });
  }

  /** Each change is another version. */
  async change(id: number, change: CollectionChange): Promise<void> {
    const { slug, name, description, state, labels, defaultVisibility } = change;
    await this.rows.update({ id }, { slug, name, description, state, labels, defaultLabels: defaultVisibility });
  }

  /** This version of its configuration is in force from now on. */
  async setVersion(id: number, part: ConfigPart, version: number): Promise<void> {
    await this.rows.update({ id }, part === 'schema' ? { schemaVersion: version } : { presentationVersion: version });
  }

  /** Its address becomes free. */
  async remove({ id, slug, pid }: CollectionRow): Promise<void> {
    await this.rows.update({ id }, { state: 'removed', slug: `${slug.slice(0, 45)}-${pid}` });
  }

  private get rows() {
    return this.database.rows(CollectionEntity);
  }

  private async find(where: Where<CollectionEntity>, lock = false): Promise<CollectionRow | undefined> {
    const row = await this.rows.findOne({
      where: { ...where, state: Not('removed') },
      ...(lock && { lock: { mode: 'pessimistic_write' } }),
    });
    return row ? rowOf(row) : undefined;
  }
}
