import { asEngineRequest } from '../database/request.reads.js';
import type { SearchEngine } from './search.engine.js';

const asking = new Set<string | symbol>(['search', 'totals', 'examples', 'cards', 'countEntries']);

/** The same engine: what it is asked counts as one request each, however many statements it makes of it. */
export function counted<E extends SearchEngine>(engine: E): E {
  return new Proxy(engine, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const call = (value as (...given: unknown[]) => unknown).bind(target);
      return asking.has(key) ? (...given: unknown[]) => asEngineRequest(() => call(...given)) : call;
    },
  });
}
