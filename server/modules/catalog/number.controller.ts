import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { NumberService } from './number.service.js';

@Controller()
export class NumberController {
  constructor(private readonly numbers: NumberService) {}

  @Serve('GET /collections/:collection/number-blocks')
  list(@In() { params }: Input<'GET /collections/:collection/number-blocks'>) {
    return this.numbers.list(params.collection);
  }

  @Serve('POST /collections/:collection/number-blocks')
  reserve(@In() { params, body }: Input<'POST /collections/:collection/number-blocks'>, @By() caller: Caller) {
    return this.numbers.reserve(params.collection, body, caller);
  }

  @Serve('DELETE /collections/:collection/number-blocks/:block')
  free(@In() { params }: Input<'DELETE /collections/:collection/number-blocks/:block'>, @By() caller: Caller) {
    return this.numbers.free(params.collection, params.block, caller);
  }

  @Serve('POST /collections/:collection/number-blocks/:block/take')
  take(@In() { params }: Input<'POST /collections/:collection/number-blocks/:block/take'>) {
    return this.numbers.take(params.collection, params.block);
  }
}
