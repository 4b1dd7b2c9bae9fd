import { Counter, Gauge, register } from 'prom-client';

export type Outcome = 'hit' | 'not_modified' | 'miss' | 'shared' | 'aside';

/** All memories of this process; tests have several platforms in one. */
const memories = new Set<{ size: { entries: number; bytes: number } }>();

function gauge(name: string, help: string, of: 'entries' | 'bytes'): Gauge {
  return (
    (register.getSingleMetric(name) as Gauge | undefined) ??
    new Gauge({
      name,
      help,
      collect() {
        this.set([...memories].reduce((sum, one) => sum + one.size[of], 0));
      },
    })
  );
}

const outcomes = new Counter({
  name: 'linlang_pages_total',
  help: 'Pages for visitors, by how they were answered: hit and not_modified from memory, miss drawn and kept where it may be, shared drawn once for several who asked at once, aside drawn for one visitor',
  labelNames: ['outcome'],
});
gauge('linlang_pages_kept', 'Pages in the memory of this process', 'entries');
gauge('linlang_pages_kept_bytes', 'Bytes of the pages in the memory of this process', 'bytes');

export const countPage = (outcome: Outcome): void => outcomes.inc({ outcome });
export const measurePages = (memory: { size: { entries: number; bytes: number } }): void => void memories.add(memory);
export const forgetPages = (memory: { size: { entries: number; bytes: number } }): void => void memories.delete(memory);
