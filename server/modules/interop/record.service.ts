import { Injectable } from '@nestjs/common';
import type { RecordFormat } from '../../contract/api/interop.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Config } from '../../platform/config.js';
import { PublishedService } from '../catalog/published.service.js';
import { ValueService } from '../schema/value.service.js';
import { exportRecord } from './export.record.js';
import { recordFormats } from './record.formats.js';

/** One item's record in the format of another system. Who may have it is who may see the item's page. */
@Injectable()
export class RecordService {
  constructor(
    private readonly config: Config,
    private readonly published: PublishedService,
    private readonly valueRules: ValueService,
  ) {}

  async write(caller: Caller, pid: string, format: RecordFormat) {
    const published = await this.published.record(caller, pid);
    const { mediaType, ending, write } = recordFormats[format];
    return {
      text: write(exportRecord(published, this.valueRules, this.config.env.publicUrl)),
      mediaType,
      name: `${pid}.${ending}`,
      etag: `"${pid}-${format}-${published.version}"`,
      openToAll: published.openToAll,
    };
  }
}
