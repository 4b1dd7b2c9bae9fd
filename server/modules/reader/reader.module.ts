import { Module } from '@nestjs/common';
import { IiifModule } from '../iiif/iiif.module.js';
import { AdvancedContents } from './advanced.contents.js';
import { ApiPages } from './api/api.pages.js';
import { AuthorityContents } from './authority.contents.js';
import { CardsService } from './cards.service.js';
import { ChromeService } from './chrome.service.js';
import { ConsoleController } from './console.controller.js';
import { FacesService } from './faces.service.js';
import { FeedController } from './feed.controller.js';
import { FeedService } from './feed.service.js';
import { BlocksService } from './blocks.service.js';
import { HomeContents } from './home.contents.js';
import { HelpService } from './help.service.js';
import { OpeningCounter } from './opening.counter.js';
import { PageContents } from './page.contents.js';
import { PageMemory } from './page.memory.js';
import { PageSender } from './page.sender.js';
import { Palettes } from './palettes.js';
import { PublishedAnswers } from './published.answers.js';
import { PublishedController } from './published.controller.js';
import { ReaderController } from './reader.controller.js';
import { ReadingController } from './reading.controller.js';
import { Sheets } from './sheets.js';
import { SitemapController } from './sitemap.controller.js';
import { SitemapService } from './sitemap.service.js';
import { StaticController } from './static.controller.js';
import { TitlesContents } from './titles.contents.js';
import { TypeService } from './type.service.js';
import { WebBuild } from './web.build.js';

/** Comes last among the modules, and its pages last among its controllers: any address left over is a page that is not there. */
@Module({
  imports: [IiifModule],
  controllers: [
    StaticController,
    SitemapController,
    FeedController,
    ConsoleController,
    ReadingController,
    PublishedController,
    ReaderController,
  ],
  providers: [
    WebBuild,
    ChromeService,
    CardsService,
    FacesService,
    PageContents,
    HomeContents,
    BlocksService,
    AdvancedContents,
    AuthorityContents,
    OpeningCounter,
    PageMemory,
    PageSender,
    Palettes,
    HelpService,
    Sheets,
    TitlesContents,
    SitemapService,
    FeedService,
    TypeService,
    PublishedAnswers,
    ApiPages,
  ],
})
export class ReaderModule {}
