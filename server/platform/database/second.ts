import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

type Known = pg.PoolClient & { processID?: number | null; connection?: { stream?: { localPort?: number } } };

/**
 * Half of what a batch costs is done by PostgreSQL on its behalf. Where that runs on this machine, and we may, these processes
 * come second as well. Elsewhere their numbers mean nothing here: so it is looked whether such a one talks with us.
 */
export function backendsComeSecond(source: DataSource, niceness: number): void {
  const pool = (source.driver as PostgresDriver).master as pg.Pool;
  const seen = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client: Known) => {
    if (seen.has(client)) return;
    seen.add(client);
    const pid = client.processID;
    if (!pid || !worksFor(pid, client.connection?.stream?.localPort)) return;
    try {
      setPriority(pid, niceness);
    } catch {
      // Another user's: then it comes first.
    }
  });
}

/** As PostgreSQL writes it over its own command line: `postgres: user database address(port) …`. The port is that of our end. */
function worksFor(pid: number, port: number | undefined): boolean {
  if (port === undefined) return false;
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return line.startsWith('postgres: ') && line.includes(`(${port}) `);
  } catch {
    return false;
  }
}
