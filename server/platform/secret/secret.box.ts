import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';

const ivBytes = 12;
const tagBytes = 16;

/** Two servers that start at once must end with the same file: the first one links its own into place. */
function keyOfFolder(folder: string): string {
  const file = path.join(folder, 'secret.key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(own, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(own);
  }
  return readFileSync(file, 'utf8').trim();
}

/**
 * Seals what has to be read again but must not be readable in a copy of the database. The key is SECRET_KEY, or a
 * file of DATA_DIR that is made when first needed; servers that share a database but no folder need the setting.
 */
@Injectable()
export class SecretBox {
  private made: { key: Buffer; id: string } | undefined;

  constructor(private readonly config: Config) {}

  /** Tells keys apart without telling the key. */
  get keyId(): string {
    return this.keys.id;
  }

  /** `boundTo` says whose it is: moved to another row, it does not open. */
  seal(plain: Buffer, boundTo: string): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.keys.key, iv).setAAD(Buffer.from(boundTo));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  }

  open(sealed: Buffer, boundTo: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.keys.key, sealed.subarray(0, ivBytes))
      .setAAD(Buffer.from(boundTo))
      .setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
  }

  private get keys(): { key: Buffer; id: string } {
    if (!this.made) {
      const secret = this.config.env.SECRET_KEY ?? keyOfFolder(this.config.env.DATA_DIR);
      const derive = (use: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, 'linlang', use, bytes));
      this.made = { key: derive('seal', 32), id: derive('id', 6).toString('hex') };
    }
    return this.made;
  }
}
