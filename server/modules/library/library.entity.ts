import type { LibraryBrand } from '../../contract/api/library.routes.js';
import type { LocalizedText } from '../../contract/localized.js';
import {
  bigint,
  id,
  json,
  networks,
  optional,
  plainEntity,
  text,
  texts,
  time,
  touched,
  version,
} from '../../platform/database/entities.js';

export interface LibraryEntity {
  id: number;
  pid: string;
  slug: string;
  name: LocalizedText;
  description: LocalizedText;
  brand: Partial<LibraryBrand>;
  settings: object;
  state: 'active' | 'suspended';
  labels: string[];
  campusRanges: string[];
  terminalRanges: string[];
  quotaBytes: number | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const LibraryEntity = plainEntity<LibraryEntity>('library', {
  id,
  pid: text,
  slug: text,
  name: json,
  description: json,
  brand: json,
  settings: json,
  state: text,
  labels: texts,
  campusRanges: networks,
  terminalRanges: networks,
  quotaBytes: optional(bigint),
  version,
  createdAt: time,
  updatedAt: touched,
});
