import pg from 'pg';
import { SETTING } from './data-source.js';
import { type OwnUrls, roleUrls } from './roles.js';

/** The queue and the index belong to no library. */
const options = `-c ${SETTING}=*`;

/**
 * Connections beside TypeORM's: for the queue library, and for whoever listens or holds a lock as long as it lives.
 * Made here so that the database has one door, with one way of naming who is connected.
 */
export function queuePool(own: OwnUrls, max: number, lost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: roleUrls(own).staff,
    max,
    application_name: 'linlang-queue',
    keepAlive: true,
    options,
  });
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

export function lastingConnection(own: OwnUrls, name: string, connectionTimeoutMillis = 15_000): pg.Client {
  return new pg.Client({
    connectionString: roleUrls(own).staff,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis,
    options,
  });
}
