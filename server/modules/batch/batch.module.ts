import { Global, Module } from '@nestjs/common';
import { BatchController } from './batch.controller.js';
import { BatchFilesService } from './batch.files.service.js';
import { BatchLinesService } from './batch.lines.service.js';
import { BatchService } from './batch.service.js';
import { BatchStore } from './batch.store.js';
import { BatchVerbsService } from './batch.verbs.service.js';
import { BatchWaysBack } from './batch.ways.back.js';
import { BatchWork } from './batch.work.js';

@Global()
@Module({
  controllers: [BatchController],
  providers: [
    BatchFilesService,
    BatchLinesService,
    BatchService,
    BatchStore,
    BatchVerbsService,
    BatchWaysBack,
    BatchWork,
  ],
  exports: [BatchFilesService, BatchService, BatchVerbsService],
})
export class BatchModule {}
