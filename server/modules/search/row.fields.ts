import type { FieldDefinition } from '../../contract/collection.js';
import { holdsBeside } from '../../contract/field.reach.js';
import type { CoreKey } from '../../contract/field.roles.js';
import { type Locale, localize } from '../../contract/localized.js';
import type { RowField } from '../../contract/reader.js';
import { anywhere, type RowTest } from '../../contract/search.rows.js';
import { coreField } from '../../contract/text/index.js';
import { coreNameOf } from './core.fields.js';
import type { SearchScope } from './search.scope.js';
import { facetWords } from './search.words.js';

/** A field that a row can ask in, and how search knows it; undefined for anywhere. */
export interface AskedField extends RowField {
  name?: string;
  /** Of dates: the collection's own, whose options narrow what they mean. */
  date?: FieldDefinition | null;
}

const wordTests: RowTest[] = ['has', 'is', 'begins', 'filled', 'blank'];
const dateTests: RowTest[] = ['span', 'from', 'upto', ...wordTests];

type Words = Record<Locale, string>;
const words = (cn: string, tw: string, en: string): Words => ({ 'zh-CN': cn, 'zh-TW': tw, en });

const anywhereWords = words('任意字段与正文', '任意欄位與正文', 'Anywhere, texts included');

/** What every collection knows, in the order in which people ask; last what the search box passes over. */
const coreWords: readonly (readonly [CoreKey, Words])[] = [
  ['title', words('题名', '題名', 'Title')],
  ['agent', facetWords['agent']!],
  ['date', facetWords['years']!],
  ['place', facetWords['place']!],
  ['subject', facetWords['subject']!],
  ['class', facetWords['class']!],
  ['language', facetWords['language']!],
  ['identifier', words('索书号、编号', '索書號、編號', 'Identifier')],
  ['callNo', words('馆藏地', '館藏地', 'Location')],
  ['rights', words('权利', '權利', 'Rights')],
  ['recordSource', words('记录来源', '記錄來源', 'Cataloguer')],
  ['extent', words('载体形态', '載體形態', 'Extent')],
];

function coreOf(core: CoreKey, label: string, date: FieldDefinition | null = null): AskedField {
  const asked = { key: core, label, name: coreField(core) };
  return core === 'date' ? { ...asked, tests: dateTests, date } : { ...asked, tests: wordTests };
}

/** The fields that a collection is searched by or that can only be asked by name, under what they mean everywhere where they mean that. */
function fieldsOf({ config }: SearchScope, locale: Locale): AskedField[] {
  const fields = (config?.schema.fields ?? []).filter((field) => !field.internal && !field.removed);
  const date = fields.find((field) => field.core === 'date');
  const beside = fields.filter(holdsBeside);
  const ids = [
    ...(config?.presentation.searchFields ?? []),
    ...[...(date ? [date] : []), ...beside].map((field) => field.id),
  ];
  const found = new Map<string, AskedField>();
  for (const id of ids) {
    const field = fields.find((one) => one.id === id);
    // Other titles are asked for as titles.
    if (!field || field.core === 'altTitle') continue;
    const label = localize(field.label, locale);
    const core = coreNameOf(field) === undefined ? undefined : (field.core as CoreKey);
    const asked = core ? coreOf(core, label, field) : { key: id, label, tests: wordTests, name: id };
    if (!found.has(asked.key)) found.set(asked.key, asked);
  }
  return [...found.values()];
}

/** What can be asked where one looks: in a collection its own fields, over several what all of them know. */
export function rowFields(scope: SearchScope, locale: Locale): AskedField[] {
  const known = coreWords.map(([key, label]) => coreOf(key, label[locale]));
  const own = fieldsOf(scope, locale);
  const title = known.filter(({ name }) => name === coreField('title') && own.every((one) => one.name !== name));
  const fields = scope.config ? [...title, ...own] : known;
  return [{ key: anywhere, label: anywhereWords[locale], tests: ['has'] }, ...fields];
}

export const shownField = ({ key, label, tests }: AskedField): RowField => ({ key, label, tests });
