import { Global, Module } from '@nestjs/common';
import { RecentController } from './recent.controller.js';
import { RecentService } from './recent.service.js';
import { WaysBack } from './ways.back.js';

/** What was done of late, and how each is taken back by whoever owns it. */
@Global()
@Module({ controllers: [RecentController], providers: [RecentService, WaysBack], exports: [WaysBack] })
export class RecentModule {}
