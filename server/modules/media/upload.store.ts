import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { S3Store } from '@tus/s3-store';
import type { Server } from '@tus/server';
import type { Config } from '../../platform/config.js';
import { DiskStorage } from '../../platform/storage/disk.storage.js';
import { S3Storage, s3ClientConfig } from '../../platform/storage/s3.storage.js';
import type { Storage } from '../../platform/storage/storage.js';

type DataStore = Server['datastore'];

export const uploadsFolder = 'uploads';

/** Where an upload under way grows: beside what is kept, so that any server can go on with it. */
export interface UploadStore {
  tus: DataStore;
  /** What tus calls the upload. */
  idOf(token: string): string;
  /** What the storage calls its bytes. */
  keyOf(token: string): string;
  /** Whether what has arrived whole is an object already: a bucket puts the parts together after the last one. */
  isWhole(token: string): Promise<boolean>;
  /** Does what a server that died after the last part left undone. By whoever holds the upload. */
  putTogether(token: string, size: number): Promise<void>;
}

export function uploadStoreOf(storage: Storage, config: Config): UploadStore {
  const keyOf = (token: string) => `${uploadsFolder}/${token}`;
  if (storage instanceof DiskStorage) {
    return {
      tus: new FileStore({ directory: join(storage.root, uploadsFolder) }),
      idOf: (token) => token,
      keyOf,
      isWhole: () => Promise.resolve(true),
      putTogether: () => Promise.resolve(),
    };
  }
  if (storage instanceof S3Storage) {
    const { place } = storage;
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = config.env;
    const keys = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : {};
    const tus = new S3Store({
      s3ClientConfig: { ...s3ClientConfig(place, keys), bucket: place.bucket },
      useTags: false,
    });
    const idOf = (token: string) => place.prefix + keyOf(token);
    return {
      tus,
      idOf,
      keyOf,
      isWhole: async (token) => (await storage.head(keyOf(token))) !== undefined,
      // Nothing more is written at the end, which ends it.
      putTogether: async (token, size) => void (await tus.write(Readable.from([]), idOf(token), size)),
    };
  }
  throw new Error('uploads do not know this storage');
}
