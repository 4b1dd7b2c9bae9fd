import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { compressFinely, type Encoding } from '../../platform/http/compressed.js';
import { WebBuild } from './web.build.js';

const keptBytes = 4 * 1024 * 1024;
const assets = '/assets/';
const ending = '.css';
const between = '~';
/** No page of ours wears so many. */
const mostSheets = 24;

/**
 * The sheets that the build made for a page, as one: nothing is painted before the last of them is there, and on a slow line
 * each that is asked for apart is a way there and back. Their names are the address, so that any process can answer.
 */
@Injectable()
export class Sheets {
  private readonly made = new LRUCache<string, Buffer>({
    maxSize: keptBytes,
    sizeCalculation: (css, key) => css.length + key.length,
  });

  private readonly making = new Map<string, Promise<Buffer | undefined>>();

  constructor(private readonly build: WebBuild) {}

  kept(list: string, encoding: Encoding | undefined): Buffer | undefined {
    return this.made.get(keyOf(list, encoding));
  }

  /** Undefined for what is no list of sheets of this build. Whoever asks while it is made waits for the same. */
  async make(list: string, encoding: Encoding | undefined): Promise<Buffer | undefined> {
    const key = keyOf(list, encoding);
    const made = this.making.get(key) ?? this.put(list, encoding);
    this.making.set(key, made);
    try {
      return await made;
    } finally {
      this.making.delete(key);
    }
  }

  private async put(list: string, encoding: Encoding | undefined): Promise<Buffer | undefined> {
    const names = list.split(between);
    // A page wears each of them once: the largest two dozen times over is nobody's page.
    if (names.length > mostSheets || new Set(names).size < names.length) return undefined;
    const files = names.map((name) => join(this.build.clientFolder, assets, name + ending));
    if (!files.every((file) => existsSync(file))) return undefined;
    const whole = Buffer.concat(
      (await Promise.all(files.map((file) => readFile(file)))).flatMap((css) => [css, newLine]),
    );
    const sent = encoding ? await compressFinely(whole, encoding) : whole;
    this.made.set(keyOf(list, encoding), sent);
    return sent;
  }
}

const keyOf = (list: string, encoding: Encoding | undefined) => `${encoding ?? ''} ${list}`;
const newLine = Buffer.from('\n');

/** In the order in which they count; what does not come from the build keeps its own address. */
export function together(hrefs: readonly string[]): string[] {
  if (hrefs.length < 2 || !hrefs.every((href) => href.startsWith(assets) && href.endsWith(ending))) return [...hrefs];
  const names = hrefs.map((href) => href.slice(assets.length, -ending.length));
  return [`/sheets/${names.join(between)}${ending}`];
}
