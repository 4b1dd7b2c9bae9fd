import { describeOnOpenSearch } from '../support/opensearch.js';
import { searchContract } from './search.contract.js';
import { onOpenSearch } from './search.engines.js';

describeOnOpenSearch('search in OpenSearch', () => searchContract(onOpenSearch));
