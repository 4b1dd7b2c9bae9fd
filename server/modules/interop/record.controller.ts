import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { matches } from '../media/byte.range.js';
import { RecordService } from './record.service.js';

@Controller()
export class RecordController {
  constructor(private readonly records: RecordService) {}

  @Serve('GET /items/:item/record/:format')
  async record(
    @In() { params, query }: Input<'GET /items/:item/record/:format'>,
    @By() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const { text, mediaType, name, etag, openToAll } = await this.records.write(caller, params.item, params.format);
    response.set({
      ETag: etag,
      'Cache-Control': openToAll ? 'public, no-cache' : 'private, no-store',
    });
    response.vary('Cookie').vary('Host');
    if (query.download) response.attachment(name);
    if (matches(request.get('if-none-match'), etag)) response.status(304).end();
    else response.set('Content-Type', `${mediaType}; charset=utf-8`).send(text);
  }
}
