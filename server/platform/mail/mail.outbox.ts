import type { Locale } from '../../contract/localized.js';

export interface MailOrder {
  to: string;
  template: string;
  locale: Locale;
  params: Record<string, string>;
}

/**
 * Where those who have something to say leave it, inside the transaction of what they say. The work is done by a
 * job; whoever writes the mail stands to the left of jobs and need not know them.
 */
export abstract class MailOutbox {
  abstract readonly delivers: boolean;
  abstract put(order: MailOrder): Promise<void>;
}
