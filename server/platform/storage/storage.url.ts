import { fileURLToPath } from 'node:url';
import { WrongSetting } from '../config.js';

export interface S3Address {
  bucket: string;
  /** Ends with a slash, or is empty. */
  prefix: string;
  region: string;
  endpoint?: string;
  pathStyle: boolean;
}

export type StorageAddress = { kind: 'disk'; folder: string } | { kind: 's3'; s3: S3Address };

const known = new Set(['endpoint', 'region', 'pathStyle']);

/** A folder, a file: URL, or s3://bucket/prefix?endpoint=…&region=…&pathStyle=on|off. */
export function parseStorageUrl(text: string): StorageAddress {
  if (text.startsWith('file://')) return { kind: 'disk', folder: fileURLToPath(text) };
  if (!/^[a-z0-9+.-]+:\/\//i.test(text)) return { kind: 'disk', folder: text };
  const wrong = (why: string) =>
    new WrongSetting(`STORAGE_URL: ${why} (存储地址有误). Write a folder, or s3://bucket/prefix?endpoint=https://…`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.protocol !== 's3:' || !url.hostname) throw wrong('not understood');
  for (const name of url.searchParams.keys()) if (!known.has(name)) throw wrong(`unknown parameter ${name}`);
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !/^https?:\/\/./.test(endpoint)) throw wrong('endpoint must begin with https://');
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return {
    kind: 's3',
    s3: {
      bucket: url.hostname,
      prefix: prefix === '' ? '' : `${prefix}/`,
      region: url.searchParams.get('region') ?? 'us-east-1',
      ...(endpoint === undefined ? {} : { endpoint }),
      // Servers other than Amazon's seldom have a host name for each bucket.
      pathStyle: (url.searchParams.get('pathStyle') ?? (endpoint === undefined ? 'off' : 'on')) === 'on',
    },
  };
}
