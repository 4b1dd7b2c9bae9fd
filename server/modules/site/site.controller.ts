import { Controller } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import { Serve } from '../../platform/http/serve.js';
import { ThemeHost } from './theme.host.js';

@Controller()
export class SiteController {
  constructor(private readonly themes: ThemeHost) {}

  @Serve('GET /themes')
  all(): Answer<'GET /themes'> {
    return { rows: [...this.themes.themes.values()] };
  }
}
