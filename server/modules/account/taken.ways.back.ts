import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { type Act, type Answer, may, WaysBack } from '../recent/ways.back.js';
import { assertMayGive } from './grant.rules.js';
import { TakenRoles, type TakenRow } from './taken.roles.js';

/** A role that was taken is given back. */
@Injectable()
export class TakenWaysBack implements OnModuleInit {
  constructor(
    private readonly ways: WaysBack,
    private readonly taken: TakenRoles,
  ) {}

  onModuleInit(): void {
    this.ways.register(['grant.take'], (acts, caller) => this.find(acts, caller));
  }

  private async find(acts: readonly Act[], caller: Caller): Promise<Map<number, Answer>> {
    const rows = await this.taken.among(acts.map(({ detail }) => String(detail.kept)));
    const known = new Map(rows.map((row) => [row.pid, row]));
    return new Map(
      acts.flatMap(({ id, detail }): [number, Answer][] => {
        const row = known.get(String(detail.kept));
        return row ? [[id, this.answer(row, caller)]] : [];
      }),
    );
  }

  private answer(row: TakenRow & { held: boolean }, caller: Caller): Answer {
    if (row.givenBack) return 'undone';
    if (row.held) return 'changed';
    if (row.collectionGone) return 'gone';
    if (!may(() => assertMayGive(caller, row.role, row))) return 'denied';
    return { by: 'roles', library: row.library.pid, taken: row.pid };
  }
}
