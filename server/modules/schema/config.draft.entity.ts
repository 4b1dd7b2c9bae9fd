import type { ConfigPart } from '../../contract/api/schema.routes.js';
import { bigint, integer, json, key, optional, plainEntity, text, time } from '../../platform/database/entities.js';

export interface ConfigDraftEntity {
  libraryId: number;
  collectionId: number;
  part: ConfigPart;
  baseVersion: number;
  document: object;
  revision: number;
  authorId: number | null;
  updatedAt: Date;
}

export const ConfigDraftEntity = plainEntity<ConfigDraftEntity>('collection_config_draft', {
  libraryId: bigint,
  collectionId: key(bigint),
  part: key(text),
  baseVersion: integer,
  document: json,
  revision: integer,
  authorId: optional(bigint),
  updatedAt: time,
});
