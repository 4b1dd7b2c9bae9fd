import { Global, Module } from '@nestjs/common';
import { JobController } from './job.controller.js';
import { JobRepository } from './job.repository.js';
import { JobService } from './job.service.js';

/** Enqueueing and looking; the half that runs jobs is in the worker's module. */
@Global()
@Module({ controllers: [JobController], providers: [JobRepository, JobService], exports: [JobRepository, JobService] })
export class JobModule {}
