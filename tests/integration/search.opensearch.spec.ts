import { describeOnOpenSearch, dropIndexes, openSearchPrefix, openSearchUrl } from '../support/opensearch.js';
import { searchSuite } from './search.suite.js';

describeOnOpenSearch('search, in OpenSearch', () => {
  const prefix = openSearchPrefix().slice(0, 30);
  afterAll(() => dropIndexes(prefix));
  searchSuite(() => ({ OPENSEARCH_URL: openSearchUrl(), OPENSEARCH_PREFIX: prefix }));
});
