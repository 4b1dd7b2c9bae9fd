import { Global, Module } from '@nestjs/common';
import { SiteController } from './site.controller.js';
import { SiteService } from './site.service.js';
import { ThemeHost } from './theme.host.js';

@Global()
@Module({ controllers: [SiteController], providers: [SiteService, ThemeHost], exports: [SiteService, ThemeHost] })
export class SiteModule {}
