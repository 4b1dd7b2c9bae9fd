import ipaddr from 'ipaddr.js';
import { type Library, type LibraryBrand, type LibraryCard } from '../../contract/api/library.routes.js';
import type { LocalizedText } from '../../contract/localized.js';
import { audiencesOf } from '../../contract/visibility.js';

export interface LibraryRow {
  id: number;
  pid: string;
  slug: string;
  name: LocalizedText;
  description: LocalizedText;
  brand: Partial<LibraryBrand>;
  state: 'active' | 'suspended';
  labels: string[];
  campusRanges: string[];
  terminalRanges: string[];
  quotaBytes: number | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  hosts: string[];
}

export const librarySelect = `
  SELECT l.id, l.pid, l.slug, l.name, l.description, l.brand, l.state, l.labels,
         l.campus_ranges::text[] AS "campusRanges", l.terminal_ranges::text[] AS "terminalRanges",
         l.quota_bytes AS "quotaBytes", l.version, l.created_at AS "createdAt", l.updated_at AS "updatedAt",
         ARRAY(SELECT h.host FROM library_host h WHERE h.library_id = l.id ORDER BY h.host) AS hosts
    FROM library l`;

const brandOf = (row: LibraryRow): LibraryBrand => ({
  color: row.brand.color ?? null,
  seal: row.brand.seal ?? '',
  logo: row.brand.logo ?? null,
});

export const cardOf = (row: LibraryRow & { collections: number }): LibraryCard => ({
  pid: row.pid,
  slug: row.slug,
  name: row.name,
  description: row.description,
  brand: brandOf(row),
  host: row.hosts[0] ?? null,
  collections: row.collections,
});

export const settingsOf = (row: LibraryRow & { collections: number; usedBytes: number }): Library => ({
  pid: row.pid,
  slug: row.slug,
  name: row.name,
  description: row.description,
  brand: brandOf(row),
  state: row.state,
  audiences: audiencesOf(row.labels),
  hosts: row.hosts,
  campusRanges: row.campusRanges,
  terminalRanges: row.terminalRanges,
  quotaBytes: row.quotaBytes,
  usedBytes: row.usedBytes,
  collections: row.collections,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** What people type is an address with a length; what is kept is the network it stands in. */
export function networkOf(range: string): string {
  const [address, bits] = range.includes('/') ? ipaddr.parseCIDR(range) : [ipaddr.parse(range), undefined];
  if (address instanceof ipaddr.IPv4) {
    const length = bits ?? 32;
    return `${ipaddr.IPv4.networkAddressFromCIDR(`${address.toString()}/${length}`).toString()}/${length}`;
  }
  const length = bits ?? 128;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${length}`).toString()}/${length}`;
}
