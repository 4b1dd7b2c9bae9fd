import { Injectable } from '@nestjs/common';
import type { FieldTrouble } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { FieldProblem } from '../../contract/problems.js';
import type { Json, Values } from '../../contract/values.js';
import type { z } from 'zod';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ItemIdentifiers } from './item.identifiers.js';
import type { ItemRow } from './item.row.js';

type Trouble = z.infer<typeof FieldTrouble>;

/** What stands between values and publication, whether they are saved or only typed. */
@Injectable()
export class ItemTroubles {
  constructor(
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly identifiers: ItemIdentifiers,
  ) {}

  async of(row: ItemRow, values: Values, caller: Caller): Promise<Trouble[]> {
    const config = await this.schema.configOf(row.collection_id);
    const checked = await this.valueRules.check(config, values, 'publish', { libraryId: row.library_id });
    const borne = this.valueRules.forms.identifierIn(config, checked.values);
    const place = { at: 0, itemId: row.id, libraryId: row.library_id, collectionId: row.collection_id };
    const refused = borne ? (await this.identifiers.refused([{ ...place, ...borne }], caller)).get(0) : undefined;
    return [...checked.problems, ...(refused?.fields ?? [])].map(troubleOf);
  }
}

const troubleOf = (problem: FieldProblem): Trouble => ({
  ...problem,
  params: problem.params as Record<string, Json> | undefined,
});
