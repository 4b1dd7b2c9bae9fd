import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import { In, Serve } from '../../platform/http/serve.js';
import { AuditLog } from './audit.log.js';

@Controller()
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Serve('GET /libraries/:library/audit')
  ofLibrary(@In() input: Input<'GET /libraries/:library/audit'>) {
    return this.log.page({ ...input.query, library: input.params.library });
  }

  @Serve('GET /audit')
  everywhere(@In() input: Input<'GET /audit'>) {
    return this.log.page(input.query);
  }
}
