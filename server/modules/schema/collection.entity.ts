import type { MaterialKind } from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import type { Visibility } from '../../contract/visibility.js';
import {
  bigint,
  id,
  integer,
  json,
  plainEntity,
  text,
  texts,
  time,
  touched,
  version,
} from '../../platform/database/entities.js';

export interface CollectionEntity {
  id: number;
  pid: string;
  libraryId: number;
  slug: string;
  name: LocalizedText;
  description: LocalizedText;
  kind: MaterialKind;
  templateKey: string;
  /** A new one is readers' with its first published item. */
  state: 'new' | 'open' | 'closed' | 'removed';
  labels: string[];
  defaultLabels: Visibility;
  schemaVersion: number;
  presentationVersion: number;
  ord: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const CollectionEntity = plainEntity<CollectionEntity>('collection', {
  id,
  pid: text,
  libraryId: bigint,
  slug: text,
  name: json,
  description: json,
  kind: text,
  templateKey: text,
  state: text,
  labels: texts,
  defaultLabels: json,
  schemaVersion: integer,
  presentationVersion: integer,
  ord: integer,
  version,
  createdAt: time,
  updatedAt: touched,
});
