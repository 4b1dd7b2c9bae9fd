import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { ImageService } from './image.service.js';
import { ManifestService } from './manifest.service.js';

@Controller()
export class IiifController {
  constructor(
    private readonly images: ImageService,
    private readonly manifests: ManifestService,
  ) {}

  @Serve('GET /iiif/image/3/:image')
  base(
    @In() { params }: Input<'GET /iiif/image/3/:image'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.images.base(params.image, request, response, caller);
  }

  @Serve('GET /iiif/image/3/:image/info.json')
  info(
    @In() { params }: Input<'GET /iiif/image/3/:image/info.json'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.images.info(params.image, request, response, caller);
  }

  @Serve('GET /iiif/image/3/:image/:region/:size/:rotation/:name')
  image(
    @In() { params }: Input<'GET /iiif/image/3/:image/:region/:size/:rotation/:name'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.images.send(params.image, params, request, response, caller);
  }

  @Serve('GET /iiif/:item/manifest')
  manifest(
    @In() { params }: Input<'GET /iiif/:item/manifest'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.manifests.sendManifest(params.item, request, response, caller);
  }

  @Serve('GET /iiif/:item/canvas/:page')
  canvas(
    @In() { params }: Input<'GET /iiif/:item/canvas/:page'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.manifests.sendCanvas(params.item, params.page, request, response, caller);
  }

  @Serve('GET /iiif/:item/text/:page')
  text(
    @In() { params }: Input<'GET /iiif/:item/text/:page'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.manifests.sendText(params.item, params.page, request, response, caller);
  }

  @Serve('GET /iiif/:item/spoken/:page')
  spoken(
    @In() { params, query }: Input<'GET /iiif/:item/spoken/:page'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.manifests.sendSpoken(params.item, params.page, query.part, request, response, caller);
  }

  @Serve('GET /iiif/collection/:collection')
  collection(
    @In() { params, query }: Input<'GET /iiif/collection/:collection'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.manifests.sendCollection(params.collection, query.page, request, response, caller);
  }
}
