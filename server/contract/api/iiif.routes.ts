import { z } from 'zod';
import { defineRoutes } from './define.js';

const json = ['application/json', 'application/ld+json'];
/** Read by rules of the standard, which has its own words for what is wrong. */
const part = z.string().max(200);
const image = z.object({ image: part });

/**
 * Addresses of the International Image Interoperability Framework: Image API 3 at level 2, Presentation API 3.
 * An image is named by the page that shows it, or, for those who work on it, by `file-<pid>`.
 */
export const iiifRawRoutes = defineRoutes({
  'GET /iiif/image/3/:image': {
    summary: 'An image; leads to its description',
    access: 'public',
    params: image,
    status: 303,
  },
  'GET /iiif/image/3/:image/info.json': {
    summary: 'Size, tiles and what can be asked of an image',
    access: 'public',
    params: image,
    produces: json,
  },
  'GET /iiif/image/3/:image/:region/:size/:rotation/:name': {
    summary: 'An image or a part of it, in the size and form asked for',
    access: 'public',
    cost: 'image',
    params: image.extend({ region: part, size: part, rotation: part, name: part }),
    produces: ['image/jpeg', 'image/png', 'image/webp'],
  },
  'GET /iiif/:item/manifest': {
    summary: 'An item with all its pages, for any viewer',
    access: 'public',
    cost: 'gather',
    params: z.object({ item: part }),
    produces: json,
  },
  'GET /iiif/:item/canvas/:page': {
    summary: 'One page of a manifest',
    access: 'public',
    cost: 'gather',
    params: z.object({ item: part, page: part }),
    produces: json,
  },
  'GET /iiif/:item/text/:page': {
    summary: 'The text of a page as annotations, line by line',
    access: 'public',
    cost: 'gather',
    params: z.object({ item: part, page: part }),
    produces: json,
  },
  'GET /iiif/:item/spoken/:page': {
    summary: 'What is said on a page that is a recording, as annotations in time',
    access: 'public',
    cost: 'gather',
    params: z.object({ item: part, page: part }),
    query: z.object({ part: z.coerce.number().int().min(1).max(10_000).default(1) }),
    produces: json,
  },
  'GET /iiif/:item/search': {
    summary: 'Where words stand in an item, by Content Search 2',
    access: 'public',
    cost: 'search',
    params: z.object({ item: part }),
    // Whatever else the standard knows may be asked for; the answer says what was passed over.
    query: z.looseObject({
      q: z.string().trim().max(200).default(''),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
    }),
    produces: json,
  },
  'GET /iiif/collection/:collection': {
    summary: 'The manifests of a collection',
    access: 'public',
    cost: 'gather',
    params: z.object({ collection: part }),
    query: z.object({ page: z.coerce.number().int().min(1).max(1_000_000).optional() }),
    produces: json,
  },
});
