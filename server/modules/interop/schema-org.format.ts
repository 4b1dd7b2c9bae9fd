import type { Json } from '../../contract/values.js';
import type { ExportRecord } from './export.record.js';

const listed = (value: Json | undefined): Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** What the page itself says of the item, made to stand alone: with its address, its holder and its collection. */
export function schemaOrg(record: ExportRecord): string {
  const collection = { '@type': 'Collection', name: record.collection.name, url: record.collection.url };
  const document = {
    '@context': 'https://schema.org',
    '@id': record.url,
    ...record.jsonld,
    url: record.url,
    isPartOf: [...listed(record.jsonld['isPartOf']), collection],
    sdPublisher: { '@type': 'Library', name: record.library },
    dateModified: record.changedAt.toISOString().slice(0, 10),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
