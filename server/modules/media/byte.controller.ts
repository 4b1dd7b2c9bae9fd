import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { ByteService } from './byte.service.js';

@Controller()
export class ByteController {
  constructor(private readonly bytes: ByteService) {}

  @Serve('GET /f/:file/:kind')
  file(
    @In() { params, query }: Input<'GET /f/:file/:kind'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.bytes.sendFile(params.file, params.kind, query.download !== undefined, request, response, caller);
  }

  @Serve('GET /p/:page/:kind')
  page(
    @In() { params, query }: Input<'GET /p/:page/:kind'>,
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return this.bytes.sendPage(params.page, params.kind, query.download !== undefined, request, response, caller);
  }
}
