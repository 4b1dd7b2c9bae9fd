import { jest } from '@jest/globals';
import { Database } from '../../server/platform/database/database.js';

/** Statements that say one of these words, in their order, of the application in this process and of a worker in it. */
export async function asked(words: RegExp, work: () => Promise<unknown>): Promise<string[]> {
  const spy = jest.spyOn(Database.prototype, 'query');
  try {
    await work();
    return spy.mock.calls.map(([sql]) => sql).filter((sql) => words.test(sql));
  } finally {
    spy.mockRestore();
  }
}
