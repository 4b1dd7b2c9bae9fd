import { Global, Module } from '@nestjs/common';
import { SearchEngineModule } from '../../platform/search/search.module.js';
import { DocumentBuilder } from './document.builder.js';
import { FacetDictionary } from './facet.dictionary.js';
import { FacetLabels } from './facet.labels.js';
import { FacetLists } from './facet.lists.js';
import { FacetViews } from './facet.views.js';
import { HitViews } from './hit.views.js';
import { IndexService } from './index.service.js';
import { InsideService } from './inside.service.js';
import { KnownPieces } from './known.pieces.js';
import { MeaningExpansion } from './meaning.expansion.js';
import { NameExpansion } from './name.expansion.js';
import { OtherReadings } from './other.readings.js';
import { PreviewController } from './preview.controller.js';
import { PreviewService } from './preview.service.js';
import { PublishedSources } from './published.source.js';
import { QuestionService } from './question.service.js';
import { RebuildLease } from './rebuild.lease.js';
import { ReindexHandler } from './reindex.handler.js';
import { RowQueries } from './row.queries.js';
import { RowValues } from './row.values.js';
import { SampleFacets } from './sample.facets.js';
import { SearchController } from './search.controller.js';
import { SearchScopes } from './search.scope.js';
import { SearchService } from './search.service.js';
import { SearchTurns } from './search.turns.js';
import { StandingForms } from './standing.forms.js';
import { SuggestService } from './suggest.service.js';
import { SuggestedRows } from './suggested.rows.js';
import { WaysOut } from './ways.out.js';

/** Asking and indexing. Who watches the outbox is the worker's module. */
@Global()
@Module({
  imports: [SearchEngineModule],
  controllers: [SearchController, PreviewController],
  providers: [
    DocumentBuilder,
    FacetDictionary,
    FacetLabels,
    FacetLists,
    FacetViews,
    HitViews,
    IndexService,
    InsideService,
    KnownPieces,
    MeaningExpansion,
    NameExpansion,
    OtherReadings,
    PreviewService,
    PublishedSources,
    QuestionService,
    RebuildLease,
    ReindexHandler,
    RowQueries,
    RowValues,
    SearchScopes,
    SearchService,
    SearchTurns,
    SampleFacets,
    StandingForms,
    SuggestService,
    SuggestedRows,
    WaysOut,
  ],
  exports: [IndexService, RebuildLease, InsideService, SearchService, SuggestService],
})
export class SearchModule {}
