import { Module } from '@nestjs/common';
import { AccessModule } from './modules/access/access.module.js';
import { AccountModule } from './modules/account/account.module.js';
import { AuditModule } from './modules/audit/audit.module.js';
import { JobModule } from './modules/job/job.module.js';
import { LibraryModule } from './modules/library/library.module.js';
import { NoticeModule } from './modules/notice/notice.module.js';
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
  AuditModule,
  AccountModule,
  LibraryModule,
  AccessModule,
  JobModule,
  NoticeModule,
];

@Module({ imports: modules })
export class AppModule {}
