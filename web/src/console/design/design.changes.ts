import type { CollectionPresentation, CollectionSchema } from '../../../../server/contract/collection.js';
import { type ConfigChange, presentationDiff, schemaDiff } from '../../../../server/contract/config.diff.js';
import type { Design } from './design.edits.js';

/** Everything that differs between two designs, whichever part it stands in. */
export function designChanges(before: Design, after: Design): ConfigChange[] {
  return [
    ...schemaDiff(before.schema as CollectionSchema, after.schema as CollectionSchema),
    ...presentationDiff(
      before.presentation as CollectionPresentation,
      after.presentation as CollectionPresentation,
      after.schema.fields as CollectionSchema['fields'],
    ),
  ];
}
