import { Controller } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { CollectionService } from './collection.service.js';
import { ConfigService } from './config.service.js';
import { OfferedTemplates } from './offered.templates.js';
import { templateView } from './template.view.js';
import { allTemplates } from './templates/index.js';

@Controller()
export class SchemaController {
  constructor(
    private readonly collections: CollectionService,
    private readonly configs: ConfigService,
    private readonly offered: OfferedTemplates,
  ) {}

  @Serve('GET /templates')
  async templates(@In() { query }: Input<'GET /templates'>, @By() caller: Caller): Promise<Answer<'GET /templates'>> {
    const shipped = allTemplates.map(templateView);
    return { rows: [...(await this.offered.list(caller, query.library)), ...shipped] };
  }

  @Serve('GET /collections')
  list(@In() input: Input<'GET /collections'>, @By() caller: Caller) {
    return this.collections.list(caller, input.query);
  }

  @Serve('POST /libraries/:library/collections')
  create(@In() input: Input<'POST /libraries/:library/collections'>, @By() caller: Caller) {
    return this.collections.create(caller, input.params.library, input.body);
  }

  @Serve('GET /collections/:collection')
  get(@In() input: Input<'GET /collections/:collection'>) {
    return this.collections.detail(input.params.collection);
  }

  @Serve('PATCH /collections/:collection')
  change(@In() input: Input<'PATCH /collections/:collection'>, @By() caller: Caller) {
    return this.collections.change(caller, input.params.collection, input.body);
  }

  @Serve('DELETE /collections/:collection')
  remove(@In() input: Input<'DELETE /collections/:collection'>, @By() caller: Caller) {
    return this.collections.remove(caller, input.params.collection);
  }

  @Serve('GET /collections/:collection/drafts')
  drafts(@In() input: Input<'GET /collections/:collection/drafts'>) {
    return this.configs.drafts(input.params.collection);
  }

  @Serve('PUT /collections/:collection/drafts/:part')
  saveDraft(@In() input: Input<'PUT /collections/:collection/drafts/:part'>, @By() caller: Caller) {
    return this.configs.saveDraft(caller, input.params, input.body);
  }

  @Serve('DELETE /collections/:collection/drafts/:part')
  dropDraft(@In() input: Input<'DELETE /collections/:collection/drafts/:part'>) {
    return this.configs.dropDraft(input.params.collection, input.params.part, input.query.revision);
  }

  @Serve('POST /collections/:collection/drafts/:part/publish')
  async publish(
    @In() { params, body }: Input<'POST /collections/:collection/drafts/:part/publish'>,
    @By() caller: Caller,
  ) {
    const seen = { [params.part]: body.revision };
    const job = await this.configs.publish(caller, params.collection, seen, body.note);
    return { ...(await this.collections.detail(params.collection)), job };
  }

  @Serve('GET /collections/:collection/versions')
  versions(@In() input: Input<'GET /collections/:collection/versions'>) {
    return this.configs.versions(input.params.collection);
  }

  @Serve('POST /collections/:collection/versions/:part/:number/restore')
  async restore(
    @In() { params, body }: Input<'POST /collections/:collection/versions/:part/:number/restore'>,
    @By() caller: Caller,
  ) {
    const { collection, part, number } = params;
    const job = await this.configs.restore(caller, collection, part, number, body.currentVersion);
    return { ...(await this.collections.detail(collection)), job };
  }
}
