import { z } from 'zod';
import { termCode } from './api/authority.routes.js';
import { CollectionPresentation, CollectionSchema, MaterialKind } from './collection.js';
import { LocalizedText, RequiredText } from './localized.js';

const Year = z.number().int().min(-9999).max(9999).nullable();

/** A vocabulary as it travels: whole, with the codes that values store. */
export const TravellingVocabulary = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  name: RequiredText,
  ordered: z.boolean(),
  terms: z
    .array(
      z.strictObject({
        code: z.string().regex(termCode),
        label: RequiredText,
        variants: z.array(z.string().min(1).max(200)).max(200),
        /** The code of the term above, which stands earlier in the list. */
        parent: z.string().max(60).nullable(),
        fromYear: Year,
        toYear: Year,
      }),
    )
    .max(60_000),
});
export type TravellingVocabulary = z.infer<typeof TravellingVocabulary>;

/** A collection's configuration as a file: carried to another library, on another installation. No items, no people. */
export const ConfigFile = z
  .strictObject({
    format: z.literal('linlang.collection'),
    /**
     * In files of the first version few fields had a role, and their keys stood for it; before the third nothing was kept
     * from the search box.
     */
    version: z.literal([1, 2, 3]),
    name: RequiredText,
    description: LocalizedText,
    kind: MaterialKind,
    schema: CollectionSchema,
    presentation: CollectionPresentation,
    vocabularies: z.array(TravellingVocabulary).max(200),
  })
  .meta({ id: 'ConfigFile' });
export type ConfigFile = z.infer<typeof ConfigFile>;
