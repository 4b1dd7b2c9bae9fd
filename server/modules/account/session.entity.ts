import { address, bigint, bytes, key, optional, plainEntity, text, time } from '../../platform/database/entities.js';

export interface SessionEntity {
  tokenHash: Buffer;
  pid: string;
  accountId: number;
  csrfToken: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  verifiedAt: Date;
}

export const SessionEntity = plainEntity<SessionEntity>('session', {
  tokenHash: key(bytes),
  pid: text,
  accountId: bigint,
  csrfToken: text,
  ip: optional(address),
  userAgent: optional(text),
  createdAt: time,
  lastSeenAt: time,
  expiresAt: time,
  verifiedAt: time,
});
