import type { Readable } from 'node:stream';
import type { Server } from '@tus/server';

export interface StoredObject {
  key: string;
  size: number;
  modified: Date;
}

/** What is known of an object once its last byte is kept. */
export interface Kept {
  size: number;
  sha256: string;
}

export interface ByteRange {
  /** First and last byte, both included. */
  start: number;
  end: number;
}

/** Where uploads under way grow: beside what is kept, so that any server can go on with them. */
export const arrivalsFolder = 'uploads';

/** Uploads that come in parts. What has come whole is an object like any other, until it is removed. */
export interface Arrivals {
  tus: Server['datastore'];
  /** What tus calls the upload. */
  idOf(token: string): string;
  /** What the storage calls its bytes. */
  keyOf(token: string): string;
  /** Whether what has arrived whole is an object already: a bucket puts the parts together after the last one. */
  isWhole(token: string): Promise<boolean>;
  /** Does what a server that died after the last part left undone. By whoever holds the upload. */
  putTogether(token: string, size: number): Promise<void>;
}

/**
 * Where bytes live: a folder or an S3 bucket. Keys are paths of plain segments. An object appears whole or not at
 * all, under a key that its maker chose so that it never has to change: originals and derivatives are only added
 * and removed. One contract suite runs on both engines.
 */
export abstract class Storage {
  /** Keeps what a stream gives, counting and hashing on the way. */
  abstract put(key: string, bytes: Readable): Promise<Kept>;
  /** Keeps a local file; `move` allows to take the file itself away instead of a copy. */
  abstract putFile(key: string, path: string, options?: { move?: boolean }): Promise<void>;
  /** The bytes, or a stretch of them. Throws `StorageMissing` when there is no such object. */
  abstract read(key: string, range?: ByteRange): Promise<Readable>;
  abstract head(key: string): Promise<StoredObject | undefined>;
  /** Removing what is not there is no error, so that a removal can be repeated. */
  abstract remove(key: string): Promise<void>;
  abstract copy(from: string, to: string): Promise<void>;
  abstract list(prefix: string): AsyncIterable<StoredObject>;
  /** A path at which the object can be read now: its own on disk, a copy in the cache folder otherwise. */
  abstract localPath(key: string): Promise<string>;
  abstract arrivals(): Arrivals;
  /** What processes that died left half written; younger ones may still be growing, and arrivals have their own end. */
  abstract removeHalves(olderThan: Date): Promise<void>;
  /** Throws a Problem of 507 where so many bytes do not fit. A bucket has no end that we know of. */
  assertRoom(_bytes: number): Promise<void> {
    return Promise.resolve();
  }
  /** What is there can be read; throws when it cannot. */
  abstract probeReading(): Promise<void>;
  /** Writes, reads and removes a few bytes; throws when any of it fails. */
  abstract probe(): Promise<void>;
}

export class StorageMissing extends Error {
  constructor(readonly key: string) {
    super(`no such object: ${key}`);
  }
}

const segment = /^[\p{L}\p{N}_.=-]+$/u;

/** Keys are made by us, of hashes and pids; anything that could climb out of the folder is a mistake of ours. */
export function checkKey(key: string): string {
  const good = key.length <= 900 && key.split('/').every((part) => segment.test(part) && part !== '.' && part !== '..');
  if (!good) throw new Error(`not a storage key: ${JSON.stringify(key)}`);
  return key;
}
