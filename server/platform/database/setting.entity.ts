import { json, key, plainEntity, text, touched } from './entities.js';

export interface SettingEntity {
  key: string;
  /** Whatever it is, it is something. */
  value: object | string | number | boolean;
  updatedAt: Date;
}

export const SettingEntity = plainEntity<SettingEntity>('platform_setting', {
  key: key(text),
  value: json,
  updatedAt: touched,
});
