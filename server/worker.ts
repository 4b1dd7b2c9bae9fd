import { setPriority } from 'node:os';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module.js';
import { endWithParent, failBoot, stopWithParent } from './boot.js';
import { JobRunner } from './modules/job/job.runner.js';
import { Config } from './platform/config.js';
import { Database } from './platform/database/database.js';
import { backendsComeSecond } from './platform/database/second.js';
import { log, NestLog } from './platform/log/log.js';

/** The half that does the slow work: stateless, as many as are wanted. */
async function main(): Promise<void> {
  endWithParent();
  comeSecond();
  Config.from(process.env);
  const app = await NestFactory.createApplicationContext(WorkerModule, { logger: new NestLog(), abortOnError: false });
  app.enableShutdownHooks();
  backendsComeSecond(app.get(Database).source, niceness);
  await app.get(JobRunner).start();
  stopWithParent(() => app.close());
  log.info('worker ready');
  process.send?.({ ready: true });
}

/** Where both halves share a machine, whoever reads a page does not wait for fifty thousand records. */
const niceness = 5;

function comeSecond(): void {
  try {
    setPriority(niceness);
  } catch {
    // Not allowed here: then both come first.
  }
}

main().catch(failBoot);
