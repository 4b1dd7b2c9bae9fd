import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import type { ImageCut, MediaHandler } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { ApartDied, ApartLate } from '../../platform/apart/apart.errors.js';
import type { ApartLane } from '../../platform/apart/apart.lane.js';
import { Apart } from '../../platform/apart/apart.service.js';
import { SharedWork } from '../../platform/http/shared.work.js';
import { Turnstile } from '../../platform/http/turnstile.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { LocalCache } from '../../platform/storage/local.cache.js';
import { Storage } from '../../platform/storage/storage.js';
import { Workshop } from '../../platform/storage/workshop.js';
import type { Opened } from './may.open.js';
import type { CutWork } from './media.verbs.js';
import { isUsual } from './usual.cut.js';

/** What viewers ask for again and again: tiles and whole images at their sizes, of which an image has only so many. */
const keptBytes = 4 * 1024 ** 3;
/** Whatever else somebody may think of. It is endless, so it never drives a tile out. */
const passingBytes = 256 * 1024 ** 2;

const easyArea = 1_500_000;
const easy = { atOnce: 2, waiting: 256, retryAfter: 2, timeMs: 20_000, memoryMb: 768 };
const heavy = { atOnce: 1, waiting: 4, retryAfter: 10, timeMs: 60_000, memoryMb: 1536 };

/** One line of people waiting, and the children who cut for them. */
interface Line {
  gate: Turnstile;
  lane: ApartLane;
}

/** Who waits for an image, so that nobody takes all places; and until when. */
export interface Waiter {
  who: string;
  signal: AbortSignal;
}
const ourselves: Waiter = { who: '', signal: new AbortController().signal };

/** An image as one page shows it: whole, or a part of its pixels. */
export interface DeepImage {
  width: number;
  height: number;
  /** Where the part begins in the whole. */
  left: number;
  top: number;
  storageKey: string;
  /** Changes when its pixels do. */
  stamp: string;
  technical: Record<string, Json>;
  handler: MediaHandler;
}

/**
 * Cuts images from their pyramids, and keeps what was cut as bytes in the cache folder. Nothing here asks who may see:
 * that was answered before, and is asked again for every request.
 */
@Injectable()
export class TileService {
  private readonly kept: LocalCache;
  private readonly passing: LocalCache;
  private readonly going = new SharedWork<string>();
  private readonly easy: Line;
  private readonly heavy: Line;

  constructor(
    private readonly storage: Storage,
    private readonly plugins: PluginHost,
    apart: Apart,
    workshop: Workshop,
  ) {
    const line = (name: string, { timeMs, memoryMb, ...size }: typeof easy): Line => ({
      gate: new Turnstile(size),
      // Who is let through finds a child free, or one that is just ending.
      lane: apart.lane({
        name,
        children: size.atOnce,
        mostWaiting: size.atOnce,
        timeMs,
        memoryMb,
        outputBytes: 10_000,
      }),
    });
    this.easy = line('cutting', easy);
    this.heavy = line('cutting large images', heavy);
    this.kept = new LocalCache(join(workshop.cacheFolder, 'tiles'), keptBytes);
    this.passing = new LocalCache(join(workshop.cacheFolder, 'cuts'), passingBytes);
  }

  isImage(handlerKey: string | null): boolean {
    return handlerKey !== null && this.plugins.mediaHandlers.get(handlerKey)?.cut !== undefined;
  }

  imageOf(opened: Opened, page = opened.source.page): DeepImage {
    const handler = this.plugins.mediaHandlers.get(opened.file.handler ?? '');
    if (!handler?.cut) throw new Problem('image.not-found');
    const name = page !== undefined && page > 1 ? `pyramid-${page}` : 'pyramid';
    const pyramid = opened.derivatives.find((one) => one.kind === name);
    if (!pyramid) {
      const working = opened.file.state === 'stored' || opened.file.state === 'processing';
      throw new Problem(working ? 'file.not-ready' : 'image.not-found');
    }
    const whole = { width: Number(pyramid.technical['width']), height: Number(pyramid.technical['height']) };
    const part = clip(opened.source.crop, whole);
    return {
      ...part,
      storageKey: pyramid.storageKey,
      stamp: `${opened.file.pid}-${pyramid.recipe}-${pyramid.stamp}-${part.left}.${part.top}.${part.width}.${part.height}`,
      technical: pyramid.technical,
      handler,
    };
  }

  /** What lies in the pyramid just as it is asked for, and so needs neither cutting nor keeping. */
  async stored(image: DeepImage, cut: ImageCut): Promise<Buffer | undefined> {
    if (!image.handler.stored) return undefined;
    const pyramid = await this.storage.localPath(image.storageKey);
    return image.handler.stored(pyramid, image.technical, this.inWhole(image, cut));
  }

  private inWhole(image: DeepImage, cut: ImageCut): ImageCut {
    return { ...cut, region: { ...cut.region, x: cut.region.x + image.left, y: cut.region.y + image.top } };
  }

  /** The path of an image that was cut before. */
  found(image: DeepImage, cut: ImageCut): Promise<string | undefined> {
    return this.cacheOf(image, cut).find(nameOf(image, cut));
  }

  /**
   * The path of the image that was cut, by a child: what serves pages never decodes. So many are cut at once, so many
   * wait, the large ones in a line of their own; what nobody waits for any more is not begun.
   */
  async cut(image: DeepImage, cut: ImageCut, { who, signal }: Waiter = ourselves): Promise<string> {
    const found = await this.found(image, cut);
    if (found) return found;
    const name = nameOf(image, cut);
    return this.going.join(name, signal, async (wanted) => {
      const { gate, lane } = cut.size.width * cut.size.height > easyArea ? this.heavy : this.easy;
      return gate.run(who, wanted, async () => {
        const path = await this.storage.localPath(image.storageKey);
        const work: CutWork = {
          handler: image.handler.key,
          path,
          technical: image.technical,
          cut: this.inWhole(image, cut),
        };
        return this.cacheOf(image, cut).path(name, (to) => cutIn(lane, { ...work, to }));
      });
    });
  }

  private cacheOf(image: DeepImage, cut: ImageCut): LocalCache {
    return isUsual(image, cut) ? this.kept : this.passing;
  }
}

async function cutIn(lane: ApartLane, work: CutWork & { to: string }): Promise<void> {
  try {
    await lane.run('cut', work);
  } catch (error) {
    throw error instanceof ApartDied || error instanceof ApartLate
      ? new Problem('server.unavailable', { retryAfter: 30 }, [], { cause: error })
      : error;
  }
}

const nameOf = (image: DeepImage, cut: ImageCut): string => `${image.stamp}|${JSON.stringify(cut)}`;

function clip(crop: [number, number, number, number] | undefined, whole: { width: number; height: number }) {
  if (!crop) return { left: 0, top: 0, ...whole };
  const left = Math.min(Math.floor(crop[0]), whole.width - 1);
  const top = Math.min(Math.floor(crop[1]), whole.height - 1);
  return {
    left,
    top,
    width: Math.max(1, Math.min(Math.round(crop[2]), whole.width - left)),
    height: Math.max(1, Math.min(Math.round(crop[3]), whole.height - top)),
  };
}
