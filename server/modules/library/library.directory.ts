import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Database } from '../../platform/database/database.js';
import { type StandingMemo, StandingService } from './standing.service.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

interface DirectoryEntry {
  id: number;
  active: boolean;
  campus: Range[];
  terminals: Range[];
}

interface Directory {
  libraries: DirectoryEntry[];
  hosts: Map<string, number>;
}

function inRange(address: ipaddr.IPv4 | ipaddr.IPv6, ranges: Range[]): boolean {
  return ranges.some(([network, bits]) => {
    if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
    return network instanceof ipaddr.IPv6 && address.match(network, bits);
  });
}

/**
 * What every request needs of the libraries before anything else: whose host this is and whose campus.
 * A handful of rows, kept in memory while they stand as they do, so that a tile costs no query for it.
 */
@Injectable()
export class LibraryDirectory {
  private readonly kept: StandingMemo<Directory>;

  constructor(
    private readonly database: Database,
    private readonly standing: StandingService,
  ) {
    this.kept = standing.memo();
  }

  async libraryOfHost(hostname: string): Promise<number | undefined> {
    return (await this.read()).hosts.get(hostname);
  }

  async allIds(): Promise<number[]> {
    return (await this.read()).libraries.map((library) => library.id);
  }

  /** Libraries on whose campus, and at whose terminals, this address stands. */
  async networksOf(ip: string | null): Promise<{ campus: number[]; terminals: number[] }> {
    if (ip === null || !ipaddr.isValid(ip)) return { campus: [], terminals: [] };
    const address = ipaddr.process(ip);
    const active = (await this.read()).libraries.filter((library) => library.active);
    return {
      campus: active.filter((library) => inRange(address, library.campus)).map((library) => library.id),
      terminals: active.filter((library) => inRange(address, library.terminals)).map((library) => library.id),
    };
  }

  /** A library was changed, in this process. */
  forget(): void {
    this.standing.forget();
  }

  private read(): Promise<Directory> {
    return this.kept.of('all', () => this.load());
  }

  private async load(): Promise<Directory> {
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
    return {
      libraries: rows.map((row) => ({
        id: row.id,
        active: row.state === 'active',
        campus: row.campus.map(parse),
        terminals: row.terminals.map(parse),
      })),
      hosts: new Map(rows.flatMap((row) => row.hosts.map((host) => [host, row.id] as const))),
    };
  }
}
