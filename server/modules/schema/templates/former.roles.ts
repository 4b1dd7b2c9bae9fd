import type { CollectionSchema } from '../../../contract/collection.js';
import { type CoreKey, isCommon, isSingle } from '../../../contract/field.roles.js';
import { templates } from './index.js';

const nameOf = ({ key, type }: { key: string; type: string }): string => `${key} ${type}`;

/** Roles by the keys that fields of the templates have. */
const roles: ReadonlyMap<string, CoreKey> = new Map(
  templates.flatMap(({ groups }) =>
    groups.flatMap(({ fields }) =>
      fields.flatMap((field): [string, CoreKey][] =>
        field.core && !isCommon(field.core) ? [[nameOf(field), field.core]] : [],
      ),
    ),
  ),
);

/** A configuration from the time when the keys of most fields stood for what they mean. */
export function withFormerRoles(schema: CollectionSchema): CollectionSchema {
  const taken = new Set(schema.fields.flatMap(({ core }) => core ?? []));
  return {
    ...schema,
    fields: schema.fields.map((field) => {
      const role = field.core ?? roles.get(nameOf(field));
      if (field.core || !role || (isSingle(role) && taken.has(role))) return field;
      taken.add(role);
      return { ...field, core: role };
    }),
  };
}
