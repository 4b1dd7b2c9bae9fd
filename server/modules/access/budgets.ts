import type { Cost } from '../../contract/api/cost.js';
import type { Budget } from '../../platform/http/token.buckets.js';

interface Budgets {
  /**
   * Of one address, for all who are not signed in there: a campus may be behind it. IPv6: of one network of 64 bits, and
   * four times as much of one of 48.
   */
  address: Budget;
  /** Of one account, wherever it is. */
  account: Budget;
}

const of = (burst: number, perMinute: number): Budget => ({ burst, perMinute });

/**
 * What a busy reading room does not reach, and one program that means harm does. Images count by megapixels that are
 * cut, everything else by requests.
 */
export const budgets: Record<Cost, Budgets> = {
  read: { address: of(1500, 9000), account: of(600, 3000) },
  write: { address: of(100, 300), account: of(300, 1200) },
  page: { address: of(900, 3600), account: of(240, 1200) },
  search: { address: of(240, 900), account: of(60, 240) },
  suggest: { address: of(600, 3000), account: of(150, 600) },
  image: { address: of(3000, 6000), account: of(1500, 3000) },
  gather: { address: of(300, 1200), account: of(120, 600) },
  whole: { address: of(30, 20), account: of(20, 10) },
  export: { address: of(60, 120), account: of(60, 120) },
  import: { address: of(20, 20), account: of(20, 20) },
  batch: { address: of(60, 120), account: of(60, 120) },
  upload: { address: of(100, 300), account: of(1200, 3000) },
  preview: { address: of(60, 240), account: of(60, 240) },
  mail: { address: of(20, 20), account: of(30, 30) },
  'sign-in': { address: of(60, 120), account: of(20, 60) },
};
