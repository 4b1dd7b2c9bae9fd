import { isDeepStrictEqual } from 'node:util';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import type { CoreKey } from '../../contract/field.roles.js';
import type { RelationKind } from '../../contract/relations.js';
import type { Values } from '../../contract/values.js';

/** Never shared by two things, whatever they are to each other. */
const always: ReadonlySet<CoreKey | undefined> = new Set<CoreKey>(['identifier', 'callNo', 'relation']);
/** Whose record it is and who may use it: each library's own to say. */
const ownWords: ReadonlySet<CoreKey | undefined> = new Set<CoreKey>(['recordSource', 'rights']);

export interface Source {
  config: CollectionConfig;
  values: Values;
  /** Begun by those who work on the source too: they may have what the public may not. */
  inside: boolean;
}

/** What a new record takes over from the one it is begun from: by the relation, into fields that mean the same. */
export function carriedValues(
  kind: RelationKind,
  { config, values, inside }: Source,
  target: CollectionConfig,
): Values {
  const { carries } = kind;
  const shared = ({ removed, type, internal, core }: FieldDefinition): boolean => {
    if (removed || type === 'link' || always.has(core)) return false;
    if (internal && !inside) return false;
    if (ownWords.has(core)) return inside;
    if ('only' in carries) return core !== undefined && carries.only.includes(core);
    return core === undefined || !carries.but.includes(core);
  };
  const left = new Set(config.schema.fields.filter((field) => shared(field) && (values[field.id]?.length ?? 0) > 0));
  const counterpart = counterparts(config.schema.fields, target.schema.fields);
  return Object.fromEntries(
    target.schema.fields.flatMap((field) => {
      if (field.removed) return [];
      const from = [...left].find((one) => counterpart(one, field));
      if (!from) return [];
      left.delete(from);
      const all = values[from.id]!;
      return [[field.id, field.repeatable ? all : all.slice(0, 1)] as const];
    }),
  );
}

/**
 * Whether two fields mean the same: they are the same one, or have the same role, or, where neither has any, go to the
 * same fields of records for other systems. Of several that go there, those that are called the same do.
 */
function counterparts(source: readonly FieldDefinition[], target: readonly FieldDefinition[]) {
  const own = new Set(source.map(({ id }) => id));
  const known = [mappingsOf(source), mappingsOf(target)] as const;
  return (from: FieldDefinition, to: FieldDefinition): boolean => {
    if (own.has(to.id)) return from.id === to.id;
    if (from.type !== to.type || from.vocabulary !== to.vocabulary) return false;
    if (meaning(from) !== meaning(to)) return false;
    if (from.core !== undefined) return true;
    const mapping = mappingOf(from);
    if (mapping === '' || mapping !== mappingOf(to)) return false;
    return known.every((one) => one.get(mapping) === 1) || isDeepStrictEqual(from.label, to.label);
  };
}

/** By whichever scheme, a class is one: its vocabulary tells them apart. */
const meaning = ({ core }: FieldDefinition): CoreKey | undefined => (core === 'otherClass' ? 'class' : core);

const mappingOf = ({ type, vocabulary, mapping: { dc, mods, marc21, cnmarc } }: FieldDefinition): string =>
  dc || mods || marc21 || cnmarc ? JSON.stringify([type, vocabulary, dc, mods, marc21, cnmarc]) : '';

/** How many fields of no role are mapped alike; none goes nowhere. */
function mappingsOf(fields: readonly FieldDefinition[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const field of fields) {
    if (field.core !== undefined || field.removed) continue;
    const mapping = mappingOf(field);
    if (mapping !== '') counts.set(mapping, (counts.get(mapping) ?? 0) + 1);
  }
  return counts;
}
