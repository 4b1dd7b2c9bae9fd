import { Module } from '@nestjs/common';
import { DemoAuthorities } from './demo.authorities.js';
import { DemoLoader } from './demo.loader.js';
import { DemoService } from './demo.service.js';
import { DemoShowcase } from './demo.showcase.js';

@Module({ providers: [DemoAuthorities, DemoLoader, DemoService, DemoShowcase], exports: [DemoService] })
export class DemoModule {}
