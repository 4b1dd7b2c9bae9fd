import type { ItemCard } from '../../server/contract/reader.js';

/** The demo of a platform that runs, as it is read. */
export interface Demo {
  home: () => string;
  works: readonly ItemCard[];
  /** Asked once: nothing changes meanwhile. */
  get: (place: string) => Promise<{ status: number; text: string }>;
}

/** Several at a time, as readers come. */
export async function amid<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all([one(), one(), one(), one()]);
}
