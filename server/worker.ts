import { setPriority } from 'node:os';
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
  comeSecond();
  Config.from(process.env);
  const app = await NestFactory.createApplicationContext(WorkerModule, { logger: new NestLog(), abortOnError: false });
  app.enableShutdownHooks();
  await app.get(JobRunner).start();
  stopWithParent(() => app.close());
  log.info('worker ready');
  process.send?.({ ready: true });
}

/** Where both halves share a machine, whoever reads a page does not wait for fifty thousand records. */
function comeSecond(): void {
  try {
    setPriority(5);
  } catch {
    // Not allowed here: then both come first.
  }
}

main().catch(failBoot);
