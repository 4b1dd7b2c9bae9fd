import type { Numbers } from '../../../kit/numbers.js';
import { call } from '../shell/call.js';

/** Numbers set aside for the collection in which one works. */
export function useNumbers(collection: () => string | undefined): Numbers {
  return {
    async sources() {
      const pid = collection();
      return pid
        ? (await call('GET /collections/:collection/number-blocks', { params: { collection: pid } })).rows
        : [];
    },
    async take(block) {
      const params = { collection: collection() ?? '', block };
      return (await call('POST /collections/:collection/number-blocks/:block/take', { params })).number;
    },
  };
}
