import { Controller, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { answerLines } from '../../platform/http/answer.lines.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { BatchService } from './batch.service.js';

@Controller()
export class BatchController {
  constructor(private readonly batches: BatchService) {}

  @Serve('POST /collections/:collection/batches')
  begin(@In() { params, body }: Input<'POST /collections/:collection/batches'>, @By() caller: Caller) {
    return this.batches.begin(params.collection, body, caller);
  }

  @Serve('GET /collections/:collection/batches')
  list(@In() { params, query }: Input<'GET /collections/:collection/batches'>) {
    return this.batches.list(params.collection, query);
  }

  @Serve('GET /batches/:batch')
  get(@In() { params }: Input<'GET /batches/:batch'>) {
    return this.batches.get(params.batch);
  }

  @Serve('GET /batches/:batch/rows')
  rows(@In() { params, query }: Input<'GET /batches/:batch/rows'>) {
    return this.batches.rows(params.batch, query);
  }

  @Serve('GET /batches/:batch/problems')
  problems(@In() { params }: Input<'GET /batches/:batch/problems'>, @Res() response: Response) {
    return answerLines(response, this.batches.problems(params.batch));
  }

  @Serve('POST /batches/:batch/apply')
  apply(@In() { params, body }: Input<'POST /batches/:batch/apply'>, @By() caller: Caller) {
    return this.batches.apply(params.batch, body.note, caller);
  }

  @Serve('POST /batches/:batch/stop')
  stop(@In() { params }: Input<'POST /batches/:batch/stop'>, @By() caller: Caller) {
    return this.batches.stop(params.batch, caller);
  }

  @Serve('POST /batches/:batch/resume')
  resume(@In() { params }: Input<'POST /batches/:batch/resume'>, @By() caller: Caller) {
    return this.batches.resume(params.batch, caller);
  }

  @Serve('POST /batches/:batch/undo')
  undo(@In() { params }: Input<'POST /batches/:batch/undo'>, @By() caller: Caller) {
    return this.batches.undo(params.batch, caller);
  }
}
