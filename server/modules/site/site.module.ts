import { Global, Module } from '@nestjs/common';
import { SiteService } from './site.service.js';
import { ThemeHost } from './theme.host.js';

@Global()
@Module({ providers: [SiteService, ThemeHost], exports: [SiteService, ThemeHost] })
export class SiteModule {}
