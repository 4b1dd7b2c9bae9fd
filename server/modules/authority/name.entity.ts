import type { LocalizedText } from '../../contract/localized.js';
import {
  bigint,
  double,
  id,
  integer,
  json,
  optional,
  plainEntity,
  text,
  time,
  version,
} from '../../platform/database/entities.js';

/** What agents and places share. */
interface NameEntity {
  id: number;
  pid: string;
  libraryId: number | null;
  name: LocalizedText;
  sortText: string;
  searchText: string;
  variants: string[];
  variantKinds: Record<string, string>;
  external: Record<string, string>;
  mergedInto: number | null;
  version: number;
  createdAt: Date;
}

export interface AgentEntity extends NameEntity {
  kind: 'person' | 'family' | 'body';
  dynasty: string | null;
  birthYear: number | null;
  deathYear: number | null;
  note: LocalizedText;
}

export interface PlaceEntity extends NameEntity {
  parentId: number | null;
  modernName: LocalizedText;
  latitude: number | null;
  longitude: number | null;
}

const shared = {
  id,
  pid: text,
  libraryId: optional(bigint),
  name: json,
  sortText: text,
  searchText: text,
  variants: json,
  variantKinds: json,
  external: json,
  mergedInto: optional(bigint),
  version,
  createdAt: time,
};

export const AgentEntity = plainEntity<AgentEntity>('agent', {
  ...shared,
  kind: text,
  dynasty: optional(text),
  birthYear: optional(integer),
  deathYear: optional(integer),
  note: json,
});

export const PlaceEntity = plainEntity<PlaceEntity>('place', {
  ...shared,
  parentId: optional(bigint),
  modernName: json,
  latitude: optional(double),
  longitude: optional(double),
});
