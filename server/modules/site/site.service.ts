import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { LocalizedText } from '../../contract/localized.js';
import { Pid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { ChangeService } from '../change/change.service.js';
import { ChangeFollower } from '../change/follower.service.js';

/** What the platform says about itself: kept in one row, every part of it optional. */
export const PortalSettings = z.object({
  name: LocalizedText.default({}),
  motto: LocalizedText.default({}),
  /** 镇馆之宝: items that lead the home page, the first one large. */
  featured: z.array(Pid).max(12).default([]),
  /** Words to try, under the search box. */
  hot: z.array(z.string().min(1).max(30)).max(8).default([]),
  /** Registration numbers of the place. */
  icp: z.string().max(200).default(''),
  theme: z.string().default('paper'),
});
export type PortalSettings = z.infer<typeof PortalSettings>;

const key = 'portal';
const lifetimeMs = 1000;

@Injectable()
export class SiteService implements OnModuleInit {
  private kept: { at: number; settings: PortalSettings } | undefined;

  constructor(
    private readonly database: Database,
    private readonly changes: ChangeService,
    private readonly follower: ChangeFollower,
  ) {}

  onModuleInit(): void {
    this.follower.follow({ changed: () => (this.kept = undefined) });
  }

  async portal(): Promise<PortalSettings> {
    if (this.kept && Date.now() - this.kept.at < lifetimeMs) return this.kept.settings;
    const row = await this.database.one<{ value: unknown }>('SELECT value FROM platform_setting WHERE key = $1', [key]);
    const parsed = PortalSettings.safeParse(row?.value ?? {});
    // A row written by another version must not take the home page down.
    const settings = parsed.success ? parsed.data : PortalSettings.parse({});
    this.kept = { at: Date.now(), settings };
    return settings;
  }

  async savePortal(settings: z.input<typeof PortalSettings>): Promise<void> {
    const checked = PortalSettings.parse(settings);
    await this.database.transaction(async () => {
      await this.database.query(
        `INSERT INTO platform_setting (key, value) VALUES ($1, $2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
        [key, JSON.stringify(checked)],
      );
      await this.changes.append('change', { subject: 'site', libraryId: null });
    });
    this.kept = undefined;
  }
}
