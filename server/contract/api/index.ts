import type { z } from 'zod';
import type { RouteSpec, RouteTable } from './define.js';
import { accountRoutes } from './account.routes.js';
import { takenRoutes } from './taken.routes.js';
import { factorRoutes } from './factor.routes.js';
import { libraryRoutes } from './library.routes.js';
import { jobRoutes } from './job.routes.js';
import { authorityRoutes } from './authority.routes.js';
import { authorityCareRoutes } from './authority.care.routes.js';
import { exchangeRoutes } from './exchange.routes.js';
import { schemaRoutes } from './schema.routes.js';
import { designRoutes } from './design.routes.js';
import { catalogRoutes } from './catalog.routes.js';
import { draftRoutes } from './draft.routes.js';
import { batchRoutes } from './batch.routes.js';
import { recentRoutes } from './recent.routes.js';
import { linkRoutes } from './link.routes.js';
import { captionRoutes, captionRawRoutes } from './caption.routes.js';
import { mediaRoutes, mediaRawRoutes } from './media.routes.js';
import { iiifRawRoutes } from './iiif.routes.js';
import { publishedRoutes } from './published.routes.js';
import { searchRoutes } from './search.routes.js';
import { numberRoutes } from './number.routes.js';
import { interopRoutes } from './interop.routes.js';
import { readerRoutes, readerRawRoutes } from './reader.routes.js';
import { systemRawRoutes } from './system.routes.js';

export const apiPrefix = '/api/v1';

/** The API: everything the web does goes through these, under `/api/v1`. */
export const apiRoutes = {
  ...accountRoutes,
  ...takenRoutes,
  ...factorRoutes,
  ...libraryRoutes,
  ...jobRoutes,
  ...authorityRoutes,
  ...authorityCareRoutes,
  ...exchangeRoutes,
  ...schemaRoutes,
  ...designRoutes,
  ...catalogRoutes,
  ...draftRoutes,
  ...batchRoutes,
  ...recentRoutes,
  ...linkRoutes,
  ...mediaRoutes,
  ...captionRoutes,
  ...publishedRoutes,
  ...searchRoutes,
  ...numberRoutes,
  ...interopRoutes,
  ...readerRoutes,
};

/**
 * Pages, tiles, files and probes: routes whose address is set by a standard or by people's links. Keys of pages
 * begin their path with `~`, the root of the site, because the API has routes of the same names.
 */
export const rawRoutes = {
  ...systemRawRoutes,
  ...mediaRawRoutes,
  ...captionRawRoutes,
  ...iiifRawRoutes,
  ...readerRawRoutes,
};

export type ApiRoutes = typeof apiRoutes;
export type ApiKey = keyof ApiRoutes;
export type RouteKey = ApiKey | keyof typeof rawRoutes;
type AllRoutes = ApiRoutes & typeof rawRoutes;

type Out<T> = T extends z.ZodType ? z.output<T> : undefined;
type In<T> = T extends z.ZodType ? z.input<T> : undefined;
type Part<S, K extends string> = S extends { [P in K]: infer T } ? T : undefined;

/** What a handler gets: checked, with defaults filled in. */
export interface Input<K extends RouteKey> {
  params: Out<Part<AllRoutes[K], 'params'>>;
  query: Out<Part<AllRoutes[K], 'query'>>;
  body: Out<Part<AllRoutes[K], 'body'>>;
}

/** What a caller of the API sends. */
export type Request<K extends ApiKey> = (Part<ApiRoutes[K], 'params'> extends undefined
  ? object
  : { params: In<Part<ApiRoutes[K], 'params'>> }) &
  (Part<ApiRoutes[K], 'query'> extends undefined ? object : { query?: In<Part<ApiRoutes[K], 'query'>> }) &
  (Part<ApiRoutes[K], 'body'> extends undefined ? object : { body: In<Part<ApiRoutes[K], 'body'>> });

export type Answer<K extends RouteKey> = Out<Part<AllRoutes[K], 'response'>>;

export interface KnownRoute {
  key: string;
  method: string;
  path: string;
  spec: RouteSpec;
}

function list(table: RouteTable, prefix: string): KnownRoute[] {
  return Object.entries(table).map(([key, spec]) => {
    const space = key.indexOf(' ');
    return { key, method: key.slice(0, space), path: prefix + key.slice(space + 1).replace(/^~/, ''), spec };
  });
}

export const allRoutes: KnownRoute[] = [...list(apiRoutes, apiPrefix), ...list(rawRoutes, '')];
export const routeByKey = new Map(allRoutes.map((route) => [route.key, route]));
if (routeByKey.size !== allRoutes.length) throw new Error('two routes of the contract have the same key');
