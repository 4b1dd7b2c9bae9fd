import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { currentIdentity } from '../../platform/database/identity.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { ShortMemo } from '../../platform/database/short.memo.js';

const most = 2000;

/** Which row versions there are: whatever is written into one of them, and whoever writes it, makes it another. */
const rowsOf = (table: string, key: string): string =>
  `(SELECT md5(string_agg(concat(${key}, ':', xmin), ',' ORDER BY ${key})) FROM ${table})`;

const stampStatement = `SELECT concat_ws(' ', ${rowsOf('library', 'id')}, ${rowsOf('library_host', 'host')},
  ${rowsOf('collection', 'id')}, (SELECT xmin FROM platform_setting WHERE key = 'portal')) AS stamp`;

/** Answers that hold as long as the few rows do that every page depends on. */
export class StandingMemo<T> {
  private readonly kept = new Map<string, { stamp: string; answer: Promise<T> }>();

  constructor(
    private readonly database: Database,
    private readonly standing: StandingService,
  ) {}

  async of(key: string, ask: () => Promise<T>): Promise<T> {
    // What one transaction sees is not for others.
    if (this.database.inTransaction) return ask();
    const stamp = await this.standing.stamp();
    const known = this.kept.get(key);
    if (known?.stamp === stamp) return known.answer;
    if (this.kept.size >= most) this.kept.clear();
    const mine = { stamp, answer: ask() };
    this.kept.set(key, mine);
    mine.answer.catch(() => {
      if (this.kept.get(key) === mine) this.kept.delete(key);
    });
    return mine.answer;
  }
}

/**
 * How libraries, their hosts, their collections and the portal stand, in a few characters: one small question for all that
 * a request needs of them. It is answered anew after less than a second, so that what was closed is refused in time, and
 * at once in the process that changed something.
 */
@Injectable()
export class StandingService {
  private readonly stamps: ShortMemo<string>;

  constructor(private readonly database: Database) {
    this.stamps = new ShortMemo(database);
  }

  stamp(): Promise<string> {
    return this.database.once('standing', () => {
      // Whoever sees fewer rows has a stamp of their own.
      const { role, setting } = currentIdentity();
      return this.stamps.of(`${role} ${setting}`, async () => {
        const row = await this.database.one<{ stamp: string }>(keptPlan(stampStatement));
        return row!.stamp;
      });
    });
  }

  memo<T>(): StandingMemo<T> {
    return new StandingMemo(this.database, this);
  }

  forget(): void {
    this.stamps.forget();
  }
}
