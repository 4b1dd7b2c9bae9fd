import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import qrcode from 'qrcode';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import type { ItemView, PageRef } from '../../contract/reader.js';
import { Config } from '../../platform/config.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { PublishedService } from '../catalog/published.service.js';
import { ManifestService } from '../iiif/manifest.service.js';
import { SearchService } from '../search/search.service.js';
import { LeavingService } from '../transfer/leaving.service.js';
import { WebBuild } from './web.build.js';

const types = { bib: 'application/x-bibtex', ris: 'application/x-research-info-systems', txt: 'text/plain' } as const;

/** What pages ask for while one reads, and what one takes away. */
@Controller()
export class ReadingController {
  constructor(
    private readonly config: Config,
    private readonly published: PublishedService,
    private readonly manifests: ManifestService,
    private readonly searching: SearchService,
    private readonly build: WebBuild,
    private readonly leaving: LeavingService,
  ) {}

  @Serve('GET /pages/:page/text')
  text(@In() input: Input<'GET /pages/:page/text'>, @By() caller: Caller) {
    return this.published.pageText(caller, input.params.page);
  }

  @Serve('GET /items/:item/matches')
  async matches(@In() input: Input<'GET /items/:item/matches'>, @By() caller: Caller) {
    const { matches } = await this.searching.inside(caller, input.params.item, input.query.q, input.query.exact);
    return matches;
  }

  @Serve('GET /iiif/:item/search')
  search(
    @In() { params, query }: Input<'GET /iiif/:item/search'>,
    @By() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const asked = { q: query.q, part: query.page, given: Object.keys(query) };
    const find = () => this.searching.placesInside(caller, params.item, query.q);
    return this.manifests.sendFound(params.item, asked, find, request, response, caller);
  }

  @Serve('GET ~/i/:item/qr.svg')
  async qr(@In() input: Input<'GET ~/i/:item/qr.svg'>, @By() caller: Caller, @Res() response: Response) {
    // Asked first, so that the code of a hidden item does not exist either.
    await this.published.item(caller, input.params.item);
    const svg = await qrcode.toString(this.canonical(`/i/${input.params.item}`), { type: 'svg', margin: 1 });
    response.type('image/svg+xml').set('Cache-Control', 'private, max-age=3600').send(svg);
  }

  @Serve('GET ~/i/:item/cite/:format')
  async cite(@In() input: Input<'GET ~/i/:item/cite/:format'>, @By() caller: Caller, @Res() response: Response) {
    const { item: pid, format } = input.params;
    const item = await this.published.item(caller, pid);
    const wanted = input.query.page;
    const page = item.pages.find((one) => one.pid === wanted);
    if (wanted !== undefined && !page) throw new Problem('page.not-found');
    const { citations, copy } = await this.copyOf(item, page);
    const written =
      format === 'bib'
        ? citations.bibtex(item.citation, copy, page ? `${pid}_${page.pid}` : pid)
        : format === 'ris'
          ? citations.ris(item.citation, copy)
          : `${citations.gbt7714(item.citation, copy)}\n`;
    response.type(types[format]).set('Cache-Control', 'private, no-cache');
    response.attachment(`${page ? `${pid}-${page.pid}` : pid}.${format}`).send(written);
  }

  @Serve('GET ~/i/:item/whole/:format')
  async whole(
    @In() { params, query }: Input<'GET ~/i/:item/whole/:format'>,
    @By() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const wanted = { format: params.format, part: query.part };
    await this.leaving.send({ request, response, caller }, params.item, wanted, async ({ item }) => {
      const { citations, copy } = await this.copyOf(item);
      return { citation: citations.gbt7714(item.citation, copy), url: copy.url };
    });
  }

  private async copyOf(item: ItemView, page?: PageRef) {
    const { citations } = await this.build.server();
    const today = new Date().toISOString().slice(0, 10);
    return { citations, copy: citations.copyOf(item, (path) => this.canonical(path), today, page) };
  }

  /** A reference outlives the host on which it was looked at. */
  private canonical(path: string): string {
    return this.config.env.publicUrl + path;
  }
}
