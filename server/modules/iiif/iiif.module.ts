import { Module } from '@nestjs/common';
import { IiifController } from './iiif.controller.js';
import { ImageService } from './image.service.js';
import { ManifestBuilder } from './manifest.builder.js';
import { ManifestRepository } from './manifest.repository.js';
import { ManifestService } from './manifest.service.js';

/** What other institutions' viewers read: images and manifests by the IIIF standards. */
@Module({
  controllers: [IiifController],
  providers: [ImageService, ManifestBuilder, ManifestRepository, ManifestService],
  exports: [ManifestService],
})
export class IiifModule {}
