import { Global, Module } from '@nestjs/common';
import { StorageModule } from '../../platform/storage/storage.module.js';
import { ByteController } from './byte.controller.js';
import { ByteService } from './byte.service.js';
import { CaptionController } from './captions/caption.controller.js';
import { CaptionService } from './captions/caption.service.js';
import { DeriveHandler } from './derive.handler.js';
import { FileRepository } from './file.repository.js';
import { IntakeService } from './intake.service.js';
import { LookGuard } from './look.guard.js';
import { MayOpen } from './may.open.js';
import { MediaApart } from './media.apart.js';
import { MediaController } from './media.controller.js';
import { MediaService } from './media.service.js';
import { RebuildHandler } from './rebuild.handler.js';
import { RoomService } from './room.service.js';
import { SweepHandler } from './sweep.handler.js';
import { TileService } from './tile.service.js';
import { UploadController } from './upload.controller.js';
import { UploadRepository } from './upload.repository.js';
import { UploadService } from './upload.service.js';

/** Bytes: how they come in, what is derived from them, and who is sent them. */
@Global()
@Module({
  imports: [StorageModule],
  controllers: [MediaController, UploadController, ByteController, CaptionController],
  providers: [
    ByteService,
    CaptionService,
    DeriveHandler,
    FileRepository,
    IntakeService,
    LookGuard,
    MayOpen,
    MediaApart,
    MediaService,
    RebuildHandler,
    RoomService,
    SweepHandler,
    TileService,
    UploadRepository,
    UploadService,
  ],
  exports: [ByteService, MediaApart, MediaService, MayOpen, TileService],
})
export class MediaModule {}
