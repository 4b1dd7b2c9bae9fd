import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { RecentService } from './recent.service.js';

@Controller()
export class RecentController {
  constructor(private readonly recent: RecentService) {}

  @Serve('GET /recent')
  own(@In() { query }: Input<'GET /recent'>, @By() caller: Caller) {
    return this.recent.own(query, caller);
  }

  @Serve('GET /libraries/:library/recent')
  ofLibrary(@In() input: Input<'GET /libraries/:library/recent'>, @By() caller: Caller) {
    return this.recent.ofLibrary(input, caller);
  }
}
