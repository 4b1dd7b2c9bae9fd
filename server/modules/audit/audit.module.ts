import { Global, Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditLog } from './audit.log.js';
import { AuditService } from './audit.service.js';
import { RefusalService } from './refusal.service.js';

@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditService, AuditLog, RefusalService],
  exports: [AuditService, RefusalService],
})
export class AuditModule {}
