import type { LocalizedText } from '../../contract/localized.js';
import { bigint, id, integer, json, optional, plainEntity, text, version } from '../../platform/database/entities.js';

export interface TermEntity {
  id: number;
  pid: string;
  vocabularyId: number;
  parentId: number | null;
  code: string;
  label: LocalizedText;
  variants: string[];
  ord: number;
  external: Record<string, string>;
  fromYear: number | null;
  toYear: number | null;
  mergedInto: number | null;
  version: number;
  note: LocalizedText;
  variantLangs: Record<string, string>;
}

export const TermEntity = plainEntity<TermEntity>('term', {
  id,
  pid: text,
  vocabularyId: bigint,
  parentId: optional(bigint),
  code: text,
  label: json,
  variants: json,
  ord: integer,
  external: json,
  fromYear: optional(integer),
  toYear: optional(integer),
  mergedInto: optional(bigint),
  version,
  note: json,
  variantLangs: json,
});
