import type { ValuePart } from './plugin.js';
import type { Run } from './reader.card.js';
import type { blanks, Json, StoredValue } from './values.js';

export interface ValueView {
  text: string;
  lang?: string;
  /** As the record has it, where the text is in the reader's language. */
  original?: Run;
  /** Of a class: those that it lies in, from the top. */
  above?: Run;
  blank?: (typeof blanks)[number];
  certainty?: StoredValue['certainty'];
  asWritten?: string;
  asWrittenLang?: string;
  source?: string;
  /** A date's Gregorian reading, an agent's years: said beside the value, smaller. */
  note?: string;
  /** A date's EDTF, a place's coordinates: for those who ask. */
  code?: string;
  /** Path on this host, without a language prefix: the page of the record, a search by this value, or an item. */
  href?: string;
  /** The stored value, for the field view of a plugin. */
  data?: Json;
  /** The value by its named parts, on pages with room for them. */
  parts?: ValuePart[];
}

export interface FieldView {
  id: string;
  key: string;
  label: string;
  type: string;
  core?: string;
  values: ValueView[];
}

export interface FieldGroupView {
  key: string;
  label: string;
  fields: FieldView[];
}
