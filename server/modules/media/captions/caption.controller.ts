import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../../contract/api/index.js';
import type { Caller } from '../../../contract/caller.js';
import { By, In, Serve } from '../../../platform/http/serve.js';
import { CaptionService } from './caption.service.js';

@Controller()
export class CaptionController {
  constructor(private readonly captions: CaptionService) {}

  @Serve('GET /files/:file/captions')
  list(@In() { params }: Input<'GET /files/:file/captions'>) {
    return this.captions.list(params.file);
  }

  @Serve('POST /files/:file/captions')
  add(
    @In() { params, query }: Input<'POST /files/:file/captions'>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @By() caller: Caller,
  ) {
    return this.captions.add(params.file, query, request, response, caller);
  }

  @Serve('DELETE /files/:file/captions/:caption')
  remove(@In() { params }: Input<'DELETE /files/:file/captions/:caption'>, @By() caller: Caller) {
    return this.captions.remove(params.file, params.caption, caller);
  }

  @Serve('GET /f/:file/captions/:caption')
  ofFile(
    @In() { params }: Input<'GET /f/:file/captions/:caption'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.captions.sendOfFile(params.file, params.caption, request, response, caller);
  }

  @Serve('GET /p/:page/captions/:caption')
  ofPage(
    @In() { params }: Input<'GET /p/:page/captions/:caption'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.captions.sendOfPage(params.page, params.caption, request, response, caller);
  }
}
