import type { FieldDefinition } from './collection.js';
import type { CoreKey } from './field.roles.js';

/** Said of the record, of the shelf or of what may be done with it: whoever types a word does not mean these. */
const besideRoles: ReadonlySet<CoreKey> = new Set([
  'recordSource',
  'rights',
  'extent',
  'volumes',
  'sizeStone',
  'sizeSheet',
]);
/** Figures, measures, names of files and addresses. */
const besideTypes: ReadonlySet<string> = new Set(['number', 'measurement', 'file', 'url']);

/** Roles whose fields can be asked for by name in every collection, beside those that all collections share. */
export const namedRoles: ReadonlySet<CoreKey> = new Set(['callNo', 'recordSource']);

type Reached = Pick<FieldDefinition, 'type'> & { searched?: boolean | undefined; core?: CoreKey | undefined };

/** Whether the search box may be kept from a field: what a thing is called is always found. */
export const mayBeBeside = ({ core }: Pick<Reached, 'core'>): boolean => core !== 'title';

/**
 * Whether the search box finds by a field, or by a part of one. Where nothing is said, its role and type say it. What the
 * box passes over is still found by whoever asks in that field.
 */
export function isSearched({ type, core, searched }: Reached): boolean {
  if (!mayBeBeside({ core })) return true;
  return searched ?? !((core !== undefined && besideRoles.has(core)) || besideTypes.has(type));
}

const partsOf = ({ options }: Pick<FieldDefinition, 'options'>): readonly Reached[] =>
  Array.isArray(options['parts']) ? (options['parts'] as unknown as Reached[]) : [];

/** Whether something of it can only be found by asking in it: its name must then be known to the search box. */
export const holdsBeside = (field: FieldDefinition): boolean =>
  !isSearched(field) || field.core === 'seal' || partsOf(field).some((part) => !isSearched(part));
