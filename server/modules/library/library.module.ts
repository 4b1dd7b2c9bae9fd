import { Global, Module } from '@nestjs/common';
import { LibraryController } from './library.controller.js';
import { LibraryDirectory } from './library.directory.js';
import { LibraryEditor } from './library.editor.js';
import { LibraryRepository } from './library.repository.js';
import { LibraryService } from './library.service.js';
import { StandingService } from './standing.service.js';

@Global()
@Module({
  controllers: [LibraryController],
  providers: [StandingService, LibraryRepository, LibraryDirectory, LibraryService, LibraryEditor],
  exports: [StandingService, LibraryDirectory, LibraryService, LibraryEditor],
})
export class LibraryModule {}
