import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { CatalogService } from './catalog.service.js';
import { DraftService } from './draft.service.js';
import { HistoryService } from './history.service.js';
import { ItemList } from './item.list.js';
import { ItemShelving } from './item.shelving.js';
import { ListValues } from './list.values.js';
import { PageService } from './page.service.js';
import { ItemBeginning } from './item.beginning.js';
import { ShelfService } from './shelf.service.js';
import { WorkflowService } from './workflow.service.js';

@Controller()
export class CatalogController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly workflow: WorkflowService,
    private readonly history: HistoryService,
    private readonly pages: PageService,
    private readonly beginning: ItemBeginning,
    private readonly lists: ItemList,
    private readonly shelving: ItemShelving,
    private readonly listValues: ListValues,
    private readonly drafts: DraftService,
    private readonly shelves: ShelfService,
  ) {}

  @Serve('GET /collections/:collection/items')
  list(@In() { params, query }: Input<'GET /collections/:collection/items'>, @By() caller: Caller) {
    return this.lists.inCollection(params.collection, query, caller);
  }

  @Serve('GET /collections/:collection/items/values')
  values(@In() { params, query }: Input<'GET /collections/:collection/items/values'>, @By() caller: Caller) {
    return this.listValues.of(params.collection, query, caller);
  }

  @Serve('GET /items')
  everywhere(@In() { query }: Input<'GET /items'>, @By() caller: Caller) {
    return this.lists.everywhere(query, caller);
  }

  @Serve('GET /shelves')
  shelved(@In() { query }: Input<'GET /shelves'>, @By() caller: Caller) {
    return this.shelves.of(caller, query.library);
  }

  @Serve('POST /collections/:collection/items')
  create(@In() { params, body }: Input<'POST /collections/:collection/items'>, @By() caller: Caller) {
    return body.from
      ? this.beginning.of(params.collection, body.from, body.values, caller)
      : this.catalog.create(params.collection, body.values, caller);
  }

  @Serve('PUT /collections/:collection/items')
  saveMany(@In() { params, body }: Input<'PUT /collections/:collection/items'>, @By() caller: Caller) {
    return this.shelving.save(params.collection, body.items, caller);
  }

  @Serve('GET /items/:item')
  get(@In() { params }: Input<'GET /items/:item'>, @By() caller: Caller) {
    return this.catalog.get(params.item, caller);
  }

  @Serve('PUT /items/:item')
  save(@In() { params, body }: Input<'PUT /items/:item'>, @By() caller: Caller) {
    return this.catalog.save(params.item, body, caller);
  }

  @Serve('PUT /items/:item/draft')
  keepDraft(@In() { params, body }: Input<'PUT /items/:item/draft'>, @By() caller: Caller) {
    return this.drafts.keep(params.item, body, caller);
  }

  @Serve('DELETE /items/:item/draft')
  dropDraft(@In() { params, query }: Input<'DELETE /items/:item/draft'>, @By() caller: Caller) {
    return this.drafts.drop(params.item, query.nothing, caller);
  }

  @Serve('POST /items/:item/draft/restore')
  async takeBackDraft(@In() { params }: Input<'POST /items/:item/draft/restore'>, @By() caller: Caller) {
    await this.drafts.takeBack(params.item, caller);
    return this.catalog.get(params.item, caller);
  }

  @Serve('GET /items/:item/drafts/:account')
  draftOf(@In() { params }: Input<'GET /items/:item/drafts/:account'>, @By() caller: Caller) {
    return this.drafts.of(params, caller);
  }

  @Serve('POST /items/:item/drafts/:account/take')
  async takeDraft(@In() { params, body }: Input<'POST /items/:item/drafts/:account/take'>, @By() caller: Caller) {
    await this.drafts.take(params, body, caller);
    return this.catalog.get(params.item, caller);
  }

  @Serve('POST /items/:item/submit')
  submit(@In() { params, body }: Input<'POST /items/:item/submit'>, @By() caller: Caller) {
    return this.workflow.submit(params.item, body.version, caller);
  }

  @Serve('POST /items/:item/recall')
  recall(@In() { params, body }: Input<'POST /items/:item/recall'>, @By() caller: Caller) {
    return this.workflow.recall(params.item, body.version, caller);
  }

  @Serve('POST /items/:item/return')
  return(@In() { params, body }: Input<'POST /items/:item/return'>, @By() caller: Caller) {
    return this.workflow.return(params.item, body.version, body.note, caller);
  }

  @Serve('POST /items/:item/publish')
  publish(@In() { params, body }: Input<'POST /items/:item/publish'>, @By() caller: Caller) {
    return this.workflow.publish(params.item, body.version, body.note, caller);
  }

  @Serve('POST /items/:item/withdraw')
  withdraw(@In() { params, body }: Input<'POST /items/:item/withdraw'>, @By() caller: Caller) {
    return this.workflow.withdraw(params.item, body.note, caller);
  }

  @Serve('POST /items/:item/restore')
  restore(@In() { params }: Input<'POST /items/:item/restore'>, @By() caller: Caller) {
    return this.workflow.restore(params.item, caller);
  }

  @Serve('DELETE /items/:item')
  remove(@In() { params }: Input<'DELETE /items/:item'>, @By() caller: Caller) {
    return this.workflow.remove(params.item, caller);
  }

  @Serve('PUT /items/:item/visibility')
  setVisibility(@In() { params, body }: Input<'PUT /items/:item/visibility'>, @By() caller: Caller) {
    return this.workflow.setVisibility(params.item, body.version, body.visibility, caller);
  }

  @Serve('GET /items/:item/revisions')
  revisions(@In() { params, query }: Input<'GET /items/:item/revisions'>) {
    return this.history.list(params.item, query);
  }

  @Serve('GET /items/:item/revisions/:number')
  revision(@In() { params, query }: Input<'GET /items/:item/revisions/:number'>, @By() caller: Caller) {
    return this.history.get(params.item, params.number, query.against, caller);
  }

  @Serve('POST /items/:item/revisions/:number/restore')
  goBack(@In() { params, body }: Input<'POST /items/:item/revisions/:number/restore'>, @By() caller: Caller) {
    return this.history.restore(params.item, params.number, body.version, caller);
  }

  @Serve('PUT /items/:item/pages')
  arrange(@In() { params, body }: Input<'PUT /items/:item/pages'>, @By() caller: Caller) {
    return this.pages.replace(params.item, body, caller);
  }

  @Serve('PUT /items/:item/pages/visibility')
  setPageVisibility(@In() { params, body }: Input<'PUT /items/:item/pages/visibility'>, @By() caller: Caller) {
    return this.pages.setVisibility(params.item, body, caller);
  }

  @Serve('GET /items/:item/pages/:page/text')
  text(@In() { params }: Input<'GET /items/:item/pages/:page/text'>) {
    return this.pages.text(params.item, params.page);
  }

  @Serve('PUT /items/:item/pages/:page/text')
  writeText(@In() { params, body }: Input<'PUT /items/:item/pages/:page/text'>, @By() caller: Caller) {
    return this.pages.writeText(params.item, params.page, body.version, body.lines, caller);
  }
}
