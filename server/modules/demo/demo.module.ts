import { Module } from '@nestjs/common';
import { DemoLoader } from './demo.loader.js';
import { DemoService } from './demo.service.js';

@Module({ providers: [DemoLoader, DemoService], exports: [DemoService] })
export class DemoModule {}
