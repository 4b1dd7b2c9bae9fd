import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import { In, Serve } from '../../platform/http/serve.js';
import { ImpactService } from './impact.service.js';

/** What a configuration that is being designed means for the records that are there. */
@Controller()
export class ImpactController {
  constructor(private readonly impact: ImpactService) {}

  @Serve('GET /collections/:collection/drafts/impact')
  report(@In() { params }: Input<'GET /collections/:collection/drafts/impact'>) {
    return this.impact.report(params.collection);
  }

  @Serve('GET /collections/:collection/drafts/impact/:kind/:field')
  items(@In() { params, query }: Input<'GET /collections/:collection/drafts/impact/:kind/:field'>) {
    return this.impact.items(params.collection, params.kind, params.field, query);
  }

  @Serve('GET /collections/:collection/unfilled/:field')
  unfilled(@In() { params, query }: Input<'GET /collections/:collection/unfilled/:field'>) {
    return this.impact.unfilled(params.collection, params.field, query);
  }
}
