import { z } from 'zod';
import type { CoreKey } from './field.roles.js';
import type { LocalizedText } from './localized.js';

/** One end of a relation: what the other thing is to the one that says so. */
export interface RelationEnd {
  role: string;
  /** As a heading over what stands at the other end. */
  label: LocalizedText;
  /** One of them, within a sentence. */
  one: LocalizedText;
  /** What is said of a thing that is seen through this role, by fields of these roles. */
  facts: readonly CoreKey[];
  schemaOrg?: string;
  dc: 'relation' | 'source';
  /** The type of a MODS `relatedItem`; none where MODS has no word for it. */
  mods?: 'host' | 'constituent' | 'original' | 'otherFormat' | 'otherVersion' | 'preceding' | 'succeeding' | 'series';
  cnmarc: string;
  marc21: string;
}

/** A kind of relation between two items. `from` is the one that depends: the impression, the part, the copy. */
export interface RelationKind {
  /** Stored; never changes its meaning. */
  key: string;
  /** Whether the two make one family, or merely know of each other. */
  family: boolean;
  /** How `from` sees `to`, and `to` sees `from`: the same where both stand alike. */
  ends: readonly [from: RelationEnd, to: RelationEnd];
  /** What a new thing takes over from the one it is begun from, by roles: of these, or whatever is of none of those. */
  carries: { only: readonly CoreKey[] } | { but: readonly CoreKey[] };
}

const both = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, en });

const about = ['title', 'altTitle', 'agent', 'language', 'class', 'otherClass', 'subject'] as const;
const ofStone = ['stoneTitle', 'stoneType', 'stoneAgent', 'erected', 'findspot', 'stoneLocation'] as const;
/** What one copy has for itself, whatever else it shares with the others of its edition. */
const ofCopy = [
  'callNo', 'provenance', 'seal', 'annotation', 'damage', 'grade', 'censusNo', 'completeness', 'abstract',
] as const; // prettier-ignore
const whole = ['agent', 'date', 'place', 'extent'] as const;

const symmetrical = (role: string, label: LocalizedText, one: LocalizedText): readonly [RelationEnd, RelationEnd] => {
  const end: RelationEnd = { role, label, one, facts: [], schemaOrg: 'isRelatedTo', dc: 'relation', cnmarc: '488', marc21: '787' }; // prettier-ignore
  return [end, end];
};

/**
 * The relations that items may have. A new one is a new line here: what is stored is its key alone, so that none is
 * ever taken away or given another meaning.
 */
