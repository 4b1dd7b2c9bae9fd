import { Injectable } from '@nestjs/common';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import type { Rows } from '../../platform/database/rows.js';
import { AgentEntity, PlaceEntity } from './name.entity.js';

/** What of an agent or a place is written: whatever was given of it, and what it is found and listed by. */
export type NameChange = Record<string, unknown> & { sortText: string; searchText: string };

type AnyName = AgentEntity & PlaceEntity;

/** The edge has checked what of which kind may be given. */
const given = (name: NameChange) => name as Partial<AnyName>;

/** Single agents and places. */
@Injectable()
export class NameRepository {
  constructor(private readonly database: Database) {}

  /** Its public id. */
  async add(kind: 'agent' | 'place', libraryId: number | null, name: NameChange): Promise<string> {
    const pid = newPid();
    await this.rows(kind).insert({ ...given(name), pid, libraryId });
    return pid;
  }

  /** Each change is another version. */
  async change(kind: 'agent' | 'place', id: number, change: NameChange): Promise<void> {
    await this.rows(kind).update({ id }, given(change));
  }

  private rows(kind: 'agent' | 'place') {
    const rows = kind === 'agent' ? this.database.rows(AgentEntity) : this.database.rows(PlaceEntity);
    return rows as Rows<AnyName>;
  }
}
