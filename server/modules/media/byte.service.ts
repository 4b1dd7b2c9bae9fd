import { Injectable } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Request, Response } from 'express';
import { byteKinds, type ByteKind } from '../../contract/api/media.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Storage } from '../../platform/storage/storage.js';
import type { PageUse } from '../access/visible.sql.js';
import { waiting } from '../catalog/release.service.js';
import { type Bytes, etagOf, sendBytes, setByteHeaders } from './byte.response.js';
import { MayOpen, type Opened, type OpenedDerivative } from './may.open.js';
import { TileService } from './tile.service.js';

/** Which derivatives may stand for a kind, the better first. Those of later pages carry the page's number. */
const standIns: Record<ByteKind, string[]> = {
  original: [],
  thumbnail: ['thumbnail', 'poster'],
  poster: ['poster', 'thumbnail'],
  medium: ['medium'],
  view: ['web'],
  peaks: ['peaks'],
};

/** What each kind hands out of a page: a picture of it, or what its file holds besides. */
const uses: Record<ByteKind, PageUse> = {
  original: 'file',
  thumbnail: 'picture',
  poster: 'picture',
  medium: 'picture',
  view: 'play',
  peaks: 'play',
};

export function derivativeName(kind: string, page: number | undefined): string {
  return page !== undefined && page > 1 ? `${kind}-${page}` : kind;
}

@Injectable()
export class ByteService {
  constructor(
    private readonly mayOpen: MayOpen,
    private readonly storage: Storage,
    private readonly tiles: TileService,
  ) {}

  async sendFile(
    pid: string,
    kind: ByteKind,
    download: boolean,
    request: Request,
    response: Response,
    caller: Caller,
  ): Promise<void> {
    setByteHeaders(response, false);
    const wanted = standIns[kind];
    const opened = await this.mayOpen.file(caller, pid, byteKinds[kind], [...wanted, ...wanted.map(waiting)]);
    // By the file it is the head that is asked for: a poster that waits for publication is shown to those who chose it.
    const next = opened.staff
      ? wanted.map((name) => opened.derivatives.find((one) => one.kind === waiting(name))).find(Boolean)
      : undefined;
    const bytes = next ? this.derived({ ...opened, public: false }, next) : await this.bytesOf(opened, kind, download);
    await sendBytes(request, response, bytes);
  }

  async sendPage(
    pid: string,
    kind: ByteKind,
    download: boolean,
    request: Request,
    response: Response,
    caller: Caller,
  ): Promise<void> {
    setByteHeaders(response, false);
    const wanted = standIns[kind];
    const opened = await this.mayOpen.page(caller, pid, byteKinds[kind], uses[kind], [...wanted, 'pyramid']);
    await sendBytes(request, response, await this.bytesOf(opened, kind, download));
  }

  /** The picture of a page at its usual size, for somebody who takes it away. */
  async taken(caller: Caller, pid: string): Promise<Bytes> {
    const wanted = [...standIns.medium, 'pyramid'];
    const opened = await this.mayOpen.page(caller, pid, 'download', uses.medium, wanted);
    return this.bytesOf(opened, 'medium', true);
  }

  private async bytesOf(opened: Opened, kind: ByteKind, download: boolean): Promise<Bytes> {
    const { file } = opened;
    const shared = { public: opened.public, name: file.name, attachment: download };
    if (kind === 'original' || (kind === 'view' && this.webReady(opened))) return this.original(opened, shared);
    const cropped = opened.source.crop !== undefined && uses[kind] === 'picture';
    if (cropped) return this.cropped(opened, kind === 'medium' ? 1600 : 400);
    const found = standIns[kind]
      .map((name) => opened.derivatives.find((one) => one.kind === derivativeName(name, opened.source.page)))
      .find((one) => one !== undefined);
    if (!found) {
      if (file.state === 'stored' || file.state === 'processing') throw new Problem('file.not-ready');
      throw new Problem('file.not-found', { kind });
    }
    return this.derived(opened, found);
  }

  /** What browsers play or turn as it is, unless a rendition was made for them. */
  private webReady(opened: Opened): boolean {
    return opened.file.technical['webReady'] === true && !opened.derivatives.some((one) => one.kind === 'web');
  }

  private original(opened: Opened, more: Pick<Bytes, 'public' | 'name' | 'attachment'>): Bytes {
    const { file } = opened;
    return {
      ...more,
      etag: `"${file.sha256.slice(0, 32)}"`,
      mediaType: file.mediaType,
      size: file.size,
      open: (range) => this.storage.read(file.storageKey, range),
    };
  }

  private derived(opened: Opened, derivative: OpenedDerivative): Bytes {
    return {
      public: opened.public,
      etag: etagOf(opened.pid, derivative.kind, derivative.recipe, derivative.stamp),
      mediaType: derivative.mediaType,
      size: derivative.size,
      open: (range) => this.storage.read(derivative.storageKey, range),
    };
  }

  /** A page that shows a part of an image has the thumbnail of that part. */
  private async cropped(opened: Opened, edge: number): Promise<Bytes> {
    const image = this.tiles.imageOf(opened);
    const scale = Math.min(1, edge / Math.max(image.width, image.height));
    const path = await this.tiles.cut(image, {
      region: { x: 0, y: 0, width: image.width, height: image.height },
      size: {
        width: Math.max(1, Math.round(image.width * scale)),
        height: Math.max(1, Math.round(image.height * scale)),
      },
      rotation: 0,
      mirror: false,
      quality: 'default',
      format: 'jpg',
    });
    const { size } = await stat(path);
    return {
      public: opened.public,
      etag: etagOf(opened.pid, String(edge), image.stamp),
      mediaType: 'image/jpeg',
      size,
      open: (range) => Promise.resolve(createReadStream(path, range ?? {})),
    };
  }
}