export const relations: readonly RelationKind[] = [
  {
    key: 'impression-of',
    family: true,
    ends: [
      { role: 'impression-of', label: both('原石', 'The stone'), one: both('原石', 'stone'), facts: ['stoneAgent', 'erected', 'findspot', 'stoneLocation', 'sizeStone'], schemaOrg: 'exampleOfWork', dc: 'source', mods: 'original', cnmarc: '455', marc21: '787' },
      { role: 'has-impression', label: both('拓本', 'Impressions'), one: both('拓本', 'impression'), facts: ['rubbed', 'rubber', 'technique', 'sizeSheet', 'loss', 'seal', 'annotation', 'provenance'], schemaOrg: 'workExample', dc: 'relation', mods: 'otherFormat', cnmarc: '456', marc21: '787' },
    ],
    carries: { only: [...about, ...ofStone, 'date', 'place', 'script', 'layout', 'ornament', 'sizeStone'] },
  },
  {
    key: 'part-of',
    family: true,
    ends: [
      { role: 'part-of', label: both('整体', 'The whole'), one: both('整体', 'whole'), facts: [...ofStone.slice(2), ...whole], schemaOrg: 'isPartOf', dc: 'relation', mods: 'host', cnmarc: '461', marc21: '773' },
      { role: 'has-part', label: both('部分', 'Parts'), one: both('部分', 'part'), facts: ['script', 'layout', 'sizeStone', 'extent', 'stoneAgent', 'erected'], schemaOrg: 'hasPart', dc: 'relation', mods: 'constituent', cnmarc: '463', marc21: '774' },
    ],
    carries: { only: [...about, ...ofStone, 'date', 'place', 'publisher', 'editionType'] },
  },
  {
    key: 'edition-of',
    family: true,
    ends: [
      { role: 'edition-of', label: both('作品', 'The work'), one: both('作品', 'work'), facts: ['agent', 'date', 'class'], schemaOrg: 'exampleOfWork', dc: 'relation', mods: 'otherVersion', cnmarc: '451', marc21: '775' },
      { role: 'has-edition', label: both('版本', 'Editions'), one: both('版本', 'edition'), facts: ['edition', 'editionType', 'date', 'place', 'publisher', 'volumes'], schemaOrg: 'workExample', dc: 'relation', mods: 'otherVersion', cnmarc: '451', marc21: '775' },
    ],
    carries: { only: [...about, 'juan'] },
  },
  {
    key: 'copy-of',
    family: true,
    ends: [
      { role: 'copy-of', label: both('所属版本', 'The edition'), one: both('版本', 'edition'), facts: ['agent', 'edition', 'editionType', 'date', 'place', 'publisher'], schemaOrg: 'exampleOfWork', dc: 'relation', mods: 'otherVersion', cnmarc: '488', marc21: '787' },
      { role: 'has-copy', label: both('复本', 'Copies'), one: both('复本', 'copy'), facts: ['callNo', 'completeness', 'volumes', 'seal', 'annotation', 'provenance'], schemaOrg: 'workExample', dc: 'relation', mods: 'otherVersion', cnmarc: '488', marc21: '787' },
    ],
    carries: { but: ofCopy },
  },
  {
    key: 'in-series',
    family: true,
    ends: [
      { role: 'in-series', label: both('丛编', 'The series'), one: both('丛编', 'series'), facts: [...whole, 'publisher', 'volumes'], schemaOrg: 'isPartOf', dc: 'relation', mods: 'series', cnmarc: '461', marc21: '773' },
      { role: 'has-series-title', label: both('子目', 'Titles of the series'), one: both('子目', 'title'), facts: ['agent', 'juan', 'volumes', 'date'], schemaOrg: 'hasPart', dc: 'relation', mods: 'constituent', cnmarc: '462', marc21: '774' },
    ],
    carries: { only: ['language', 'date', 'place', 'publisher', 'edition', 'editionType', 'binding', 'layout'] },
  },
  {
    key: 'continues',
    family: false,
    ends: [
      { role: 'continues', label: both('前身', 'Continues'), one: both('前身', 'predecessor'), facts: [], schemaOrg: 'isBasedOn', dc: 'relation', mods: 'preceding', cnmarc: '430', marc21: '780' },
      { role: 'continued-by', label: both('后继', 'Continued by'), one: both('后继', 'successor'), facts: [], schemaOrg: 'isRelatedTo', dc: 'relation', mods: 'succeeding', cnmarc: '440', marc21: '785' },
    ],
    carries: { only: ['language', 'place', 'publisher', 'frequency'] },
  },
  {
    key: 'joins-with',
    family: false,
    ends: symmetrical('joins-with', both('可缀合', 'Joins with'), both('可缀合残片', 'fragment that joins')),
    carries: { only: [...about, 'date', 'place'] },
  },
  {
    key: 'related',
    family: false,
    ends: symmetrical('related', both('相关', 'Related'), both('相关资源', 'related item')),
    carries: { only: ['language'] },
  },
]; // prettier-ignore

/** A role with its relation and the role of the other end. */
export interface RelationRole extends RelationEnd {
  kind: RelationKind;
  /** Whether whoever says this is `from`. */
  forward: boolean;
  /** How the other end sees it. */
  inverse: string;
}

const byRole = new Map<string, RelationRole>(
  relations.flatMap((kind) => {
    const [from, to] = kind.ends;
    const forward: [string, RelationRole] = [from.role, { ...from, kind, forward: true, inverse: to.role }];
    return from === to ? [forward] : [forward, [to.role, { ...to, kind, forward: false, inverse: from.role }]];
  }),
);

export const relationRoles = [...byRole.keys()];
export const RelationRole = z.enum(relationRoles as [string, ...string[]]).meta({ id: 'RelationRole' });

export const roleOf = (role: string): RelationRole | undefined => byRole.get(role);

/** Whoever stores or reads a role has had it checked before. */
export function mustRole(role: string): RelationRole {
  const found = byRole.get(role);
  if (!found) throw new Error(`no relation is called ${role}`);
  return found;
}

/** How the two ends see a stored link. */
export const rolesOfKind = (key: string): [from: RelationRole, to: RelationRole] | undefined => {
  const kind = relations.find((one) => one.key === key);
  return kind && [mustRole(kind.ends[0].role), mustRole(kind.ends[1].role)];
};

export const familyKinds = relations.filter((kind) => kind.family).map((kind) => kind.key);

/** Parts of stones by their usual names, in the order in which they are read. Any other name stands as it is written. */
export const knownParts: readonly { key: string; label: LocalizedText }[] = [
  { key: 'head', label: both('碑额', 'Head of the stele') },
  { key: 'front', label: both('碑阳', 'Front') },
  { key: 'back', label: both('碑阴', 'Back') },
  { key: 'side', label: both('碑侧', 'Side') },
  { key: 'base', label: both('碑座', 'Base') },
  { key: 'lid', label: both('志盖', 'Lid of the epitaph') },
  { key: 'epitaph', label: both('志石', 'Epitaph stone') },
];

export const partLabel = (part: string): LocalizedText =>
  knownParts.find((one) => one.key === part)?.label ?? both(part, part);
