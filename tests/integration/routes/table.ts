import { accountTable } from './account.table.js';
import { factorTable } from './factor.table.js';
import { authorityTable } from './authority.table.js';
import { batchTable } from './batch.table.js';
import { catalogTable } from './catalog.table.js';
import type { Table } from './entry.js';
import { designTable } from './design.table.js';
import { iiifTable } from './iiif.table.js';
import { jobTable } from './job.table.js';
import { libraryTable } from './library.table.js';
import { mediaTable } from './media.table.js';
import { readerTable } from './reader.table.js';
import { schemaTable } from './schema.table.js';
import { searchTable } from './search.table.js';
import { systemTable } from './system.table.js';

/** Every route of the platform, by the key it has in the contract. One that is missing here fails the test. */
export const table: Table = {
  ...accountTable,
  ...factorTable,
  ...libraryTable,
  ...jobTable,
  ...authorityTable,
  ...schemaTable,
  ...designTable,
  ...batchTable,
  ...catalogTable,
  ...mediaTable,
  ...iiifTable,
  ...searchTable,
  ...readerTable,
  ...systemTable,
};
