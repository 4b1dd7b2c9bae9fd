/**
 * What a request costs the platform, by kind. Each kind has a budget of its own for every account, and for every
 * address without one; see `server/modules/access/budgets.ts`.
 */
export const costs = [
  /** A list or a record of the API. */
  'read',
  'write',
  'page',
  'search',
  /** What may be meant by what has been typed so far: once for every key. */
  'suggest',
  /** Counted by what is cut, not by what is asked for: ready tiles cost nothing. */
  'image',
  /** One answer made of many rows: a manifest, a list of a collection for machines. */
  'gather',
  /** A whole book leaves, page by page. */
  'whole',
  'export',
  'import',
  /** Many records are checked and written at once. */
  'batch',
  'upload',
  'preview',
  /** A mail goes out to somebody. */
  'mail',
  /** Passwords and tokens are tried, and hashed at some expense. */
  'sign-in',
] as const;
export type Cost = (typeof costs)[number];

const safe = new Set(['GET', 'HEAD']);

interface Route {
  method: string;
  path: string;
  spec: { cost?: Cost; produces?: string[] };
}

/** Nothing of the API goes uncounted: what does not say what it costs, reads or writes. */
export function costOf({ method, path, spec }: Route): Cost | undefined {
  if (spec.cost !== undefined) return spec.cost;
  if (!safe.has(method)) return 'write';
  return path.startsWith('/api/v1/') ? 'read' : undefined;
}

/**
 * Paid by whoever makes the answer and not at the door: that there were too many requests is told by a page where a page
 * was asked for, and an image only costs what has to be cut.
 */
export const paidInside = ({ spec }: Route): boolean =>
  spec.cost === 'image' || (spec.produces?.includes('text/html') ?? false);
