import { Global, Module } from '@nestjs/common';
import { BatchController } from './batch.controller.js';
import { BatchService } from './batch.service.js';
import { BatchStore } from './batch.store.js';
import { BatchVerbsService } from './batch.verbs.service.js';
import { BatchWork } from './batch.work.js';

@Global()
@Module({
  controllers: [BatchController],
  providers: [BatchService, BatchStore, BatchVerbsService, BatchWork],
  exports: [BatchVerbsService],
})
export class BatchModule {}
