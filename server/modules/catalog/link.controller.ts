import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { LinkService } from './link.service.js';
import { LinkViews } from './link.views.js';

@Controller()
export class LinkController {
  constructor(
    private readonly links: LinkService,
    private readonly linkViews: LinkViews,
  ) {}

  @Serve('PUT /items/:item/links')
  link(@In() { params, body }: Input<'PUT /items/:item/links'>, @By() caller: Caller) {
    return this.links.replace(params.item, body, caller);
  }

  @Serve('GET /items/:item/links')
  linked(@In() { params }: Input<'GET /items/:item/links'>, @By() caller: Caller) {
    return this.linkViews.of(params.item, caller);
  }

  @Serve('GET /items/:item/links/targets')
  targets(@In() { params, query }: Input<'GET /items/:item/links/targets'>, @By() caller: Caller) {
    return this.linkViews.targets(params.item, query, caller);
  }

  @Serve('PUT /items/:item/links/order')
  order(@In() { params, body }: Input<'PUT /items/:item/links/order'>, @By() caller: Caller) {
    return this.links.arrange(params.item, body, caller);
  }
}
