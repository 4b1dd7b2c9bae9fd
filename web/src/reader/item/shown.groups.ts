import type { FieldGroupView } from '../../../../server/contract/reader.js';

/** Title, rights and contents have places of their own on a record's page; a group without anything else is not shown. */
export function shownGroups(groups: readonly FieldGroupView[]): FieldGroupView[] {
  return groups
    .map((group) => ({
      ...group,
      fields: group.fields.filter(
        (field) => field.core !== 'rights' && field.core !== 'title' && field.type !== 'contents',
      ),
    }))
    .filter((group) => group.fields.length > 0);
}
