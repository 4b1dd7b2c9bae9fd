import { bigint, bytes, key, plainEntity, time } from '../../platform/database/entities.js';

export interface BrowserEntity {
  tokenHash: Buffer;
  accountId: number;
  usedAt: Date;
  expiresAt: Date;
}

export const BrowserEntity = plainEntity<BrowserEntity>('known_browser', {
  tokenHash: key(bytes),
  accountId: key(bigint),
  usedAt: time,
  expiresAt: time,
});
