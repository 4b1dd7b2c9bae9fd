import { Module } from '@nestjs/common';
import { ConfigModule } from './platform/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { PluginModule } from './platform/plugins/plugin.module.js';

/** What server and worker share; each line is one domain, in the order in which they may call one another. */
export const modules = [ConfigModule, DatabaseModule, HttpModule, PluginModule];

@Module({ imports: modules })
export class AppModule {}
