import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { collectDefaultMetrics, register } from 'prom-client';
import type { Input } from '../../contract/api/index.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../config.js';
import { maySeeFigures } from './figures.js';
import { Readiness } from './readiness.js';
import { openApiDocument } from './openapi.js';
import { In, Serve } from './serve.js';
import { version } from '../version.js';

const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const assets = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Linlang API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="api"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;
const start = `SwaggerUIBundle({ url: '/api/openapi.json', domNode: document.getElementById('api'), deepLinking: true });`;

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

  @Serve('GET /api/docs')
  docs(@Res() response: Response) {
    response.type('html').send(page);
  }

  @Serve('GET /api/docs/:asset')
  asset(@In() input: Input<'GET /api/docs/:asset'>, @Res() response: Response) {
    // The same for everybody, whatever else stands under this prefix.
    if (input.params.asset === 'start.js') return void response.type('js').send(start);
    if (!assets.has(input.params.asset)) throw new Problem('route.not-found');
    response.set('Cache-Control', 'public, max-age=86400').sendFile(join(swagger, input.params.asset));
  }
}
