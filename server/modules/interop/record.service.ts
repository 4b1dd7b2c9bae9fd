import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RecordFormat } from '../../contract/api/interop.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Config } from '../../platform/config.js';
import { FamilyService, type ItemLink } from '../catalog/family.service.js';
import { PublishedService } from '../catalog/published.service.js';
import { ValueService } from '../schema/value.service.js';
import { exportRecord } from './export.record.js';
import { recordFormats } from './record.formats.js';

const mostLinks = 200;

const digest = (links: readonly ItemLink[]): string =>
  createHash('sha256')
    .update(JSON.stringify(links.map(({ role, pid, title, part, note }) => [role.role, pid, title, part, note])))
    .digest('base64url')
    .slice(0, 8);

/** One item's record in the format of another system. Who may have it is who may see the item's page. */
@Injectable()
export class RecordService {
  constructor(
    private readonly config: Config,
    private readonly published: PublishedService,
    private readonly families: FamilyService,
    private readonly valueRules: ValueService,
  ) {}

  async write(caller: Caller, pid: string, format: RecordFormat) {
    const [record, links] = await Promise.all([
      this.published.record(caller, pid),
      this.families.linksOf(caller, pid, mostLinks),
    ]);
    const { publicUrl } = this.config.env;
    const published = { ...record, jsonld: this.families.jsonLd(record.jsonld, links, publicUrl) };
    const { mediaType, ending, write } = recordFormats[format];
    return {
      text: write(exportRecord(published, this.valueRules, publicUrl, links)),
      mediaType,
      name: `${pid}.${ending}`,
      // What it is linked to changes without it: another library may publish a copy today.
      etag: `"${pid}-${format}-${published.version}-${digest(links)}"`,
      openToAll: published.openToAll,
    };
  }
}
