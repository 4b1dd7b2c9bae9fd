import type { FieldType } from '../../contract/plugin.js';
import type { Json, StoredValue } from '../../contract/values.js';
import type { RecordForm } from './value.shapes.js';

/** A field's type with the options that the field gives it. */
export interface Bound {
  type: FieldType;
  options: Record<string, Json>;
}

const dublinCore = ({ type, options }: Bound, value: Json): string[] =>
  type.dc ? type.dc(value, options) : [type.display(value, options, 'zh-CN')];

/** A value in the forms that records of other systems are written from. Undefined where it is honestly blank. */
export function recordForm(bound: Bound, stored: StoredValue): RecordForm | undefined {
  if (stored.value === undefined) return undefined;
  const { type, options } = bound;
  const { value } = stored;
  const text = type.display(value, options, 'zh-CN');
  const lang = type.text(value, options)[0]?.lang;
  const { facets, days, years, ref } = type.index(value, options);
  return {
    text,
    ...(lang ? { lang } : {}),
    ...(stored.asWritten && stored.asWritten !== text ? { asWritten: stored.asWritten } : {}),
    ...(facets?.[0] && ref ? { code: facets[0].key } : {}),
    ...(facets && ref ? { above: facets.slice(1).map(({ label }) => label) } : {}),
    ...(days ? { days } : {}),
    ...(years ? { years } : {}),
    dc: dublinCore(bound, value),
    marc: type.marc?.(value, options) ?? { a: text },
    parts: type.parts?.(value, options) ?? {},
  };
}
