import { Global, Module } from '@nestjs/common';
import { CollectionMakerService } from './collection.maker.service.js';
import { CollectionRepository } from './collection.repository.js';
import { CollectionService } from './collection.service.js';
import { ConfigCheck } from './config.check.js';
import { ConfigDocuments } from './config.documents.js';
import { ConfigFiles } from './config.files.js';
import { ConfigRepository } from './config.repository.js';
import { ConfigService } from './config.service.js';
import { ConversionService } from './conversion.service.js';
import { DesignController } from './design.controller.js';
import { FieldRegister } from './field.register.js';
import { FieldHolders } from './field.holders.service.js';
import { OfferedTemplates } from './offered.templates.js';
import { ReferenceService } from './reference.service.js';
import { SchemaController } from './schema.controller.js';
import { OpeningService } from './opening.service.js';
import { SchemaService } from './schema.service.js';
import { ValueService } from './value.service.js';
import { VocabularyCheck } from './vocabulary.check.js';

@Global()
@Module({
  controllers: [SchemaController, DesignController],
  providers: [
    CollectionRepository,
    ConfigRepository,
    SchemaService,
    CollectionMakerService,
    CollectionService,
    FieldRegister,
    ConfigService,
    ConversionService,
    FieldHolders,
    ConfigCheck,
    ConfigDocuments,
    VocabularyCheck,
    ConfigFiles,
    OpeningService,
    OfferedTemplates,
    ReferenceService,
    ValueService,
  ],
  exports: [SchemaService, CollectionMakerService, ValueService, ConfigService, OpeningService],
})
export class SchemaModule {}
