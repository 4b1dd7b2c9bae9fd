import { Global, Module } from '@nestjs/common';
import { LibraryDirectory } from './library.directory.js';

@Global()
@Module({ providers: [LibraryDirectory], exports: [LibraryDirectory] })
export class LibraryModule {}
