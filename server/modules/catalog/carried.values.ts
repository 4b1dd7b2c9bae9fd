import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import type { RelationKind } from '../../contract/relations.js';
import type { Values } from '../../contract/values.js';

/** Never shared by two things, whatever they are to each other. */
const always = new Set(['identifier', 'callNo', 'relation']);

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
  const shared = (field: FieldDefinition): boolean => {
    if (field.removed || field.type === 'link' || always.has(field.key)) return false;
    if (field.internal && !inside) return false;
    // Whose record it is and who may use it is each library's own to say.
    if ((field.key === 'source' || field.key === 'rights') && inside) return true;
    if (field.key === 'source' || field.key === 'rights') return false;
    return 'only' in kind.carries ? kind.carries.only.includes(field.key) : !kind.carries.but.includes(field.key);
  };
  const found = config.schema.fields.filter((field) => shared(field) && (values[field.id]?.length ?? 0) > 0);
  return Object.fromEntries(
    target.schema.fields.flatMap((field) => {
      const from = found.find(
        (one) => one.key === field.key && one.type === field.type && one.vocabulary === field.vocabulary,
      );
      if (!from || field.removed) return [];
      const all = values[from.id]!;
      return [[field.id, field.repeatable ? all : all.slice(0, 1)] as const];
    }),
  );
}
