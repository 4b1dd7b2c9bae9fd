import { Injectable } from '@nestjs/common';
import { SecurityRules } from '../../contract/api/factor.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { SettingRepository } from '../../platform/database/setting.repository.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { hasFactorSql } from './factor.sql.js';

const key = 'security';
const lifetimeMs = 1000;

/** How strict signing in is on this platform: one row, read at most once a second by each process. */
@Injectable()
export class SecuritySettings {
  private kept: { at: number; rules: SecurityRules } | undefined;

  constructor(
    private readonly database: Database,
    private readonly settings: SettingRepository,
    private readonly audit: AuditService,
  ) {}

  async rules(): Promise<SecurityRules> {
    if (this.kept && Date.now() - this.kept.at < lifetimeMs) return this.kept.rules;
    const rules = await this.read();
    this.kept = { at: Date.now(), rules };
    return rules;
  }

  async save(caller: Caller, wanted: SecurityRules): Promise<SecurityRules> {
    const saved = await this.database.transaction(async () => {
      const before = await this.read();
      if (wanted.requireFactor && !before.requireFactor) await this.assertOwnFactor(caller);
      await this.settings.put(key, wanted);
      const subject: AuditSubject = { libraryId: null, kind: 'platform', pid: null, title: 'security' };
      await this.audit.record(caller, 'platform.security', subject, { before, after: wanted });
      return wanted;
    });
    this.kept = undefined;
    return saved;
  }

  private async read(): Promise<SecurityRules> {
    const parsed = SecurityRules.safeParse((await this.settings.get(key)) ?? {});
    return parsed.success ? parsed.data : SecurityRules.parse({});
  }

  /** Whoever asks it of others must not shut themselves out with the same click. */
  private async assertOwnFactor(caller: Caller): Promise<void> {
    const row = await this.database.one<{ has: boolean }>(
      `SELECT ${hasFactorSql} AS has FROM account a WHERE a.id = $1`,
      [caller.accountId],
    );
    if (!row?.has) throw new Problem('factor.own-first');
  }
}
