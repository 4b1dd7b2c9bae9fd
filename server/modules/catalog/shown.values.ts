import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { Values } from '../../contract/values.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { FieldViews } from './field.views.js';
import type { ItemRow } from './item.row.js';

export type Shown = Answer<'GET /items/:item/revisions/:number'>['shown'];
type ShownValue = Shown[string][number];

/** Values that are not what readers see (an older head, somebody's draft), as readers would be shown them. */
@Injectable()
export class ShownValues {
  constructor(
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly fields: FieldViews,
  ) {}

  /** Fields that were removed since are shown too: they were there then. */
  async of(item: ItemRow, values: Values, { locale }: Caller): Promise<Shown> {
    const config = await this.schema.configOf(item.collection_id);
    const settled = await this.valueRules.resolve(config, values, { libraryId: item.library_id });
    return Object.fromEntries(
      config.schema.fields
        .filter((field) => (settled[field.id] ?? []).length > 0)
        .map((field) => [
          field.id,
          this.fields
            .field(config, field, settled, locale, '')
            .values.map(({ data: _, href: __, parts: ___, ...shown }): ShownValue => shown),
        ]),
    );
  }
}
