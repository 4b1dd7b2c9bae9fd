import { Injectable } from '@nestjs/common';
import type { BatchVerb, Doing } from './batch.verb.js';

/** Who does what to many: modules that own something say so here when they begin. */
@Injectable()
export class BatchVerbsService {
  private readonly verbs = new Map<Doing, BatchVerb>();

  register(verb: BatchVerb): void {
    if (this.verbs.has(verb.kind)) throw new Error(`two verbs for the batch ${verb.kind}`);
    this.verbs.set(verb.kind, verb);
  }

  of(kind: Doing): BatchVerb {
    const verb = this.verbs.get(kind);
    if (!verb) throw new Error(`nobody does the batch ${kind}`);
    return verb;
  }
}
