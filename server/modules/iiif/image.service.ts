import { Readable } from 'node:stream';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Caller } from '../../contract/caller.js';
import type { ImageCut } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { goneOf } from '../../platform/http/gone.js';
import { OriginService } from '../access/origin.service.js';
import { matches } from '../media/byte.range.js';
import { etagOf, sendBytes } from '../media/byte.response.js';
import { Limits, payerOf } from '../access/limits.service.js';
import { MayOpen, type Opened } from '../media/may.open.js';
import { type DeepImage, TileService } from '../media/tile.service.js';
import { imageInfo, imageProfile } from './image.info.js';
import { parseImageRequest } from './image.request.js';
import { openToSites, sendJsonLd } from './json-ld.answer.js';

const mediaTypes: Record<ImageCut['format'], string> = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' };

interface Asked {
  opened: Opened;
  image: DeepImage;
  name: string;
}

/** IIIF Image API 3: one look-up says who may see, everything after it is pixels. */
@Injectable()
export class ImageService {
  constructor(
    private readonly mayOpen: MayOpen,
    private readonly tiles: TileService,
    private readonly origins: OriginService,
    private readonly config: Config,
    private readonly limits: Limits,
  ) {}

  async base(name: string, request: Request, response: Response, caller: Caller): Promise<void> {
    openToSites(response);
    await this.find(name, caller);
    response.redirect(303, `${this.origins.of(request)}/iiif/image/3/${name}/info.json`);
  }

  async info(name: string, request: Request, response: Response, caller: Caller): Promise<void> {
    openToSites(response);
    const { opened, image } = await this.find(name, caller);
    response.append('Link', `<${imageProfile}>;rel="profile"`);
    // On the host that was asked: a page of a member library may load nothing from another.
    const body = imageInfo(`${this.origins.of(request)}/iiif/image/3/${name}`, image);
    sendJsonLd(request, response, body, { public: opened.public });
  }

  async send(
    name: string,
    asked: { region: string; size: string; rotation: string; name: string },
    request: Request,
    response: Response,
    caller: Caller,
  ): Promise<void> {
    openToSites(response);
    const { opened, image } = await this.find(name, caller);
    const { cut, canonical } = parseImageRequest(asked, image);
    response.append('Link', `<${imageProfile}>;rel="profile"`);
    response.append('Link', `<${this.config.env.publicUrl}/iiif/image/3/${name}/${canonical}>;rel="canonical"`);
    const etag = etagOf(image.stamp, canonical);
    const about = { etag, mediaType: mediaTypes[cut.format], public: opened.public };
    // What the client has already is not cut again.
    if (matches(request.get('if-none-match'), etag)) {
      await sendBytes(request, response, { ...about, size: 0, open: () => Promise.reject(new Error('not opened')) });
      return;
    }
    const stored = await this.tiles.stored(image, cut);
    if (stored) {
      const open = () => Promise.resolve(Readable.from([stored]));
      await sendBytes(whole(request), response, { ...about, size: stored.length, open });
      return;
    }
    const path = (await this.tiles.found(image, cut)) ?? (await this.cut(image, cut, response, caller));
    if (path === undefined) return;
    const { size } = await stat(path);
    await sendBytes(whole(request), response, {
      ...about,
      size,
      open: () => Promise.resolve(createReadStream(path)),
    });
  }

  /** Paid by the megapixel, since that is what it costs; undefined when nobody waits for it any more. */
  private async cut(image: DeepImage, cut: ImageCut, response: Response, caller: Caller): Promise<string | undefined> {
    const turned = cut.rotation % 90 === 0 ? 1 : 4;
    this.limits.pay(caller, 'image', Math.ceil((cut.size.width * cut.size.height * turned) / 1_000_000));
    const gone = goneOf(response);
    try {
      return await this.tiles.cut(image, cut, { who: payerOf(caller), signal: gone });
    } catch (error) {
      if (gone.aborted) return undefined;
      throw error;
    }
  }

  /** `<page>`, or `file-<file>` and `file-<file>-<n>` for what no page shows yet: that is for those who work on it. */
  private async find(name: string, caller: Caller): Promise<Asked> {
    const file = /^file-([^-]+)(?:-(\d{1,4}))?$/.exec(name);
    try {
      if (!file) {
        const opened = await this.mayOpen.page(caller, name, 'image', 'picture', ['pyramid']);
        return { opened, image: this.tiles.imageOf(opened), name };
      }
      const page = file[2] === undefined ? undefined : Number(file[2]);
      const kind = page !== undefined && page > 1 ? `pyramid-${page}` : 'pyramid';
      const opened = await this.mayOpen.file(caller, file[1]!, 'image', [kind]);
      if (!opened.staff) throw new Problem('image.not-found');
      return { opened, image: this.tiles.imageOf(opened, page), name };
    } catch (error) {
      // Whether there is such a file is nobody else's to learn.
      const unsaid = file
        ? error instanceof Problem && error.status !== 409
        : error instanceof Problem && error.status === 404;
      if (unsaid) throw new Problem('image.not-found');
      throw error;
    }
  }
}

/** An image that was cut is sent whole: stretches of it help nobody. */
function whole(request: Request): Request {
  delete request.headers.range;
  return request;
}
