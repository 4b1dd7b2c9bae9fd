import { bigint, bytes, id, optional, plainEntity, text, texts, time } from '../../platform/database/entities.js';

export interface PasskeyEntity {
  id: number;
  pid: string;
  accountId: number;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export const PasskeyEntity = plainEntity<PasskeyEntity>('account_passkey', {
  id,
  pid: text,
  accountId: bigint,
  credentialId: text,
  publicKey: bytes,
  counter: bigint,
  transports: texts,
  name: text,
  createdAt: time,
  lastUsedAt: optional(time),
});
