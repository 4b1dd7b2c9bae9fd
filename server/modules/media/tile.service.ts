import { Injectable } from '@nestjs/common';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageCut, MediaHandler } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { LocalCache } from '../../platform/storage/local.cache.js';
import { Storage } from '../../platform/storage/storage.js';
import { Workshop } from '../../platform/storage/workshop.js';
import type { Opened } from './may.open.js';

const cacheBytes = 4 * 1024 ** 3;

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
  private readonly cache: LocalCache;

  constructor(
    private readonly storage: Storage,
    private readonly plugins: PluginHost,
    workshop: Workshop,
  ) {
    this.cache = new LocalCache(join(workshop.cacheFolder, 'tiles'), cacheBytes);
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

  /** The path of the image that was cut. */
  async cut(image: DeepImage, cut: ImageCut): Promise<string> {
    const name = `${image.stamp}|${JSON.stringify(cut)}`;
    return this.cache.path(name, async (path) => {
      const pyramid = await this.storage.localPath(image.storageKey);
      await writeFile(path, await image.handler.cut!(pyramid, image.technical, this.inWhole(image, cut)));
    });
  }
}

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
