import { searchSuite } from './search.suite.js';

describe('search, in PostgreSQL', () => searchSuite(() => ({})));
