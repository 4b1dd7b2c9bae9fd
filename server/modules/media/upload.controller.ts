import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { UploadService } from './upload.service.js';

@Controller()
export class UploadController {
  constructor(private readonly uploads: UploadService) {}

  @Serve('POST /uploads')
  begin(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    return this.uploads.begin(request, response, caller);
  }

  @Serve('HEAD /uploads/:upload')
  offset(
    @In() input: Input<'HEAD /uploads/:upload'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.uploads.go(input.params.upload, request, response, caller);
  }

  @Serve('PATCH /uploads/:upload')
  write(
    @In() input: Input<'PATCH /uploads/:upload'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.uploads.go(input.params.upload, request, response, caller);
  }

  @Serve('DELETE /uploads/:upload')
  giveUp(
    @In() input: Input<'DELETE /uploads/:upload'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.uploads.go(input.params.upload, request, response, caller);
  }

  @Serve('GET /uploads/:upload/result')
  result(@In() input: Input<'GET /uploads/:upload/result'>, @By() caller: Caller) {
    return this.uploads.result(input.params.upload, caller);
  }
}
