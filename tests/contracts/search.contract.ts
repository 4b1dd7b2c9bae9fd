import type { EngineUnderTest } from './search.engines.js';
import { askedRules } from './search.asked.js';
import { matchingRules } from './search.matching.js';
import { meaningRules } from './search.meaning.js';
import { narrowingRules } from './search.narrowing.js';
import { rowRules } from './search.rows.js';
import { SearchShelf } from './search.shelf.js';
import { writingRules } from './search.writing.js';

/** What every search engine must do alike. */
export function searchContract(make: () => Promise<EngineUnderTest>): void {
  const shelf = new SearchShelf(make);
  beforeAll(() => shelf.setUp());
  afterAll(() => shelf.end());
  beforeEach(() => shelf.next());

  askedRules(shelf);
  matchingRules(shelf);
  meaningRules(shelf);
  narrowingRules(shelf);
  rowRules(shelf);
  writingRules(shelf);
}
