import pg from 'pg';

/**
 * Connections beside TypeORM's: for the queue library, and for whoever listens or holds a lock as long as it lives.
 * Made here so that the database has one door, with one way of naming who is connected.
 */
export function queuePool(url: string, max: number, lost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'linlang-queue', keepAlive: true });
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

export function lastingConnection(url: string, name: string, connectionTimeoutMillis = 15_000): pg.Client {
  return new pg.Client({ connectionString: url, application_name: name, keepAlive: true, connectionTimeoutMillis });
}
