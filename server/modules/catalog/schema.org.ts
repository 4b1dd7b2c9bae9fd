import type { FieldDefinition } from '../../contract/collection.js';
import { langOf } from '../../contract/text/traditional.js';
import type { Json, StoredValue, Values } from '../../contract/values.js';
import type { ValueService } from '../schema/value.service.js';

/** The language of a text with the script that its characters have. */
function inItsScript(part: Json): Json {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  const { '@value': text, '@language': said } = part;
  if (typeof text !== 'string' || typeof said !== 'string') return part;
  return { ...part, '@language': langOf(text, said, 'zh-CN') ?? said };
}

/** Catalogues say zho and eng, tags zh and en; what is spoken (cmn) stays so. */
const tagOf = (code: string): string => (code === 'cmn' ? code : (Intl.getCanonicalLocales(code)[0] ?? code));

type Write = (field: FieldDefinition, stored: StoredValue, rules: ValueService) => Json | undefined;

const plain: Write = (field, stored, { forms }) => forms.jsonldOf(field, stored);

/** What a property wants to hold where the plain line of a value is not it. */
const written: ReadonlyMap<string, Write> = new Map<string, Write>([
  // The name and not what kind of name it is.
  [
    'alternateName',
    (field, stored, rules) => {
      const form = rules.forms.recordOf(field, stored);
      const own = form?.parts['value'] ?? form?.parts['text'];
      return own ? own.text : plain(field, stored, rules);
    },
  ],
  // A tag, by which programs know a language whatever we call it.
  [
    'inLanguage',
    (field, stored, rules) => {
      const { code } = rules.forms.recordOf(field, stored) ?? {};
      return code && /^[a-z]{2,3}$/.test(code) ? tagOf(code) : plain(field, stored, rules);
    },
  ],
  // 月輪書塾, 聽雨樓: who publishes is a house, also where it has a person's name.
  [
    'publisher',
    (field, stored, rules) => {
      const said = plain(field, stored, rules);
      return typeof said === 'object' && said !== null && !Array.isArray(said) && said['@type'] === 'Person'
        ? { ...said, '@type': 'Organization' }
        : said;
    },
  ],
  // A list of its own, of paperbacks and e-books, which has no word for woodblocks: better nothing.
  ['bookFormat', () => undefined],
]);

/** schema.org, as far as the fields' own mappings say. */
export function schemaOrgOf(
  fields: readonly FieldDefinition[],
  values: Values,
  rules: ValueService,
): Record<string, Json> {
  const found = new Map<string, Json[]>();
  for (const field of fields) {
    const property = field.mapping.schemaOrg;
    if (!property || !/^[a-zA-Z]+$/.test(property)) continue;
    const write = written.get(property) ?? plain;
    const parts = (values[field.id] ?? [])
      .filter((one) => one.value !== undefined)
      .map((one) => write(field, one, rules))
      .filter((part) => part !== undefined)
      .map(inItsScript);
    if (parts.length > 0) found.set(property, [...(found.get(property) ?? []), ...parts]);
  }
  return Object.fromEntries([...found].map(([property, all]) => [property, all.length === 1 ? all[0]! : all]));
}
