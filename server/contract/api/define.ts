import { z } from 'zod';
import type { Permission } from '../permissions.js';
import { Pid } from '../pid.js';
import type { Cost } from './cost.js';

/**
 * What stands in the path that says where a route acts. The guard looks the row up and checks the permission
 * in its library and collection; a caller who works nowhere in that library is told that there is no such thing.
 */
export const scopeKinds = [
  'platform',
  'library',
  'collection',
  'item',
  'page',
  'file',
  'job',
  'batch',
  'grant',
  'invitation',
] as const;
export type ScopeKind = (typeof scopeKinds)[number];

export type Access =
  /** Anybody; what is shown is narrowed by the caller's labels. */
  | 'public'
  /** Anybody with a session, about themselves. */
  | 'signed-in'
  /** `any`: the permission must be held somewhere, and the service narrows to those places. */
  | { permission: Permission; on: ScopeKind | 'any' };

export interface RouteSpec {
  summary: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Absent where the answer is bytes or a page. */
  response?: z.ZodType;
  /** The media types of an answer that is not JSON. */
  produces?: string[];
  status?: number;
  /** Takes an upload or a body that is read by its own parser. */
  consumes?: string[];
  /** Reached by programs of other sites: no cookie is used, so no CSRF token is asked for. */
  crossSite?: boolean;
  /** What is public of it may be read by pages of any site, as a visitor whom nobody knows. */
  anySite?: true;
  /** Whose budget it is counted against; without a word it reads or writes (`costOf`). */
  cost?: Cost;
  /** Who asks must have signed in or shown a factor within the last minutes; how many is the platform's setting. */
  fresh?: true;
  /** Open to admins who still have to set up the second factor that the platform asks of them. */
  enrolling?: true;
}

export type RouteTable = Record<string, RouteSpec>;

/** Keeps each route's own types while checking its shape. Keys are `METHOD /path/:param`. */
export function defineRoutes<const T extends RouteTable>(routes: T): T {
  return routes;
}

export const pidParams = <const K extends string>(...names: K[]) =>
  z.object(Object.fromEntries(names.map((name) => [name, Pid])) as Record<K, typeof Pid>);

/** Lists page by cursor: no list of the console ever counts past what it shows. */
export const PageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), next: z.string().nullable(), total: z.number().int().optional() });

/** What a column of integers holds: a larger number is refused at the edge, not by the database. */
const largest = 2_147_483_647;
export const Version = z.number().int().min(0).max(largest);
export const VersionInAddress = z.coerce.number().int().min(0).max(largest);

export const Done = z.object({ done: z.literal(true) });
export const Timestamp = z.iso.datetime({ offset: true });
