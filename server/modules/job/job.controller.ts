import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { JobService } from './job.service.js';

@Controller()
export class JobController {
  constructor(private readonly jobs: JobService) {}

  @Serve('GET /jobs')
  list(@In() input: Input<'GET /jobs'>, @By() caller: Caller) {
    return this.jobs.list(caller, input.query);
  }

  @Serve('GET /jobs/:job')
  get(@In() input: Input<'GET /jobs/:job'>) {
    return this.jobs.get(input.params.job);
  }

  @Serve('POST /jobs/:job/stop')
  stop(@In() input: Input<'POST /jobs/:job/stop'>, @By() caller: Caller) {
    return this.jobs.control(input.params.job, 'stop', caller);
  }

  @Serve('POST /jobs/:job/put-away')
  putAway(@In() input: Input<'POST /jobs/:job/put-away'>, @By() caller: Caller) {
    return this.jobs.putAway(input.params.job, true, caller);
  }

  @Serve('DELETE /jobs/:job/put-away')
  bringBack(@In() input: Input<'DELETE /jobs/:job/put-away'>, @By() caller: Caller) {
    return this.jobs.putAway(input.params.job, false, caller);
  }

  @Serve('POST /jobs/:job/retry')
  retry(@In() input: Input<'POST /jobs/:job/retry'>, @By() caller: Caller) {
    return this.jobs.control(input.params.job, 'retry', caller);
  }
}
