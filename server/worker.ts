import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module.js';
import { endWithParent, failBoot, stopWithParent } from './boot.js';
import { JobRunner } from './modules/job/job.runner.js';
import { Config } from './platform/config.js';
import { log, NestLog } from './platform/log/log.js';

/** The half that does the slow work: stateless, as many as are wanted. */
async function main(): Promise<void> {
  endWithParent();
  Config.from(process.env);
  const app = await NestFactory.createApplicationContext(WorkerModule, { logger: new NestLog(), abortOnError: false });
  app.enableShutdownHooks();
  await app.get(JobRunner).start();
  stopWithParent(() => app.close());
  log.info('worker ready');
  process.send?.({ ready: true });
}

main().catch(failBoot);
