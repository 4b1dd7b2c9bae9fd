import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { modules } from './app.module.js';
import { JobPurge } from './modules/job/job.purge.js';
import { JobRunner } from './modules/job/job.runner.js';
import { PatientModule } from './platform/database/database.module.js';
import { OutboxWatcher } from './modules/search/outbox.watcher.js';

@Module({ imports: [PatientModule, DiscoveryModule, ...modules], providers: [JobPurge, JobRunner, OutboxWatcher] })
export class WorkerModule {}
