import type { CollectionSchema, FieldDefinition } from '../../../../server/contract/collection.js';
import type { Json, StoredValue, Values } from '../../../../server/contract/values.js';
import { ApiProblem } from '../../api/problem.js';
import { placeProblems } from '../../forms/field.problems.js';
import { call } from '../shell/call.js';
import { noteBegun } from './begun.records.js';

/** What is a thing's own and no other's: its numbers, its files, places on its pages, what it is to other records. */
const ownRoles: ReadonlySet<string | undefined> = new Set(['identifier', 'callNo', 'censusNo']);
const ownTypes: ReadonlySet<string> = new Set([
  ...['identifier', 'file', 'link', 'region', 'transcription', 'segments', 'contents'],
]);

export const isOwn = ({ core, type }: Pick<FieldDefinition, 'core' | 'type'>): boolean =>
  ownRoles.has(core) || ownTypes.has(type);

interface Part {
  key: string;
  type: string;
}

function withoutOwnParts(field: FieldDefinition, stored: StoredValue): StoredValue[] {
  const own = ((field.options['parts'] ?? []) as unknown as Part[]).filter(({ type }) => ownTypes.has(type));
  const { value } = stored;
  if (own.length === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return [stored];
  const kept: Record<string, Json> = { ...value };
  for (const { key } of own) delete kept[key];
  return Object.keys(kept).length > 0 ? [{ ...stored, value: kept }] : [];
}

/** What a record made after another one begins with, and the fields that said something and are left behind. */
export function copiedValues(schema: CollectionSchema, values: Values): { values: Values; left: FieldDefinition[] } {
  const said = schema.fields.filter(({ id, removed }) => !removed && (values[id]?.length ?? 0) > 0);
  const left = said.filter(isOwn);
  const copied = said
    .filter((field) => !isOwn(field))
    .map((field) => [field.id, values[field.id]!.flatMap((one) => withoutOwnParts(field, one))] as const)
    .filter(([, stored]) => stored.length > 0);
  return { values: Object.fromEntries(copied), left };
}

/**
 * Begins a record with what was typed for it and what is brought along. What is brought and does not hold any longer, as a
 * word that was taken out of its vocabulary, keeps nobody from beginning.
 */
export async function beginItem(collection: string, given: Values, brought: Values): Promise<string> {
  try {
    const { pid } = await call('POST /collections/:collection/items', {
      params: { collection },
      body: { values: { ...brought, ...given } },
    });
    noteBegun(pid, brought);
    return pid;
  } catch (error) {
    const known = new Set(Object.keys(brought).filter((field) => !(field in given)));
    const { placed, elsewhere } = placeProblems(error instanceof ApiProblem ? error.fields : [], known);
    if (placed.length === 0 || elsewhere.length > 0) throw error;
    const wrong = new Set(placed.map(({ field }) => field));
    return beginItem(collection, given, Object.fromEntries(Object.entries(brought).filter(([id]) => !wrong.has(id))));
  }
}
