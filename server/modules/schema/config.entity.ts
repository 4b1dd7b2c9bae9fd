import type { ConfigPart } from '../../contract/api/schema.routes.js';
import { bigint, integer, json, key, optional, plainEntity, text, time } from '../../platform/database/entities.js';

/** A version that was published; it never changes. */
export interface ConfigEntity {
  libraryId: number;
  collectionId: number;
  part: ConfigPart;
  version: number;
  document: object;
  note: string;
  authorId: number | null;
  publishedAt: Date;
}

export const ConfigEntity = plainEntity<ConfigEntity>('collection_config', {
  libraryId: bigint,
  collectionId: key(bigint),
  part: key(text),
  version: key(integer),
  document: json,
  note: text,
  authorId: optional(bigint),
  publishedAt: time,
});
