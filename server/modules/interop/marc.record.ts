import { el, xmlDocument } from '../../platform/xml.js';

export type Subfield = [code: string, value: string];

export interface DataField {
  tag: string;
  /** Two characters, `#` for a blank: the way every manual writes them. */
  indicators: string;
  subfields: Subfield[];
}

export interface MarcRecord {
  leader: string;
  control: [tag: string, value: string][];
  fields: DataField[];
}

/** A field with what there is to say; without a subfield there is no field. */
export function dataField(
  tag: string,
  indicators: string,
  ...subfields: (readonly [code: string, value: string | undefined] | undefined)[]
): DataField[] {
  const said = subfields.flatMap((one): Subfield[] => {
    const value = one?.[1]?.replace(/\s+/g, ' ').trim();
    return one && value ? [[one[0], value]] : [];
  });
  return said.length > 0 ? [{ tag, indicators, subfields: said }] : [];
}

const blank = (indicators: string, at: number): string => (indicators[at] === '#' ? ' ' : (indicators[at] ?? ' '));

interface Dialect {
  namespace: string;
  schema?: string;
  attributes: Record<string, string>;
}

/** MARC 21 in the schema of the Library of Congress. */
export const marcXml: Dialect = {
  namespace: 'http://www.loc.gov/MARC21/slim',
  schema: 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd',
  attributes: { type: 'Bibliographic' },
};

/** ISO 25577, which is for every dialect of MARC and says which one it is. */
export const marcExchange = (format: string): Dialect => ({
  namespace: 'info:lc/xmlns/marcxchange-v1',
  attributes: { format, type: 'Bibliographic' },
});

export function writeMarc(record: MarcRecord, dialect: Dialect): string {
  // By tag; fields of one tag stay in the order in which they were made.
  const fields = record.fields.map((field, at) => ({ field, at }));
  fields.sort((a, b) => (a.field.tag < b.field.tag ? -1 : a.field.tag > b.field.tag ? 1 : a.at - b.at));
  return xmlDocument(
    el(
      'record',
      {
        xmlns: dialect.namespace,
        ...(dialect.schema
          ? {
              'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
              'xsi:schemaLocation': `${dialect.namespace} ${dialect.schema}`,
            }
          : {}),
        ...dialect.attributes,
      },
      el('leader', {}, record.leader),
      ...record.control.map(([tag, value]) => el('controlfield', { tag }, value)),
      ...fields.map(({ field: { tag, indicators, subfields } }) =>
        el(
          'datafield',
          { tag, ind1: blank(indicators, 0), ind2: blank(indicators, 1) },
          ...subfields.map(([code, value]) => el('subfield', { code }, value)),
        ),
      ),
    ),
  );
}

export interface TagSpec {
  tag: string;
  codes: string[];
}

/**
 * Where a mapping says that a field goes: `205$a`, `701/702`, `461-464`, `210$d; 100$a/8-16`. Places that are coded
 * by position are left to whoever writes those fields; `77X` is not a tag.
 */
export function readTags(mapping: string | undefined): TagSpec[] {
  return (mapping ?? '').split(/[;,]/).flatMap((one) => {
    const found = /^\s*(\d{3})((?:\$\w)*)((?:[/-]\d{1,3})*)/.exec(one);
    if (!found) return [];
    const [, tag = '', codes = '', more = ''] = found;
    const others = codes === '' ? [...more.matchAll(/\/(\d{3})/g)].map(([, other]) => other!) : [];
    return [tag, ...others]
      .filter((each) => !/^00/.test(each) && each !== '100')
      .map((each) => ({ tag: each, codes: codes.split('$').filter(Boolean) }));
  });
}

const two = (value: number): string => String(value).padStart(2, '0');

/** yyyymmdd */
export const compactDay = (date: Date): string =>
  `${date.getUTCFullYear()}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;

/** The moment of the latest change, as field 005 has it. */
export const stamp = (date: Date): string =>
  `${compactDay(date)}${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}.0`;

/** Four figures, or undefined for years that coded fields have no room for. */
export const codedYear = (year: number): string | undefined =>
  year >= 1 && year <= 9999 ? String(year).padStart(4, '0') : undefined;
