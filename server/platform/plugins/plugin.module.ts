import { Global, Module } from '@nestjs/common';
import { Config } from '../config.js';
import { PluginHost } from './plugin.host.js';

@Global()
@Module({
  providers: [
    {
      provide: PluginHost,
      inject: [Config],
      useFactory: (config: Config) => PluginHost.load(config.env.PLUGINS_DIR, config.env.PLUGIN_OPTIONS),
    },
  ],
  exports: [PluginHost],
})
export class PluginModule {}
