import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { encodingFor } from '../../platform/http/compressed.js';
import { asPiece } from '../../platform/http/piece.headers.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { Limits } from '../access/limits.service.js';
import { Palettes } from './palettes.js';
import { Sheets } from './sheets.js';
import { TypeService } from './type.service.js';
import { WebBuild } from './web.build.js';

const plainName = /^[\w.-]+\.(js|css|woff2|svg|webp|png|jpg|json|wasm|glb|txt|ico)$/;
/** Its name holds a hash of what is in it: nobody has to ask whether it is still the same. */
const forGood = { maxAge: 31_536_000_000, immutable: true, etag: false, lastModified: false, acceptRanges: false };
/** To cut so many characters takes as long as one reading of something else. */
const asOneRead = 20;

/** Files that the build made, their compressed copies beside them; and palettes and fonts, which are small and made as they are asked for. */
@Controller()
export class StaticController {
  constructor(
    private readonly build: WebBuild,
    private readonly palettes: Palettes,
    private readonly type: TypeService,
    private readonly sheets: Sheets,
    private readonly limits: Limits,
  ) {}

  @Serve('GET ~/palettes/:sheet')
  async palette(@In() input: Input<'GET ~/palettes/:sheet'>, @Res() response: Response) {
    const css = await this.palettes.find(input.params.sheet.slice(0, -'.css'.length));
    if (css === undefined) throw new Problem('route.not-found');
    asPiece(response);
    response.type('css').set('Cache-Control', 'public, max-age=31536000, immutable').send(css);
  }

  @Serve('GET ~/sheets/:list')
  async sheet(
    @In() input: Input<'GET ~/sheets/:list'>,
    @By() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const encoding = encodingFor(request);
    const list = input.params.list.slice(0, -'.css'.length);
    let css = this.sheets.kept(list, encoding);
    if (css === undefined) {
      // What pages wear lies ready for whoever asks; other lists are without number.
      this.limits.pay(caller, 'read');
      css = await this.sheets.make(list, encoding);
    }
    if (css === undefined) throw new Problem('route.not-found');
    asPiece(response);
    response.vary('Accept-Encoding').type('css').set('Cross-Origin-Resource-Policy', 'same-site');
    if (encoding) response.set('Content-Encoding', encoding);
    response.set('Cache-Control', 'public, max-age=31536000, immutable').send(css);
  }

  @Serve('GET ~/type/:edition/:face/:letters')
  async font(
    @In() { params: { edition, face, letters } }: Input<'GET ~/type/:edition/:face/:letters'>,
    @By() caller: Caller,
    @Res() response: Response,
  ) {
    // Those of pages lie ready; sets of characters are without number, and one is cut for whoever pays for it.
    const cutting = (characters: number) => this.limits.pay(caller, 'read', characters / asOneRead);
    const font = await this.type.font(edition, face, letters.slice(0, -'.woff2'.length), cutting);
    if (font === undefined) throw new Problem('route.not-found');
    asPiece(response);
    response.set('Cross-Origin-Resource-Policy', 'same-site');
    response.type('font/woff2').set('Cache-Control', 'public, max-age=31536000, immutable').send(font);
  }

  @Serve('GET ~/assets/:file')
  asset(@In() input: Input<'GET ~/assets/:file'>, @Req() request: Request, @Res() response: Response) {
    this.send('assets', input.params.file, request, response, forGood);
  }

  @Serve('GET ~/brand/:file')
  brand(@In() input: Input<'GET ~/brand/:file'>, @Req() request: Request, @Res() response: Response) {
    this.send('brand', input.params.file, request, response, { maxAge: 86_400_000 });
  }

  @Serve('GET ~/sw.js')
  worker(@Req() request: Request, @Res() response: Response) {
    this.send('', 'sw.js', request, response, { maxAge: 0 });
  }

  @Serve('GET ~/favicon.ico')
  favicon(@Req() request: Request, @Res() response: Response) {
    this.send('brand', 'favicon.svg', request, response, { maxAge: 86_400_000 });
  }

  /** Asked for by name, whatever the page says. */
  @Serve('GET ~/apple-touch-icon.png')
  touch(@Req() request: Request, @Res() response: Response) {
    this.send('brand', 'icon-180.png', request, response, { maxAge: 86_400_000 });
  }

  private send(
    folder: string,
    name: string,
    request: Request,
    response: Response,
    keep: { maxAge: number } | typeof forGood,
  ) {
    const file = join(this.build.clientFolder, folder, name);
    if (!plainName.test(name) || name.startsWith('.') || !existsSync(file)) throw new Problem('route.not-found');
    if (folder === 'assets') asPiece(response);
    response.vary('Accept-Encoding');
    response.type(name.slice(name.lastIndexOf('.')));
    // Fonts, scripts and sheets are the same for every host of this platform.
    response.set('Cross-Origin-Resource-Policy', 'same-site');
    const encoding = (['br', 'gzip'] as const).find(
      (one) => request.acceptsEncodings(one) === one && existsSync(file + (one === 'br' ? '.br' : '.gz')),
    );
    if (encoding) response.set('Content-Encoding', encoding);
    response.sendFile(encoding ? `${file}.${encoding === 'br' ? 'br' : 'gz'}` : file, { ...keep, cacheControl: true });
  }
}
