import type { Locale } from '../../contract/localized.js';
import { id, integer, optional, plainEntity, text, time } from '../../platform/database/entities.js';

export interface AccountEntity {
  id: number;
  pid: string;
  email: string;
  emailFolded: string;
  name: string;
  passwordHash: string | null;
  locale: Locale;
  state: 'active' | 'disabled';
  failedAttempts: number;
  lockedUntil: Date | null;
  passwordChangedAt: Date | null;
  lastSeenAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export const AccountEntity = plainEntity<AccountEntity>('account', {
  id,
  pid: text,
  email: text,
  emailFolded: text,
  name: text,
  passwordHash: optional(text),
  locale: text,
  state: text,
  failedAttempts: integer,
  lockedUntil: optional(time),
  passwordChangedAt: optional(time),
  lastSeenAt: optional(time),
  createdAt: time,
  // Being seen is no change: whoever changes something says so.
  updatedAt: time,
});
