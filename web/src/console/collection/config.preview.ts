import type { LocalizedText } from '../../../../server/contract/localized.js';

/** A field as it is listed before there is a collection. */
export interface ListedField {
  key: string;
  label: LocalizedText;
  type: string;
  required: 'no' | 'draft' | 'publish';
  repeatable: boolean;
  internal: boolean;
  group: LocalizedText;
}

type Loose = Record<string, unknown>;

const rows = (some: unknown): Loose[] =>
  Array.isArray(some) ? some.filter((one): one is Loose => typeof one === 'object' && one !== null) : [];
const text = (some: unknown): LocalizedText =>
  typeof some === 'object' && some !== null
    ? Object.fromEntries(
        Object.entries(some).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};

/** What a file would bring: anybody's file, so whatever in it is no field is passed over here and told by the server. */
export function fieldsOfFile(file: unknown): { fields: ListedField[]; vocabularies: number } {
  const { schema, vocabularies } = (file ?? {}) as { schema?: Loose; vocabularies?: unknown };
  const groups = rows(schema?.['groups']);
  const fields = rows(schema?.['fields'])
    .filter((field) => field['removed'] !== true && typeof field['type'] === 'string')
    .map((field): ListedField & { at: number } => {
      const at = groups.findIndex((group) => Array.isArray(group['fields']) && group['fields'].includes(field['id']));
      const required = field['required'];
      return {
        key: String(field['key'] ?? ''),
        label: text(field['label']),
        type: String(field['type']),
        required: required === 'draft' || required === 'publish' ? required : 'no',
        repeatable: field['repeatable'] === true,
        internal: field['internal'] === true,
        group: text(groups[at]?.['label']),
        at: at < 0 ? groups.length : at,
      };
    });
  fields.sort((one, other) => one.at - other.at);
  return { fields: fields.map(({ at: _at, ...field }) => field), vocabularies: rows(vocabularies).length };
}
