import { z } from 'zod';

/** What roles are chosen by, in this order. */
export const roleGroups = ['common', 'people', 'edition', 'stone', 'impression', 'copy', 'record'] as const;
export type RoleGroup = (typeof roleGroups)[number];

interface FieldRole {
  key: string;
  group: RoleGroup;
  /** Whatever asks for it can use one field only. */
  one: boolean;
}

const one = <K extends string>(group: RoleGroup, ...keys: K[]) => keys.map((key) => ({ key, group, one: true }));
const several = <K extends string>(group: RoleGroup, ...keys: K[]) => keys.map((key) => ({ key, group, one: false }));

/**
 * What the platform itself has to know about a field. Nothing asks for a field by its key or its label, which are the
 * library's own to change. A role is stored: none is ever taken away or given another meaning. What each is called and
 * good for is said in the locales, under `console.design.cores` and `console.design.coreHints`.
 */
export const fieldRoles = [
  // Meant alike in every collection, so that one search over all can use them.
  ...one('common', 'title', 'altTitle', 'agent', 'place', 'date', 'language', 'class', 'subject'),
  ...one('common', 'abstract', 'identifier', 'rights', 'extent'),
  ...several('people', 'author', 'addressee', 'grantor'),
  ...one('edition', 'edition'),
  ...several('edition', 'publisher', 'editionType', 'juan', 'volumes', 'binding', 'frequency', 'otherClass'),
  ...several('stone', 'stoneTitle', 'stoneType', 'stoneAgent', 'erected', 'findspot', 'stoneLocation', 'sizeStone'),
  ...several('stone', 'script', 'layout', 'ornament'),
  ...one('impression', 'rubbed'),
  ...several('impression', 'rubber', 'technique', 'sizeSheet', 'loss'),
  ...several('copy', 'callNo', 'completeness', 'seal', 'annotation', 'provenance', 'damage', 'grade', 'censusNo'),
  ...one('record', 'recordSource'),
  ...several('record', 'relation'),
] as const satisfies readonly FieldRole[];

/** The role of a field: one, and the same word wherever it is spoken of. */
export type CoreKey = (typeof fieldRoles)[number]['key'];
export const coreKeys = fieldRoles.map(({ key }) => key) as [CoreKey, ...CoreKey[]];
export const CoreKey = z.enum(coreKeys);

const byKey = new Map<CoreKey, FieldRole>(fieldRoles.map((role) => [role.key, role]));

/** Whether no two fields of a collection may have it. */
export const isSingle = (key: CoreKey): boolean => byKey.get(key)!.one;

/** Whether every collection means the same by it. */
export const isCommon = (key: CoreKey): boolean => byKey.get(key)!.group === 'common';

/** By these all collections are narrowed at once, whether or not their own facets name them. */
export const coreFacets = ['agent', 'place', 'class', 'subject', 'language'] as const satisfies readonly CoreKey[];
