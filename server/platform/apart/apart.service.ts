import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config.js';
import { PluginHost } from '../plugins/plugin.host.js';
import { ApartLane, type LaneSettings } from './apart.lane.js';

/**
 * Work done apart: reading what strangers sent, in child processes with limits, which can die without taking anything
 * with them. Whoever needs it opens a lane of its own, once.
 */
@Injectable()
export class Apart implements OnModuleDestroy {
  private readonly lanes: ApartLane[] = [];

  constructor(
    private readonly plugins: PluginHost,
    private readonly config: Config,
  ) {}

  lane(settings: LaneSettings): ApartLane {
    // Only plugins that read files: the others would only cost each child time and memory.
    const reading = this.plugins.plugins.filter(({ provides }) => (provides.mediaHandlers ?? []).length > 0);
    const options = this.config.env.PLUGIN_OPTIONS;
    const lane = new ApartLane(settings, {
      pluginFolders: reading.map(({ folder }) => folder),
      pluginOptions: Object.fromEntries(
        reading.filter(({ name }) => Object.hasOwn(options, name)).map(({ name }) => [name, options[name]]),
      ),
    });
    this.lanes.push(lane);
    return lane;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.stop()));
  }
}
