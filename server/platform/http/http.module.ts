import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AnswerCheck } from './answer.check.js';
import { ProblemFilter } from './problem.filter.js';
import { Readiness } from './readiness.js';
import { RouteCheck } from './route.check.js';
import { SystemController } from './system.controller.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [SystemController],
  providers: [
    Readiness,
    RouteCheck,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: AnswerCheck },
  ],
  exports: [Readiness],
})
export class HttpModule {}
