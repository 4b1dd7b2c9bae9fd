import { z } from 'zod';
import { Pid } from '../pid.js';
import { defineRoutes } from './define.js';

/** Formats of one record: Dublin Core, MODS, MARC 21, CNMARC, schema.org. */
export const recordFormats = ['dc', 'mods', 'marc21', 'cnmarc', 'jsonld'] as const;
export const RecordFormat = z.enum(recordFormats);
export type RecordFormat = z.infer<typeof RecordFormat>;

export const interopRoutes = defineRoutes({
  'GET /items/:item/record/:format': {
    summary: 'The record of one published item in the format of another system',
    access: 'public',
    anySite: true,
    cost: 'gather',
    params: z.object({ item: Pid, format: RecordFormat }),
    query: z.object({ download: z.stringbool().default(false) }),
    produces: ['application/xml', 'application/mods+xml', 'application/marcxml+xml', 'application/ld+json'],
  },
});
