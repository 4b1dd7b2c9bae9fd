import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { SettingEntity } from './setting.entity.js';

type SettingValue = object | string | number | boolean;

/** What the platform keeps of itself under a name. Whoever reads it checks it: another version may have written it. */
@Injectable()
export class SettingRepository {
  constructor(private readonly database: Database) {}

  async get(key: string): Promise<SettingValue | undefined> {
    const row = await this.database.rows(SettingEntity).findOne({ select: { value: true }, where: { key } });
    return row?.value;
  }

  async put(key: string, value: SettingValue): Promise<void> {
    await this.database.rows(SettingEntity).upsert({ key, value }, ['key']);
  }
}
