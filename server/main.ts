import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { endWithParent, failBoot, stopWithParent } from './boot.js';
import { WebBuild } from './modules/reader/web.build.js';
import { Config } from './platform/config.js';
import { setUpHttp } from './platform/http/http.setup.js';
import { log, NestLog } from './platform/log/log.js';
import { SearchEngine } from './platform/search/search.engine.js';

/** The HTTP half: stateless, as many as are wanted. */
async function main(): Promise<void> {
  endWithParent();
  const config = Config.from(process.env);
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    bodyParser: false,
    logger: new NestLog(),
    abortOnError: false,
  });
  setUpHttp(app, config);
  // Before the routes, and not as a module's middleware: that would be given its address without the path.
  const { dev } = app.get(WebBuild);
  if (dev) {
    dev.tellOver(app.getHttpServer());
    app.use(dev.middleware);
  }
  app.enableShutdownHooks();
  const { LISTEN_FD: fd, PORT, host } = config.env;
  // Nest hands it on to Node, which takes more than Nest's types say.
  if (fd !== undefined) await app.listen({ fd } as unknown as number);
  else await app.listen(PORT, host);
  stopWithParent(() => app.close());
  const url = await app.getUrl();
  log.info({ url }, 'listening');
  // Pages are served meanwhile; whoever searches waits for it.
  app
    .get(SearchEngine)
    .warm()
    .catch((error: unknown) => log.warn({ err: error }, 'search is made ready by the first question'));
  process.send?.({ ready: true, url });
}

main().catch(failBoot);
