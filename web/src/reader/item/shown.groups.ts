import type { FieldGroupView, FieldView } from '../../../../server/contract/reader.js';

/** Title, rights and contents have places of their own on a record's page; a group without anything else is not shown. */
export function shownGroups(groups: readonly FieldGroupView[]): FieldGroupView[] {
  return groups
    .map((group) => ({
      ...group,
      fields: saidOnce(
        group.fields.filter((field) => field.core !== 'rights' && field.core !== 'title' && field.type !== 'contents'),
      ),
    }))
    .filter((group) => group.fields.length > 0);
}

const words = ({ values }: FieldView): string => values.map(({ text }) => text).join('\n');

/** A time that another field of its group says in the same words, as its dynasty or as when it was recorded, is said once. */
function saidOnce(fields: FieldView[]): FieldView[] {
  const shown: FieldView[] = [];
  for (const field of fields) {
    const at = shown.findIndex((one) => (one.type === 'date' || field.type === 'date') && words(one) === words(field));
    if (at < 0) {
      shown.push(field);
      continue;
    }
    // The one with its years stays; where the other led to stays as well.
    const [date, other] = shown[at]!.type === 'date' ? [shown[at]!, field] : [field, shown[at]!];
    shown[at] = {
      ...date,
      values: date.values.map((value, index) => {
        const href = value.href ?? other.values[index]?.href;
        return href === undefined ? value : { ...value, href };
      }),
    };
  }
  return shown;
}
