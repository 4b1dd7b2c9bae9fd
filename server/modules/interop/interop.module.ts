import { Module } from '@nestjs/common';
import { RecordController } from './record.controller.js';
import { RecordService } from './record.service.js';

/** What other systems take from here: records in their own formats. */
@Module({ controllers: [RecordController], providers: [RecordService], exports: [RecordService] })
export class InteropModule {}
