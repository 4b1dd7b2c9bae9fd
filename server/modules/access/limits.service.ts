import { Injectable } from '@nestjs/common';
import type { Cost } from '../../contract/api/cost.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { networkOf } from '../../platform/http/network.js';
import { type Budget, TokenBuckets } from '../../platform/http/token.buckets.js';
import { budgets } from './budgets.js';

/** Whose budget it is: the account's where there is one, else that of all who come from the same place. */
export function payerOf(caller: Pick<Caller, 'accountId' | 'ip'>): string {
  if (caller.accountId !== null) return `account:${caller.accountId}`;
  return `address:${caller.ip === null ? 'none' : networkOf(caller.ip)}`;
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
    if (!this.on) return;
    const payer = payerOf(caller);
    const wait = this.buckets.take(`${cost} ${payer}`, this.budgetOf(cost, caller), much);
    if (wait !== undefined) throw new Problem('request.too-many', { retryAfter: wait });
  }

  private budgetOf(cost: Cost, caller: Caller): Budget {
    const { burst, perMinute } = budgets[cost][caller.accountId === null ? 'address' : 'account'];
    const factor = this.factors[cost] ?? this.factors.all ?? 1;
    return { burst: Math.max(1, burst * factor), perMinute: perMinute * factor };
  }
}
