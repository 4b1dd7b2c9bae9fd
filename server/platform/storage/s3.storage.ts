import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { S3Store } from '@tus/s3-store';
import { hashing } from './hashing.js';
import type { LocalCache } from './local.cache.js';
import { isMissing, isNotOffered, storageProblemS3 } from './storage.errors.js';
import {
  type Arrivals,
  arrivalsFolder,
  type ByteRange,
  checkKey,
  type Kept,
  Storage,
  StorageMissing,
  type StoredObject,
} from './storage.js';
import type { S3Address } from './storage.url.js';

export interface S3Keys {
  accessKeyId?: string;
  secretAccessKey?: string;
}

/** A copy in one request ends here; larger objects are streamed through us instead. */
/** Names of what modules keep: `<library>/original/…`, `<library>/derived/…`. */
const ours = /^[^/]+\/(original|derived)\//;
const largestCopy = 5 * 1024 ** 3;
const partSize = 16 * 1024 * 1024;

function s3ClientConfig(address: S3Address, keys: S3Keys): S3ClientConfig {
  return {
    region: address.region,
    forcePathStyle: address.pathStyle,
    ...(address.endpoint === undefined ? {} : { endpoint: address.endpoint }),
    // Without keys of our own the SDK looks where it always does: files, roles of the machine.
    ...(keys.accessKeyId && keys.secretAccessKey
      ? { credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey } }
      : {}),
    // Many servers other than Amazon's do not know the newer checksums; TLS and our SHA-256 guard the bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}

export class S3Storage extends Storage {
  readonly client: S3Client;

  constructor(
    private readonly address: S3Address,
    private readonly keys: S3Keys,
    private readonly cache: LocalCache,
  ) {
    super();
    this.client = new S3Client(s3ClientConfig(address, keys));
  }

  async put(key: string, bytes: Readable): Promise<Kept> {
    const { through, kept } = hashing();
    const flow = pipeline(bytes, through);
    // The upload reports the failure; a broken source must not be an unhandled rejection besides.
    flow.catch(() => undefined);
    await this.tell(
      key,
      Promise.all([flow, this.upload(key, through)]).then(() => undefined),
    );
    return kept();
  }

  async putFile(key: string, path: string): Promise<void> {
    await stat(path);
    await this.tell(key, this.upload(key, createReadStream(path)));
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const answer = await this.tell(
      key,
      this.client.send(new GetObjectCommand({ ...this.at(key), ...(Range ? { Range } : {}) })),
    );
    return answer.Body as Readable;
  }

  async head(key: string): Promise<StoredObject | undefined> {
    try {
      const found = await this.tell(key, this.client.send(new HeadObjectCommand(this.at(key))));
      return { key, size: found.ContentLength ?? 0, modified: found.LastModified ?? new Date(0) };
    } catch (error) {
      if (error instanceof StorageMissing) return undefined;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await this.tell(key, this.client.send(new DeleteObjectCommand(this.at(key)))).catch((error: unknown) => {
      if (!(error instanceof StorageMissing)) throw error;
    });
  }

  async copy(from: string, to: string): Promise<void> {
    const found = await this.head(from);
    if (!found) throw new StorageMissing(from);
    if (found.size > largestCopy) {
      await this.put(to, await this.read(from));
      return;
    }
    const source = [this.address.bucket, ...(this.address.prefix + from).split('/')].map(encodeURIComponent).join('/');
    await this.tell(from, this.client.send(new CopyObjectCommand({ ...this.at(to), CopySource: source })));
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    let after: string | undefined;
    do {
      const answer = await this.tell(
        prefix,
        this.client.send(
          new ListObjectsV2Command({
            Bucket: this.address.bucket,
            Prefix: this.address.prefix + prefix,
            ...(after ? { ContinuationToken: after } : {}),
          }),
        ),
      );
      for (const object of answer.Contents ?? []) {
        const key = object.Key!.slice(this.address.prefix.length);
        // Some servers show the folders of their file system as empty objects.
        if (!key.endsWith('/')) yield { key, size: object.Size ?? 0, modified: object.LastModified ?? new Date(0) };
      }
      after = answer.IsTruncated ? answer.NextContinuationToken : undefined;
    } while (after);
  }

  async localPath(key: string): Promise<string> {
    return this.cache.path(`${this.address.bucket}/${this.address.prefix}${checkKey(key)}`, async (path) => {
      await pipeline(await this.read(key), createWriteStream(path));
    });
  }

  arrivals(): Arrivals {
    const keyOf = (token: string) => `${arrivalsFolder}/${token}`;
    const idOf = (token: string) => this.address.prefix + keyOf(token);
    const tus = new S3Store({
      s3ClientConfig: { ...s3ClientConfig(this.address, this.keys), bucket: this.address.bucket },
      useTags: false,
    });
    return {
      tus,
      idOf,
      keyOf,
      isWhole: async (token) => (await this.head(keyOf(token))) !== undefined,
      // Nothing more is written at the end, which ends it.
      putTogether: async (token, size) => void (await tus.write(Readable.from([]), idOf(token), size)),
    };
  }

  /** Parts that were never put together: no list of objects shows them, and they take room all the same. */
  async removeHalves(olderThan: Date): Promise<void> {
    const Bucket = this.address.bucket;
    let marker: { KeyMarker?: string; UploadIdMarker?: string } = {};
    for (;;) {
      const asked = new ListMultipartUploadsCommand({ Bucket, Prefix: this.address.prefix, ...marker });
      const answer = await this.tell('', this.client.send(asked)).catch((error: unknown) => {
        // Not every server knows of this, nor is everybody allowed it: a rule of the bucket can do the same.
        if (isNotOffered(error)) return undefined;
        throw error;
      });
      for (const { Key, UploadId, Initiated } of answer?.Uploads ?? []) {
        // A bucket may be shared: what is not named as we name things is somebody else's.
        if (!Initiated || Initiated >= olderThan || !ours.test(Key!.slice(this.address.prefix.length))) continue;
        await this.tell(Key!, this.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))).catch(
          (error: unknown) => {
            if (!(error instanceof StorageMissing)) throw error;
          },
        );
      }
      if (!answer?.IsTruncated || !answer.NextKeyMarker) return;
      marker = {
        KeyMarker: answer.NextKeyMarker,
        ...(answer.NextUploadIdMarker ? { UploadIdMarker: answer.NextUploadIdMarker } : {}),
      };
    }
  }

  probeReading(): Promise<void> {
    return this.probe();
  }

  async probe(): Promise<void> {
    await this.client.send(new HeadBucketCommand({ Bucket: this.address.bucket }));
  }

  private at(key: string) {
    return { Bucket: this.address.bucket, Key: this.address.prefix + checkKey(key) };
  }

  private async upload(key: string, Body: Readable): Promise<void> {
    const upload = new Upload({ client: this.client, params: { ...this.at(key), Body }, partSize, queueSize: 3 });
    await upload.done();
  }

  private async tell<T>(key: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw isMissing(error) ? new StorageMissing(key) : storageProblemS3(error);
    }
  }
}
