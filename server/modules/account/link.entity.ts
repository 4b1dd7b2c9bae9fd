import { bigint, bytes, json, key, optional, plainEntity, text, time } from '../../platform/database/entities.js';

/** A link that was mailed: it invites somebody, or lets somebody set a password. */
export interface LinkEntity {
  tokenHash: Buffer;
  kind: 'invitation' | 'password-reset';
  email: string;
  emailFolded: string;
  accountId: number | null;
  grants: object[];
  libraryId: number | null;
  invitedBy: number | null;
  pid: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

export const LinkEntity = plainEntity<LinkEntity>('account_token', {
  tokenHash: key(bytes),
  kind: text,
  email: text,
  emailFolded: text,
  accountId: optional(bigint),
  grants: json,
  libraryId: optional(bigint),
  invitedBy: optional(bigint),
  pid: text,
  createdAt: time,
  expiresAt: time,
  usedAt: optional(time),
});
