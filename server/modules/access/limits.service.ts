import { Injectable } from '@nestjs/common';
import type { Cost } from '../../contract/api/cost.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { houseOf, networkOf } from '../../platform/http/network.js';
import { type Budget, TokenBuckets } from '../../platform/http/token.buckets.js';
import { budgets } from './budgets.js';

/** Whose budget it is: the account's where there is one, else that of all who come from the same place. */
export function payerOf(caller: Pick<Caller, 'accountId' | 'ip'>): string {
  if (caller.accountId !== null) return `account:${caller.accountId}`;
  return `address:${caller.ip === null ? 'none' : networkOf(caller.ip)}`;
}

/** All networks of one house together have as much as so many: a campus has many, and so has whoever rents a machine. */
const networksInHouse = 4;

/** All who answer for a caller, the smaller first, and how many times as much as one each of them has. */
export function payersOf(caller: Pick<Caller, 'accountId' | 'ip'>): { payer: string; times: number }[] {
  const own = { payer: payerOf(caller), times: 1 };
  const house = caller.accountId === null && caller.ip !== null ? houseOf(caller.ip) : undefined;
  return house === undefined ? [own] : [own, { payer: `address:${house}`, times: networksInHouse }];
}

/** Nobody takes more than a share of what is dear. Each server process counts for itself. */
@Injectable()
export class Limits {
  private readonly buckets = new TokenBuckets();
  private readonly on: boolean;
  private readonly factors: Partial<Record<Cost | 'all', number>>;

  constructor(config: Config) {
    this.on = config.env.RATE_LIMIT;
    this.factors = config.env.RATE_LIMITS;
  }

  /** Throws where the budget is spent; what is refused costs nothing more. */
  pay(caller: Caller, cost: Cost, much = 1): void {
    const wait = this.take(caller, cost, much);
    if (wait !== undefined) throw new Problem('request.too-many', { retryAfter: wait });
  }

  /** For what may be left out: pays where there is enough, and says whether there was. */
  affords(caller: Caller, cost: Cost): boolean {
    return this.take(caller, cost, 1) === undefined;
  }

  /** In how many seconds there would be enough, where there is not. */
  private take(caller: Caller, cost: Cost, much: number): number | undefined {
    if (!this.on) return undefined;
    const { burst, perMinute } = this.budgetOf(cost, caller);
    // The smaller first, so that one network that is refused takes nothing from its neighbours.
    for (const { payer, times } of payersOf(caller)) {
      const budget = { burst: burst * times, perMinute: perMinute * times };
      const wait = this.buckets.take(`${cost} ${payer}`, budget, much);
      if (wait !== undefined) return wait;
    }
    return undefined;
  }

  private budgetOf(cost: Cost, caller: Caller): Budget {
    const { burst, perMinute } = budgets[cost][caller.accountId === null ? 'address' : 'account'];
    const factor = this.factors[cost] ?? this.factors.all ?? 1;
    return { burst: Math.max(1, burst * factor), perMinute: perMinute * factor };
  }
}
