import type { FieldDefinition } from '../../contract/collection.js';
import { holdsBeside } from '../../contract/field.reach.js';
import { coreFacets, type CoreKey } from '../../contract/field.roles.js';
import { type Locale, localize } from '../../contract/localized.js';
import type { RowField } from '../../contract/reader.js';
import { anywhere, type RowTest } from '../../contract/search.rows.js';
import { coreField } from '../../contract/text/index.js';
import { coreNameOf } from './core.fields.js';
import { type FacetPlan, ownFacets, sharedFacet } from './facet.views.js';
import type { SearchScope } from './search.scope.js';
import { facetWords } from './search.words.js';

/** A field that a row can ask in, and how search knows it; undefined for anywhere. */
export interface AskedField extends RowField {
  name?: string;
  /** Of dates: the collection's own, whose options narrow what they mean. */
  date?: FieldDefinition | null;
  /** The facet whose values can be picked. */
  plan?: FacetPlan;
}

const wordTests: RowTest[] = ['has', 'is', 'begins', 'filled', 'blank'];
const termTests: RowTest[] = ['has', 'is', 'any', 'begins', 'filled', 'blank'];
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
  if (core === 'date') return { ...asked, tests: dateTests, date };
  const isFacet = coreFacets.some((key) => key === core);
  return isFacet ? picking(asked, { ...sharedFacet(core), label }) : { ...asked, tests: wordTests };
}

const picking = (asked: Omit<AskedField, 'tests'>, plan: FacetPlan): AskedField => ({
  ...asked,
  tests: asked.name === undefined ? ['any'] : termTests,
  values: plan.key,
  plan,
});

/** The fields that a collection is searched by or that can only be asked by name, under what they mean everywhere where they mean that. */
function fieldsOf({ config }: SearchScope, locale: Locale): AskedField[] {
  const fields = (config?.schema.fields ?? []).filter((field) => !field.internal && !field.removed);
  const date = fields.find((field) => field.core === 'date');
  const beside = fields.filter(holdsBeside);
  const searched = new Set(config?.presentation.searchFields);
  const plans = new Map(
    (config ? ownFacets(config, locale) : []).flatMap(({ field, ...plan }) =>
      plan.kind === 'terms' ? [[field.id, plan] as const] : [],
    ),
  );
  const ids = [
    ...searched,
    ...[...(date ? [date] : []), ...beside].map((field) => field.id),
    // What is only counted by its values can only be asked by them.
    ...plans.keys(),
  ];
  const found = new Map<string, AskedField>();
  for (const id of ids) {
    const field = fields.find((one) => one.id === id);
    // Other titles are asked for as titles.
    if (!field || field.core === 'altTitle') continue;
    const label = localize(field.label, locale);
    const core = coreNameOf(field) === undefined ? undefined : (field.core as CoreKey);
    const asked = core ? coreOf(core, label, field) : ownField(field, label, searched.has(id), plans.get(id));
    if (!found.has(asked.key)) found.set(asked.key, asked);
  }
  return [...found.values()];
}

function ownField(field: FieldDefinition, label: string, isSearched: boolean, plan: FacetPlan | undefined): AskedField {
  const { id } = field;
  const asked = { key: id, label, ...(isSearched || holdsBeside(field) ? { name: id } : {}) };
  return plan ? picking(asked, plan) : { ...asked, tests: wordTests };
}

/** What can be asked where one looks: in a collection its own fields, over several what all of them know. */
export function rowFields(scope: SearchScope, locale: Locale): AskedField[] {
  const known = coreWords.map(([key, label]) => coreOf(key, label[locale]));
  const own = fieldsOf(scope, locale);
  const title = known.filter(({ name }) => name === coreField('title') && own.every((one) => one.name !== name));
  const kind = { key: 'kind', label: facetWords['kind']![locale] };
  const kinds = picking(kind, { ...sharedFacet('kind'), label: kind.label });
  const fields = scope.config ? [...title, ...own] : [...known, kinds];
  return [{ key: anywhere, label: anywhereWords[locale], tests: ['has'] }, ...fields];
}

/** The facets whose values rows can ask for. */
export const rowPlans = (scope: SearchScope, locale: Locale): FacetPlan[] =>
  rowFields(scope, locale).flatMap(({ plan }) => plan ?? []);

export const shownField = ({ key, label, tests, values }: AskedField): RowField => ({
  key,
  label,
  tests,
  ...(values === undefined ? {} : { values }),
});
