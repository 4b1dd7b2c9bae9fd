import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { collectDefaultMetrics, register } from 'prom-client';
import { Problem } from '../../contract/problems.js';
import { Config } from '../config.js';
import { maySeeFigures } from './figures.js';
import { Readiness } from './readiness.js';
import { openApiDocument } from './openapi.js';
import { Serve } from './serve.js';
import { version } from '../version.js';

if (register.getSingleMetric('process_cpu_seconds_total') === undefined) collectDefaultMetrics();

@Controller()
export class SystemController {
  private described: ReturnType<typeof openApiDocument> | undefined;

  constructor(
    private readonly config: Config,
    private readonly readiness: Readiness,
  ) {}

  @Serve('GET /healthz')
  health() {
    return { status: 'ok', version };
  }

  @Serve('GET /readyz')
  async ready(@Res({ passthrough: true }) response: Response) {
    const report = await this.readiness.report();
    response.status(report.ready ? 200 : 503);
    return report;
  }

  @Serve('GET /metrics')
  async metrics(@Req() request: Request, @Res() response: Response) {
    if (!maySeeFigures(request, this.config.env.METRICS_TOKEN)) throw new Problem('access.denied');
    response.type(register.contentType).send(await register.metrics());
  }

  @Serve('GET /api/openapi.json')
  openapi(@Res({ passthrough: true }) response: Response) {
    response.set('Cache-Control', 'public, no-cache');
    // Made of a hundred validators: worth keeping.
    return (this.described ??= openApiDocument(this.config.env.publicUrl, version));
  }
}
