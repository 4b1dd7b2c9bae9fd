import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Database } from '../../platform/database/database.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

interface DirectoryEntry {
  id: number;
  active: boolean;
  campus: Range[];
  terminals: Range[];
}

interface Directory {
  readAt: number;
  libraries: DirectoryEntry[];
  hosts: Map<string, number>;
}

/** Every process has the change within this time; the one that made it at once. */
const lifetimeMs = 900;

function inRange(address: ipaddr.IPv4 | ipaddr.IPv6, ranges: Range[]): boolean {
  return ranges.some(([network, bits]) => {
    if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
    return network instanceof ipaddr.IPv6 && address.match(network, bits);
  });
}

/**
 * What every request needs of the libraries before anything else: whose host this is and whose campus.
 * A handful of rows, kept in memory for less than a second, so that a tile costs no query for it.
 */
@Injectable()
export class LibraryDirectory {
  /** How often this process changed a library: what is kept of libraries elsewhere is told apart by it. */
  changes = 0;
  private directory: Directory | undefined;
  private reading: Promise<Directory> | undefined;

  constructor(private readonly database: Database) {}

  async libraryOfHost(hostname: string): Promise<number | undefined> {
    return (await this.read()).hosts.get(hostname);
  }

  async allIds(): Promise<number[]> {
    return (await this.read()).libraries.map((library) => library.id);
  }

  /** Libraries on whose campus, and at whose terminals, this address stands. */
  async placesOf(ip: string | null): Promise<{ campus: number[]; terminals: number[] }> {
    if (ip === null || !ipaddr.isValid(ip)) return { campus: [], terminals: [] };
    const address = ipaddr.process(ip);
    const active = (await this.read()).libraries.filter((library) => library.active);
    return {
      campus: active.filter((library) => inRange(address, library.campus)).map((library) => library.id),
      terminals: active.filter((library) => inRange(address, library.terminals)).map((library) => library.id),
    };
  }

  forget(): void {
    this.changes++;
    this.directory = undefined;
    this.reading = undefined;
  }

  private async read(): Promise<Directory> {
    if (this.directory && Date.now() - this.directory.readAt < lifetimeMs) return this.directory;
    // Requests that arrive together share one reading.
    const reading = (this.reading ??= this.load().finally(() => {
      if (this.reading === reading) this.reading = undefined;
    }));
    return reading;
  }

  private async load(): Promise<Directory> {
    const readAt = Date.now();
    const rows = await this.database.query<{
      id: number;
      state: string;
      campus: string[];
      terminals: string[];
      hosts: string[];
    }>(
      `SELECT l.id, l.state, l.campus_ranges::text[] AS campus, l.terminal_ranges::text[] AS terminals,
              ARRAY(SELECT h.host FROM library_host h WHERE h.library_id = l.id) AS hosts
         FROM library l`,
    );
    const parse = (range: string): Range => ipaddr.parseCIDR(range);
    const directory: Directory = {
      readAt,
      libraries: rows.map((row) => ({
        id: row.id,
        active: row.state === 'active',
        campus: row.campus.map(parse),
        terminals: row.terminals.map(parse),
      })),
      hosts: new Map(rows.flatMap((row) => row.hosts.map((host) => [host, row.id] as const))),
    };
    this.directory = directory;
    return directory;
  }
}
