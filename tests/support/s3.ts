import { randomBytes } from 'node:crypto';

/** The suites on S3: skipped only where no S3 server could be had, which the last lines of the run then say. */
export const describeOnS3 = process.env.TEST_S3_ENDPOINT ? describe : describe.skip;

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests through "npm test".`);
  return value;
}

export interface S3Address {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** A folder of one's own in the bucket, so that suites do not see each other's objects. */
  prefix: string;
  /** As STORAGE_URL takes it; the keys travel by the environment. */
  url: string;
  env: Record<string, string>;
}

export function s3Address(): S3Address {
  const address = {
    endpoint: setting('TEST_S3_ENDPOINT'),
    region: setting('TEST_S3_REGION'),
    bucket: setting('TEST_S3_BUCKET'),
    accessKeyId: setting('TEST_S3_ACCESS_KEY'),
    secretAccessKey: setting('TEST_S3_SECRET_KEY'),
    prefix: `run-${randomBytes(6).toString('hex')}`,
  };
  const query = new URLSearchParams({ endpoint: address.endpoint, region: address.region });
  const url = `s3://${address.bucket}/${address.prefix}?${query}`;
  const env = {
    STORAGE_URL: url,
    AWS_ACCESS_KEY_ID: address.accessKeyId,
    AWS_SECRET_ACCESS_KEY: address.secretAccessKey,
  };
  return { ...address, url, env };
}
