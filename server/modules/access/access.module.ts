import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { allRoutes } from '../../contract/api/index.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { HostRule } from './host.rule.js';
import { Limits } from './limits.service.js';
import { OriginService } from './origin.service.js';
import { ReadableMemo } from './readable.memo.js';
import { RefusalInterceptor, RefusalNotes } from './refusal.notes.js';
import { ScopeLookup } from './scope.lookup.js';

@Global()
@Module({
  providers: [
    AccessService,
    ReadableMemo,
    ScopeLookup,
    HostRule,
    OriginService,
    Limits,
    { provide: APP_GUARD, useClass: AccessGuard },
    RefusalNotes,
    { provide: APP_INTERCEPTOR, useClass: RefusalInterceptor },
  ],
  exports: [AccessService, HostRule, Limits, OriginService],
})
export class AccessModule implements OnModuleInit {
  /** A permission asked for on something that the path does not name could never be given. */
  onModuleInit(): void {
    for (const { key, path, spec } of allRoutes) {
      if (typeof spec.access === 'string' || spec.access.on === 'any' || spec.access.on === 'platform') continue;
      if (!path.split('/').includes(`:${spec.access.on}`)) {
        throw new Error(`${key} asks for ${spec.access.permission} on a ${spec.access.on} that its path does not name`);
      }
    }
  }
}
