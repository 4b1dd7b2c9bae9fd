import { Global, Module } from '@nestjs/common';
import { GlyphsService } from './glyphs.service.js';
import { LeavingService } from './leaving.service.js';

/** Whole things that leave the platform as files. */
@Global()
@Module({ providers: [GlyphsService, LeavingService], exports: [LeavingService] })
export class TransferModule {}
