import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { MergeService } from './merge.service.js';
import { AuthorityRecordService } from './authority.record.service.js';
import { RemovedService } from './removed.service.js';

@Controller()
export class AuthorityCareController {
  constructor(
    private readonly records: AuthorityRecordService,
    private readonly merging: MergeService,
    private readonly removed: RemovedService,
  ) {}

  @Serve('GET /authorities/:kind/:record/use')
  use(@In() { params, query }: Input<'GET /authorities/:kind/:record/use'>, @By() caller: Caller) {
    return this.records.use(caller, params.kind, params.record, query);
  }

  @Serve('GET /authorities/:kind/:record/merging')
  preview(@In() { params, query }: Input<'GET /authorities/:kind/:record/merging'>, @By() caller: Caller) {
    return this.merging.preview(caller, params.kind, params.record, query.into);
  }

  @Serve('POST /authorities/:kind/:record/merge')
  async merge(@In() { params, body }: Input<'POST /authorities/:kind/:record/merge'>, @By() caller: Caller) {
    return { job: await this.merging.merge(caller, params.kind, params.record, body) };
  }

  @Serve('POST /authorities/:kind/:record/unmerge')
  async unmerge(@In() { params, body }: Input<'POST /authorities/:kind/:record/unmerge'>, @By() caller: Caller) {
    return { job: await this.merging.unmerge(caller, params.kind, params.record, body.version) };
  }

  @Serve('DELETE /authorities/:kind/:record')
  async remove(@In() { params, query }: Input<'DELETE /authorities/:kind/:record'>, @By() caller: Caller) {
    await this.removed.remove(caller, params.kind, params.record, query.version);
    return { done: true as const };
  }

  @Serve('POST /authorities/:kind/:record/restore')
  async restore(@In() { params }: Input<'POST /authorities/:kind/:record/restore'>, @By() caller: Caller) {
    await this.removed.restore(caller, params.kind, params.record);
    return { done: true as const };
  }
}
