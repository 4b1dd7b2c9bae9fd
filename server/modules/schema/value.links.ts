import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { shownFields } from '../../contract/condition.js';
import type { LinkTarget } from '../../contract/plugin.js';
import type { StoredValue, Values } from '../../contract/values.js';
import type { ValueForms } from './value.forms.js';
import type { StatedLink } from './value.shapes.js';

/** Values that lead to other items: what they state of them, and what readers may have of it. */
export class ValueLinks {
  constructor(private readonly forms: ValueForms) {}

  /** What the link fields of a record state, as far as readers may hear it: whose what it is. */
  linksOf(config: CollectionConfig, values: Values): StatedLink[] {
    return shownFields(config.schema.fields, values).flatMap((field) => {
      const role = this.roleOf(field);
      if (role === undefined || field.removed || field.internal) return [];
      const { type } = this.forms.bind(field);
      return (values[field.id] ?? []).flatMap((stored, ord) => {
        const target = stored.value === undefined ? undefined : type.linking!.of(stored.value);
        return target ? [{ ...target, role, fieldId: field.id, ord }] : [];
      });
    });
  }

  /** The role that a field states of every item it leads to. */
  roleOf(field: FieldDefinition): string | undefined {
    const { type, options } = this.forms.bind(field);
    return type.linking?.role(options);
  }

  /** Items that any link of the record leads to, whether it states a relation or only mentions them. */
  targetsOf(field: FieldDefinition, stored: StoredValue): LinkTarget | undefined {
    return stored.value === undefined ? undefined : this.forms.bind(field).type.linking?.of(stored.value);
  }

  linkTo(field: FieldDefinition, target: LinkTarget): StoredValue {
    return { value: this.forms.bind(field).type.linking!.to(target) };
  }

  /** Public ids of all items that a record's values lead to. */
  itemsIn(config: CollectionConfig, values: Values): string[] {
    const items = new Set<string>();
    this.seenLinks(config, values, (item) => (items.add(item), null));
    return [...items];
  }

  /** Links as readers may have them: `titleOf` answers null for an item that this reader does not see. */
  seenLinks(config: CollectionConfig, values: Values, titleOf: (item: string) => string | null): Values {
    const seen = { ...values };
    for (const field of config.schema.fields) {
      const { linking } = this.forms.bind(field).type;
      if (!linking || field.removed || !values[field.id]) continue;
      seen[field.id] = values[field.id]!.flatMap((stored) => {
        const target = stored.value === undefined ? undefined : linking.of(stored.value);
        if (!target) return [stored];
        const value = linking.seen(stored.value!, titleOf(target.item));
        return value === undefined ? [] : [{ ...stored, value }];
      });
    }
    return seen;
  }
}
