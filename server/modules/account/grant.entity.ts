import type { Role } from '../../contract/permissions.js';
import { bigint, id, optional, plainEntity, text, time } from '../../platform/database/entities.js';

export interface GrantEntity {
  id: number;
  pid: string;
  accountId: number;
  role: Role;
  libraryId: number | null;
  collectionId: number | null;
  grantedBy: number | null;
  createdAt: Date;
}

export const GrantEntity = plainEntity<GrantEntity>('role_grant', {
  id,
  pid: text,
  accountId: bigint,
  role: text,
  libraryId: optional(bigint),
  collectionId: optional(bigint),
  grantedBy: optional(bigint),
  createdAt: time,
});
