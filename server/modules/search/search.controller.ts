import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { SearchService } from './search.service.js';
import { SuggestService } from './suggest.service.js';

@Controller()
export class SearchController {
  constructor(
    private readonly search: SearchService,
    private readonly suggestions: SuggestService,
  ) {}

  @Serve('GET /search')
  find(@In() { query }: Input<'GET /search'>, @By() caller: Caller) {
    return this.search.query(caller, query);
  }

  @Serve('GET /search/rows')
  rows(@In() { query }: Input<'GET /search/rows'>, @By() caller: Caller) {
    return this.search.rowsAsked(caller, query);
  }

  @Serve('GET /search/suggestions')
  suggest(@In() { query }: Input<'GET /search/suggestions'>, @By() caller: Caller) {
    return this.suggestions.suggest(caller, query);
  }

  @Serve('GET /search/facets/:facet')
  facet(@In() { params, query }: Input<'GET /search/facets/:facet'>, @By() caller: Caller) {
    return this.search.facet(caller, params.facet, query);
  }

  @Serve('POST /search/index')
  reindex(@By() caller: Caller) {
    return this.search.reindex(caller);
  }
}
