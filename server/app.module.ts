import { Module } from '@nestjs/common';
import { convertBy } from './contract/localized.js';
import { toTraditional } from './contract/text/traditional.js';
import { AccessModule } from './modules/access/access.module.js';
import { AccountModule } from './modules/account/account.module.js';
import { AuditModule } from './modules/audit/audit.module.js';
import { AuthorityModule } from './modules/authority/authority.module.js';
import { BatchModule } from './modules/batch/batch.module.js';
import { CatalogModule } from './modules/catalog/catalog.module.js';
import { ChangeModule } from './modules/change/change.module.js';
import { DemoModule } from './modules/demo/demo.module.js';
import { JobModule } from './modules/job/job.module.js';
import { LibraryModule } from './modules/library/library.module.js';
import { IiifModule } from './modules/iiif/iiif.module.js';
import { InteropModule } from './modules/interop/interop.module.js';
import { MediaModule } from './modules/media/media.module.js';
import { NoticeModule } from './modules/notice/notice.module.js';
import { ReaderModule } from './modules/reader/reader.module.js';
import { RecentModule } from './modules/recent/recent.module.js';
import { SearchModule } from './modules/search/search.module.js';
import { SchemaModule } from './modules/schema/schema.module.js';
import { SiteModule } from './modules/site/site.module.js';
import { TransferModule } from './modules/transfer/transfer.module.js';
import { ApartModule } from './platform/apart/apart.module.js';
import { ConfigModule } from './platform/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { PluginModule } from './platform/plugins/plugin.module.js';

/** What server and worker share; each line is one domain, in the order in which they may call one another. */
export const modules = [
  ConfigModule,
  DatabaseModule,
  HttpModule,
  PluginModule,
  ApartModule,
  AuditModule,
  RecentModule,
  ChangeModule,
  AccountModule,
  LibraryModule,
  AccessModule,
  JobModule,
  BatchModule,
  AuthorityModule,
  SchemaModule,
  NoticeModule,
  CatalogModule,
  MediaModule,
  IiifModule,
  SearchModule,
  TransferModule,
  SiteModule,
  InteropModule,
  DemoModule,
  // Last: any address that is left over is a page that is not there.
  ReaderModule,
];

// Whatever runs of the platform, names and labels that are written in simplified characters alone read the same.
convertBy(toTraditional);

@Module({ imports: modules })
export class AppModule {}
