import { searchContract } from './search.contract.js';
import { onPostgres } from './search.engines.js';

describe('search in PostgreSQL', () => searchContract(onPostgres));
