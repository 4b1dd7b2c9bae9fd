import type { RecordFormat } from '../../contract/api/interop.routes.js';
import { cnmarc } from './cnmarc.format.js';
import { dublinCore } from './dublin-core.format.js';
import type { ExportRecord } from './export.record.js';
import { marc21 } from './marc21.format.js';
import { mods } from './mods.format.js';
import { schemaOrg } from './schema-org.format.js';

interface Format {
  mediaType: string;
  /** What the name of a saved record ends with. */
  ending: string;
  write(record: ExportRecord): string;
}

/** Each format in which one item's record can be had; writing one is a pure function. */
export const recordFormats: Record<RecordFormat, Format> = {
  dc: { mediaType: 'application/xml', ending: 'dc.xml', write: dublinCore },
  mods: { mediaType: 'application/mods+xml', ending: 'mods.xml', write: mods },
  marc21: { mediaType: 'application/marcxml+xml', ending: 'marc21.xml', write: marc21 },
  cnmarc: { mediaType: 'application/xml', ending: 'cnmarc.xml', write: cnmarc },
  jsonld: { mediaType: 'application/ld+json', ending: 'jsonld', write: schemaOrg },
};
