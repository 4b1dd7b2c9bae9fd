import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { MediaService } from './media.service.js';

@Controller()
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Serve('POST /items/:item/files')
  upload(
    @In() input: Input<'POST /items/:item/files'>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @By() caller: Caller,
  ) {
    return this.media.uploadForm(input.params.item, input.query.page === 'append', request, response, caller);
  }

  @Serve('GET /items/:item/files')
  list(@In() input: Input<'GET /items/:item/files'>) {
    return this.media.ofItem(input.params.item);
  }

  @Serve('GET /files/:file')
  get(@In() input: Input<'GET /files/:file'>) {
    return this.media.get(input.params.file);
  }

  @Serve('DELETE /files/:file')
  remove(@In() input: Input<'DELETE /files/:file'>, @By() caller: Caller) {
    return this.media.remove(input.params.file, caller);
  }

  @Serve('POST /files/:file/derive')
  derive(@In() input: Input<'POST /files/:file/derive'>, @By() caller: Caller) {
    return this.media.deriveAgain(input.params.file, caller);
  }

  @Serve('PUT /files/:file/poster')
  poster(@In() input: Input<'PUT /files/:file/poster'>, @By() caller: Caller) {
    return this.media.setPoster(input.params.file, input.body.file, caller);
  }
}
