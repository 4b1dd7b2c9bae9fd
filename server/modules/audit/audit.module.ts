import { Global, Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditLog } from './audit.log.js';
import { AuditService } from './audit.service.js';
import { RefusalLog } from './refusal.log.js';

@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditService, AuditLog, RefusalLog],
  exports: [AuditService, RefusalLog],
})
export class AuditModule {}
