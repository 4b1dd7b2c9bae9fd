import { Global, Module } from '@nestjs/common';
import { AdoptionService } from './adoption.service.js';
import { AgentService } from './agent.service.js';
import { AuthorityCareController } from './authority.care.controller.js';
import { AlsoKnownService } from './also.known.service.js';
import { AuthorityController } from './authority.controller.js';
import { AuthorityService } from './authority.service.js';
import { BranchService } from './exchange/branch.service.js';
import { ExchangeController } from './exchange/exchange.controller.js';
import { ExportService } from './exchange/export.service.js';
import { ImportService } from './exchange/import.service.js';
import { ImportSettle } from './exchange/import.settle.js';
import { ImportVerb } from './exchange/import.verb.js';
import { NameShelf } from './exchange/name.shelf.js';
import { TermShelf } from './exchange/term.shelf.js';
import { MergeService } from './merge.service.js';
import { OpenAuthorityService } from './open.authority.service.js';
import { Ownership } from './ownership.js';
import { PlaceService } from './place.service.js';
import { RemovedService } from './removed.service.js';
import { AuthorityRecordService } from './authority.record.service.js';
import { NameRepository } from './name.repository.js';
import { TermRepository } from './term.repository.js';
import { UsageService } from './usage.service.js';
import { VocabularyHolders } from './vocabulary.holders.js';
import { VocabularyRepository } from './vocabulary.repository.js';
import { VocabularySeeder } from './vocabulary.seeder.js';
import { VocabularyService } from './vocabulary.service.js';
import { VocabularyStore } from './vocabulary.store.js';

@Global()
@Module({
  controllers: [AuthorityController, AuthorityCareController, ExchangeController],
  providers: [
    VocabularyRepository,
    TermRepository,
    NameRepository,
    AdoptionService,
    AlsoKnownService,
    AuthorityService,
    VocabularyStore,
    VocabularyHolders,
    VocabularySeeder,
    VocabularyService,
    AgentService,
    PlaceService,
    Ownership,
    UsageService,
    AuthorityRecordService,
    RemovedService,
    OpenAuthorityService,
    MergeService,
    BranchService,
    ExportService,
    ImportService,
    ImportSettle,
    ImportVerb,
    NameShelf,
    TermShelf,
  ],
  exports: [
    AdoptionService,
    AgentService,
    AlsoKnownService,
    AuthorityService,
    OpenAuthorityService,
    PlaceService,
    VocabularyService,
  ],
})
export class AuthorityModule {}
