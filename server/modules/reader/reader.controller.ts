import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { AdvancedContents } from './advanced.contents.js';
import { AuthorityContents } from './authority.contents.js';
import { HomeContents } from './home.contents.js';
import { HelpService } from './help.service.js';
import { PageContents } from './page.contents.js';
import { PageSender } from './page.sender.js';
import { TitlesContents } from './titles.contents.js';

type Query = Record<string, string | string[]>;

/** Programs that mistype an address are answered in their own way. */
const forPrograms = /^\/(api|iiif|p|f)\//;

/** The public pages. */
@Controller()
export class ReaderController {
  constructor(
    private readonly pages: PageSender,
    private readonly contents: PageContents,
    private readonly homes: HomeContents,
    private readonly authorities: AuthorityContents,
    private readonly help: HelpService,
    private readonly rows: AdvancedContents,
    private readonly titles: TitlesContents,
  ) {}

  @Serve('GET ~/')
  home(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    return this.pages.send({ request, response, caller }, (as) => this.homes.portal(as));
  }

  @Serve('GET ~/search')
  search(@Req() request: Request, @Res() response: Response, @By() caller: Caller, @In() input: Input<'GET ~/search'>) {
    return this.pages.send({ request, response, caller }, (as) => this.contents.search(as, input.query as Query));
  }

  @Serve('GET ~/search/facets/:facet')
  facet(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/search/facets/:facet'>,
  ) {
    const { facet } = input.params;
    return this.pages.send({ request, response, caller }, (as) => this.contents.facet(as, facet, input.query as Query));
  }

  @Serve('GET ~/search/advanced')
  advanced(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/search/advanced'>,
  ) {
    return this.pages.send({ request, response, caller }, (as) => this.rows.page(as, input.query as Query));
  }

  @Serve('GET ~/libraries')
  libraries(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    return this.pages.send({ request, response, caller }, (as) => this.contents.librariesPage(as));
  }

  @Serve('GET ~/l/:slug')
  library(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/l/:slug'>,
  ) {
    const { slug } = input.params;
    return this.pages.send({ request, response, caller }, (as) => this.homes.library(as, slug));
  }

  @Serve('GET ~/collections')
  collections(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    return this.pages.send({ request, response, caller }, (as) => this.contents.collectionsPage(as));
  }

  @Serve('GET ~/c/:name')
  collection(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/c/:name'>,
  ) {
    const { name } = input.params;
    return this.pages.send({ request, response, caller }, (as) => this.homes.collection(as, name));
  }

  @Serve('GET ~/c/:collection/draft')
  draft(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/c/:collection/draft'>,
  ) {
    const { collection } = input.params;
    return this.pages.send({ request, response, caller }, (as) => this.homes.drafted(as, collection));
  }

  @Serve('GET ~/titles')
  allTitles(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/titles'>,
  ) {
    return this.pages.send({ request, response, caller }, (as) => this.titles.portal(as, input.query as Query));
  }

  @Serve('GET ~/l/:slug/titles')
  libraryTitles(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() { params, query }: Input<'GET ~/l/:slug/titles'>,
  ) {
    return this.pages.send({ request, response, caller }, (as) => this.titles.library(as, params.slug, query as Query));
  }

  @Serve('GET ~/c/:name/titles')
  collectionTitles(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() { params, query }: Input<'GET ~/c/:name/titles'>,
  ) {
    return this.pages.send({ request, response, caller }, (as) =>
      this.titles.collection(as, params.name, query as Query),
    );
  }

  @Serve('GET ~/i/:name')
  item(@Req() request: Request, @Res() response: Response, @By() caller: Caller, @In() input: Input<'GET ~/i/:name'>) {
    const { name } = input.params;
    return this.pages.send({ request, response, caller }, (as) => this.contents.item(as, name));
  }

  @Serve('GET ~/i/:name/family')
  family(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/i/:name/family'>,
  ) {
    const { name } = input.params;
    return this.pages.send({ request, response, caller }, (as) => this.contents.family(as, name, input.query as Query));
  }

  @Serve('GET ~/i/:name/p/:leaf')
  reading(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/i/:name/p/:leaf'>,
  ) {
    const { name, leaf } = input.params;
    const q = [(input.query as Query)['q'] ?? ''].flat()[0] ?? '';
    return this.pages.send(
      { request, response, caller },
      (as) => this.contents.reading(as, name, leaf, q.slice(0, 200)),
      // All texts of the item are gone through for them.
      q === '' ? undefined : 'search',
    );
  }

  @Serve('GET ~/a/:name')
  authority(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/a/:name'>,
  ) {
    const { name } = input.params;
    return this.pages.send({ request, response, caller }, (as) =>
      this.authorities.page(as, name, input.query as Query),
    );
  }

  @Serve('GET ~/about')
  about(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    return this.pages.send({ request, response, caller }, (as) => this.help.page(as, 'about', request));
  }

  @Serve('GET ~/docs')
  docs(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    return this.pages.send({ request, response, caller }, (as) => this.help.page(as, 'index', request));
  }

  @Serve('GET ~/docs/:topic')
  topic(
    @Req() request: Request,
    @Res() response: Response,
    @By() caller: Caller,
    @In() input: Input<'GET ~/docs/:topic'>,
  ) {
    const { topic } = input.params;
    return this.pages.send({ request, response, caller }, (as) => this.help.page(as, topic, request));
  }

  /** Known by this address for long. In the language that is asked for: it has none of its own. */
  @Serve('GET /api/docs')
  apiDocs(@Res() response: Response, @By() { locale }: Caller) {
    response.set('Cache-Control', 'public, no-cache').vary('Accept-Language');
    response.redirect(302, `${locale === 'zh-CN' ? '' : `/${locale}`}/docs/api`);
  }

  @Serve('GET ~/offline')
  offline(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    return this.pages.send({ request, response, caller }, () =>
      Promise.resolve({ content: { kind: 'message', status: 0 } }),
    );
  }

  @Serve('GET ~/*path')
  nowhere(@Req() request: Request, @Res() response: Response, @By() caller: Caller) {
    if (forPrograms.test(request.path)) throw new Problem('route.not-found');
    return this.pages.send({ request, response, caller }, () => Promise.reject(new Problem('route.not-found')));
  }
}
