import { inScriptOf } from '../../contract/localized.js';
import type { FieldType } from '../../contract/plugin.js';

/** A type of names and figures, whose words are converted for readers of traditional characters; what it keeps stays. */
export function converting(type: FieldType): FieldType {
  if (!type.converted) return type;
  const display: FieldType['display'] = (value, options, locale) =>
    inScriptOf(locale, type.display(value, options, locale));
  const own: PropertyDescriptorMap = { display: { value: display, enumerable: true } };
  if (type.line) {
    const line: FieldType['line'] = (value, options, locale) => inScriptOf(locale, type.line!(value, options, locale));
    own['line'] = { value: line, enumerable: true };
  }
  if (type.note) {
    const note: FieldType['note'] = (value, options, locale) => {
      const said = type.note!(value, options, locale);
      return said && inScriptOf(locale, said);
    };
    own['note'] = { value: note, enumerable: true };
  }
  if (type.spread) {
    const spread: FieldType['spread'] = (value, options, locale) =>
      type.spread!(value, options, locale).map((part) => ({
        ...part,
        ...(part.label ? { label: inScriptOf(locale, part.label) } : {}),
        text: inScriptOf(locale, part.text),
      }));
    own['spread'] = { value: spread, enumerable: true };
  }
  return Object.create(type, own) as FieldType;
}
