import type { Json } from '../../../../server/contract/values.js';
import type { FieldTypeRow } from './design.context.js';

type Rows = readonly Pick<FieldTypeRow, 'key' | 'fullText'>[];

/** As the server has it: what is made of parts belongs to the text when one of its parts does. */
export function usuallyText(types: Rows, type: string, options: Record<string, Json>): boolean | null {
  const own = types.find(({ key }) => key === type)?.fullText ?? null;
  if (own === null) return null;
  const parts = Array.isArray(options['parts']) ? (options['parts'] as { type?: string }[]) : [];
  return own || parts.some((part) => types.some(({ key, fullText }) => key === part.type && fullText === true));
}
