import { Global, Module } from '@nestjs/common';
import { CollectionService } from './collection.service.js';
import { ConfigCheck } from './config.check.js';
import { ConfigDocuments } from './config.documents.js';
import { ConfigFiles } from './config.files.js';
import { ConfigService } from './config.service.js';
import { DesignController } from './design.controller.js';
import { OfferedTemplates } from './offered.templates.js';
import { ReferenceService } from './reference.service.js';
import { SchemaController } from './schema.controller.js';
import { SchemaService } from './schema.service.js';
import { ValueService } from './value.service.js';
import { VocabularyCheck } from './vocabulary.check.js';

@Global()
@Module({
  controllers: [SchemaController, DesignController],
  providers: [
    SchemaService,
    CollectionService,
    ConfigService,
    ConfigCheck,
    ConfigDocuments,
    VocabularyCheck,
    ConfigFiles,
    OfferedTemplates,
    ReferenceService,
    ValueService,
  ],
  exports: [SchemaService, ValueService, ConfigService],
})
export class SchemaModule {}
