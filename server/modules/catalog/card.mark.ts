import { createHash } from 'node:crypto';
import type { CollectionConfig } from '../../contract/collection.js';
import { isCommon } from '../../contract/field.roles.js';
import { saysTitle } from './record.titles.js';

const marks = new WeakMap<CollectionConfig['schema'], { card: unknown; mark: string }>();

/**
 * What a configuration says of cards, in a few characters: a card that was made under another one is drawn anew. Names of
 * fields are not in it, since no card shows them, nor roles that only relations and records ask for, nor the colours of
 * pages.
 */
export function cardMark({ schema, presentation: { card } }: CollectionConfig): string {
  const known = marks.get(schema);
  if (known?.card === card) return known.mark;
  const named = new Set([...card.subtitle, ...(card.summary ? [card.summary] : [])]);
  const askedOf = new Set(schema.fields.flatMap(({ shownWhen }) => shownWhen?.field ?? []));
  const fields = schema.fields
    .filter((field) => named.has(field.id) || askedOf.has(field.id) || saysTitle(field) || field.core === 'abstract')
    .map(({ id, type, options, vocabulary, internal, removed, fullText, core, shownWhen }) => [
      ...[
        id,
        type,
        options,
        vocabulary,
        internal,
        removed,
        core && isCommon(core) ? core : undefined,
        shownWhen,
        fullText,
      ],
    ]);
  const mark = createHash('sha256')
    .update(JSON.stringify([card, fields]))
    .digest('base64url')
    .slice(0, 8);
  marks.set(schema, { card, mark });
  return mark;
}
