import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { PreviewService } from './preview.service.js';

/** What is still being designed or typed, as readers would see it. */
@Controller()
export class PreviewController {
  constructor(private readonly previews: PreviewService) {}

  @Serve('POST /collections/:collection/preview')
  preview(@By() caller: Caller, @In() { params, body }: Input<'POST /collections/:collection/preview'>) {
    return this.previews.preview(caller, params.collection, body);
  }

  @Serve('GET /items/:item/preview')
  ofItem(@By() caller: Caller, @In() { params, query }: Input<'GET /items/:item/preview'>) {
    return this.previews.ofItem(caller, params.item, query.locale);
  }
}
