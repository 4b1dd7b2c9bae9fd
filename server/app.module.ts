import { Module } from '@nestjs/common';
import { ConfigModule } from './platform/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HttpModule } from './platform/http/http.module.js';

/** What server and worker share; each line is one domain, in the order in which they may call one another. */
export const modules = [ConfigModule, DatabaseModule, HttpModule];

@Module({ imports: modules })
export class AppModule {}
