import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { Config } from '../config.js';
import { DatabaseWatch } from '../database/database.watch.js';
import { readerIdentity, runAs } from '../database/identity.js';
import { readingFor } from '../database/request.reads.js';
import { log } from '../log/log.js';
import { levelOfStatus } from '../log/status.level.js';
import { compressText } from './compressed.js';
import { readForwarded } from './forwarded.js';
import { languagePrefix } from './language.prefix.js';
import { requestContext } from './request-context.js';
import { observeReads } from './request.figures.js';
import { preflight } from './preflight.js';
import { bodyEdge, checkJsonBytes, requestEdge } from './request.edge.js';
import { unavailableWithout } from './unavailable.js';

const jsonLimit = '8mb';
const reading = new Set(['GET', 'HEAD']);

/** Names given by a proxy are kept, so that its log and ours can be read side by side; anything odd is replaced. */
function requestIdOf(request: Request): string {
  const given = request.get('x-request-id');
  return given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

function logRequests(request: Request, response: Response, next: NextFunction): void {
  const requestId = requestIdOf(request);
  response.set('X-Request-Id', requestId);
  const started = process.hrtime.bigint();
  const mayWrite = !reading.has(request.method);
  requestContext.run({ requestId, agent: request.get('user-agent')?.slice(0, 300) ?? null }, () =>
    readingFor({ mayWrite }, (reads) => {
      response.on('finish', () => {
        const ms = Math.round(Number(process.hrtime.bigint() - started) / 1e6);
        const { statements } = reads;
        observeReads(request, reads);
        const line = { method: request.method, path: request.path, status: response.statusCode, ms, statements };
        log[levelOfStatus(response.statusCode)](line, 'request');
      });
      // Whoever it is, until the guard knows: no more than a reader.
      runAs(readerIdentity, next);
    }),
  );
}

/** Nothing here asks a device for anything; what it plays may fill the screen. */
const permissions = [
  ...[
    'accelerometer',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'magnetometer',
  ],
  ...['microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * What the API answers depends on who asks, and is kept by nobody unless the route says otherwise. What is public and
 * may be kept says so itself.
 */
function closed(request: Request, response: Response, next: NextFunction): void {
  response.set('Permissions-Policy', permissions);
  // Routes are found in capitals as well.
  if (/^\/api\//i.test(request.path)) response.set('Cache-Control', 'no-store').vary('Cookie');
  next();
}

/**
 * Everything between socket and controller. Pages carry their own script policy: all we serve is ours,
 * so nothing inline and nothing foreign ever runs.
 */
export function setUpHttp(app: NestExpressApplication, config: Config): void {
  app.set('trust proxy', config.env.TRUSTED_PROXIES.length > 0 ? config.env.TRUSTED_PROXIES : false);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(readForwarded);
  app.use(logRequests);
  app.use(compressText);
  app.use(preflight);
  app.use(requestEdge);
  app.use(languagePrefix);
  const secure = config.env.publicUrl.startsWith('https:');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", "'wasm-unsafe-eval'", ...(config.env.WEB_DEV ? ["'unsafe-inline'"] : [])],
          // Sheets only from us: palettes too have addresses. Attributes stay, since what people write is stripped of styles.
          styleSrc: ["'self'", ...(config.env.WEB_DEV ? ["'unsafe-inline'"] : [])],
          styleSrcAttr: ["'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          mediaSrc: ["'self'", 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'", 'blob:', ...(config.env.WEB_DEV ? ['ws:'] : [])],
          workerSrc: ["'self'", 'blob:'],
          frameSrc: ["'self'"],
          frameAncestors: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          ...(secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: secure,
      crossOriginEmbedderPolicy: false,
      // Tiles and manifests are for viewers of other sites too; each of those routes opens itself.
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    }),
  );
  app.use(closed);
  const watch = app.get(DatabaseWatch);
  watch.start();
  app.use(unavailableWithout(watch));
  // Nest keeps `verify` for itself by its types alone, and for raw bodies only. Only JSON: forms of pages are searches, and those are read from the address.
  app.useBodyParser('json', { limit: jsonLimit, verify: checkJsonBytes } as { limit: string });
  app.use(bodyEdge);
}
