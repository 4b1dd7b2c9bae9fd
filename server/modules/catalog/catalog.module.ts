import { Global, Module } from '@nestjs/common';
import { ApplyHandler } from './apply.handler.js';
import { CatalogController } from './catalog.controller.js';
import { CatalogService } from './catalog.service.js';
import { DraftService } from './draft.service.js';
import { HistoryService } from './history.service.js';
import { ImpactController } from './impact.controller.js';
import { ImpactService } from './impact.service.js';
import { ItemBatches } from './item.batches.js';
import { ItemDetails } from './item.details.js';
import { ItemIdentifiers } from './item.identifiers.js';
import { ItemTroubles } from './item.troubles.js';
import { ItemList } from './item.list.js';
import { ShelfService } from './shelf.service.js';
import { ItemRepository } from './item.repository.js';
import { ItemShelving } from './item.shelving.js';
import { ItemStanding } from './item.standing.js';
import { ItemVerbs } from './item.verbs.js';
import { ItemWaysBack } from './item.ways.back.js';
import { ItemWriter } from './item.writer.js';
import { FieldViews } from './field.views.js';
import { KeptCardService } from './kept.card.service.js';
import { AuthorityItemsService } from './authority.items.service.js';
import { FamilyService } from './family.service.js';
import { LinkController } from './link.controller.js';
import { CountKeeper } from './count.keeper.js';
import { KeptCounts } from './kept.counts.js';
import { LinkRepository } from './link.repository.js';
import { LinkService } from './link.service.js';
import { LinkViews } from './link.views.js';
import { NumberController } from './number.controller.js';
import { NumberService } from './number.service.js';
import { NamingRepository } from './naming.repository.js';
import { OpeningRepository } from './opening.repository.js';
import { OpeningsService } from './openings.service.js';
import { Outbox } from './outbox.js';
import { PageHistory } from './page.history.js';
import { ShownValues } from './shown.values.js';
import { PageService } from './page.service.js';
import { PageViews } from './page.views.js';
import { PublishedListsService } from './published.lists.service.js';
import { PublishedRepository } from './published.repository.js';
import { PublishedService } from './published.service.js';
import { RenameHandler } from './rename.handler.js';
import { ItemBeginning } from './item.beginning.js';
import { ReleaseService } from './release.service.js';
import { ListValues } from './list.values.js';
import { TitleIndex } from './title.index.js';
import { TitlesService } from './titles.service.js';
import { ValueRepository } from './value.repository.js';
import { WholeService } from './whole.service.js';
import { WorkflowService } from './workflow.service.js';

@Global()
@Module({
  controllers: [NumberController, LinkController, CatalogController, ImpactController],
  providers: [
    CatalogService,
    DraftService,
    HistoryService,
    ItemBatches,
    ItemDetails,
    ItemIdentifiers,
    ItemTroubles,
    ItemList,
    ShelfService,
    ItemRepository,
    ItemShelving,
    ItemStanding,
    ItemVerbs,
    ItemWaysBack,
    ItemWriter,
    ListValues,
    ValueRepository,
    RenameHandler,
    KeptCardService,
    AuthorityItemsService,
    FamilyService,
    LinkRepository,
    NamingRepository,
    LinkService,
    LinkViews,
    ItemBeginning,
    ReleaseService,
    NumberService,
    OpeningRepository,
    OpeningsService,
    Outbox,
    PageHistory,
    ShownValues,
    TitleIndex,
    TitlesService,
    PageService,
    WorkflowService,
    FieldViews,
    PageViews,
    ApplyHandler,
    ImpactService,
    KeptCounts,
    CountKeeper,
    PublishedListsService,
    PublishedRepository,
    PublishedService,
    WholeService,
  ],
  exports: [
    ItemList,
    KeptCounts,
    FamilyService,
    FieldViews,
    PublishedListsService,
    PublishedService,
    CatalogService,
    DraftService,
    ItemRepository,
    KeptCardService,
    AuthorityItemsService,
    LinkService,
    OpeningsService,
    Outbox,
    PageService,
    ReleaseService,
    TitleIndex,
    TitlesService,
    WholeService,
    WorkflowService,
  ],
})
export class CatalogModule {}
