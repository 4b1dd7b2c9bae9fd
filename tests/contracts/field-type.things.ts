import type { FieldType } from '../../server/contract/plugin.js';
import type { Json } from '../../server/contract/values.js';

/** A sample value as it is stored under certain options. */
export class ThingsOf {
  readonly stored: Json;

  constructor(
    type: FieldType,
    given: Json,
    readonly options: Record<string, Json>,
  ) {
    const parsed = type.value.parse(given);
    this.stored = type.normalise ? type.normalise(parsed, options) : parsed;
  }
}
