import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { LocalizedText } from '../../contract/localized.js';
import { Pid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { SettingRepository } from '../../platform/database/setting.repository.js';
import { ChangeService } from '../change/change.service.js';
import { type StandingMemo, StandingService } from '../library/standing.service.js';

const HotWord = z.string().min(1).max(30);

/** What the platform says about itself: kept in one row, every part of it optional. */
export const PortalSettings = z.object({
  name: LocalizedText.default({}),
  motto: LocalizedText.default({}),
  /** 镇馆之宝: items that lead the home page, the first one large. */
  featured: z.array(Pid).max(12).default([]),
  /** Words to try, under the search box; one that is given by language is shown to whoever reads that. */
  hot: z
    .array(z.union([HotWord, z.record(z.string().max(20), HotWord)]))
    .max(8)
    .default([]),
  /** Registration numbers of the place. */
  icp: z.string().max(200).default(''),
  theme: z.string().default('paper'),
});
export type PortalSettings = z.infer<typeof PortalSettings>;

const key = 'portal';

@Injectable()
export class SiteService {
  private readonly kept: StandingMemo<PortalSettings>;

  constructor(
    private readonly database: Database,
    private readonly settings: SettingRepository,
    private readonly standing: StandingService,
    private readonly changes: ChangeService,
  ) {
    this.kept = standing.memo();
  }

  portal(): Promise<PortalSettings> {
    return this.kept.of(key, () => this.read());
  }

  private async read(): Promise<PortalSettings> {
    const parsed = PortalSettings.safeParse((await this.settings.get(key)) ?? {});
    // A row written by another version must not take the home page down.
    return parsed.success ? parsed.data : PortalSettings.parse({});
  }

  /** The demo's way in. People get theirs with sites: drafts, versions and grants of the platform's own site. */
  async savePortal(settings: z.input<typeof PortalSettings>): Promise<void> {
    const checked = PortalSettings.parse(settings);
    await this.database.transaction(async () => {
      await this.settings.put(key, checked);
      await this.changes.append('change', { subject: 'site', libraryId: null });
      await this.database.afterCommit(() => this.standing.forget());
    });
  }
}
