import type { LocalizedText } from '../../contract/localized.js';
import {
  bigint,
  flag,
  id,
  integer,
  json,
  optional,
  plainEntity,
  text,
  time,
} from '../../platform/database/entities.js';

export interface VocabularyEntity {
  id: number;
  pid: string;
  libraryId: number | null;
  key: string;
  name: LocalizedText;
  ordered: boolean;
  version: number;
  createdAt: Date;
}

export const VocabularyEntity = plainEntity<VocabularyEntity>('vocabulary', {
  id,
  pid: text,
  libraryId: optional(bigint),
  key: text,
  name: json,
  ordered: flag,
  version: integer,
  createdAt: time,
});
