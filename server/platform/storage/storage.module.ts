import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Global, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config.js';
import { Readiness } from '../http/readiness.js';
import { DiskStorage } from './disk.storage.js';
import { LocalCache } from './local.cache.js';
import { S3Storage } from './s3.storage.js';
import { Storage } from './storage.js';
import { parseStorageUrl } from './storage.url.js';
import { Workshop } from './workshop.js';

/** Pyramids fetched from a bucket; several of one folio of maps fit. */
const fetchedBytes = 20 * 1024 ** 3;

export function openStorage(config: Config): Storage {
  const address = parseStorageUrl(config.env.storageUrl);
  if (address.kind === 'disk') {
    mkdirSync(address.folder, { recursive: true });
    return new DiskStorage(address.folder);
  }
  const cache = new LocalCache(join(resolve(config.env.DATA_DIR), 'cache', 'objects'), fetchedBytes);
  const keys = {
    ...(config.env.AWS_ACCESS_KEY_ID ? { accessKeyId: config.env.AWS_ACCESS_KEY_ID } : {}),
    ...(config.env.AWS_SECRET_ACCESS_KEY ? { secretAccessKey: config.env.AWS_SECRET_ACCESS_KEY } : {}),
  };
  return new S3Storage(address.s3, keys, cache);
}

@Injectable()
class StorageProbe implements OnModuleInit {
  constructor(
    private readonly readiness: Readiness,
    private readonly storage: Storage,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.readiness.add({ name: 'storage', essential: true, check: () => this.storage.probeReading() });
    // A full disk takes nothing in any more; it takes no server away from readers.
    const reserve = this.config.env.DISK_RESERVE_MB * 1024 * 1024;
    this.readiness.add({
      name: 'writing',
      essential: false,
      check: async () => {
        await this.storage.assertRoom(reserve);
        await this.storage.probe();
      },
    });
  }
}

@Global()
@Module({
  providers: [
    { provide: Storage, inject: [Config], useFactory: openStorage },
    { provide: Workshop, inject: [Config], useFactory: (config: Config) => new Workshop(config.env.DATA_DIR) },
    StorageProbe,
  ],
  exports: [Storage, Workshop],
})
export class StorageModule {}
