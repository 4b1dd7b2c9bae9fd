import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import type { Locale } from '../../contract/localized.js';
import type { Run } from '../../contract/reader.js';
import { langOf, scriptOf } from '../../contract/text/traditional.js';
import type { StoredValue, Values } from '../../contract/values.js';
import type { ValueService } from '../schema/value.service.js';

type ValueForms = ValueService['forms'];

export interface Titles {
  title: Run;
  /** The title as the thing has it, where `title` is a translation of it. */
  originalTitle?: Run;
}

/** Kinds of other titles that say the title in another language, where the value does not say in which. */
const translations = new Set(['translated', 'parallel']);

/** Whether a field may hold what a record is called, in some language. */
export const saysTitle = ({ core, mapping }: FieldDefinition): boolean =>
  core === 'title' || core === 'altTitle' || mapping.mods === 'titleInfo@type=translated';

/** A record with the fields of it that the reader may see. */
interface Titled {
  config: CollectionConfig;
  fields: readonly FieldDefinition[];
  values: Values;
  own: string;
}

function english(
  forms: ValueForms,
  config: CollectionConfig,
  field: FieldDefinition,
  stored: StoredValue,
): Run | undefined {
  if (stored.blank || stored.value === undefined) return undefined;
  const runs = forms.runsOf(config, field, stored);
  const said = runs.find(({ lang }) => lang?.toLowerCase().startsWith('en'));
  if (said) return { text: said.text, lang: 'en' };
  const parts = forms.recordOf(field, stored)?.parts ?? {};
  if (!translations.has(parts['kind']?.key ?? '')) return undefined;
  const text = Object.entries(parts).find(([key]) => key !== 'kind')?.[1].text;
  return text && /\p{Script=Latin}/u.test(text) && !scriptOf(text) ? { text, lang: 'en' } : undefined;
}

/** What a record is called: its own title, or for readers of English the English one that it has, and its own beside. */
export function titlesOf(forms: ValueForms, { config, fields, values, own }: Titled, locale: Locale): Titles {
  const field = fields.find(({ core }) => core === 'title');
  const stored = field ? values[field.id]?.[0] : undefined;
  const said = field && stored && !stored.blank ? forms.runsOf(config, field, stored)[0]?.lang : undefined;
  const lang = langOf(own, said, locale);
  const title: Run = { text: own, ...(lang ? { lang } : {}) };
  if (locale !== 'en' || said?.startsWith('en')) return { title };
  for (const one of fields.filter(saysTitle)) {
    for (const value of values[one.id] ?? []) {
      const found = english(forms, config, one, value);
      if (found && found.text !== own) return { title: found, originalTitle: title };
    }
  }
  return { title };
}
