import { Global, Module } from '@nestjs/common';
import { Apart } from './apart.service.js';

@Global()
@Module({ providers: [Apart], exports: [Apart] })
export class ApartModule {}
