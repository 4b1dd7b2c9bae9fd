import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { PublishedAnswers } from './published.answers.js';

/** What is published, for programs. */
@Controller()
export class PublishedController {
  constructor(private readonly answers: PublishedAnswers) {}

  @Serve('GET /published/collections')
  collections(@By() caller: Caller) {
    return this.answers.collections(caller);
  }

  @Serve('GET /published/collections/:collection')
  collection(@In() { params }: Input<'GET /published/collections/:collection'>, @By() caller: Caller) {
    return this.answers.collection(caller, params.collection);
  }

  @Serve('GET /published/collections/:collection/items')
  items(@In() { params, query }: Input<'GET /published/collections/:collection/items'>, @By() caller: Caller) {
    return this.answers.items(caller, params.collection, query);
  }

  @Serve('GET /published/items/:item')
  item(@In() { params }: Input<'GET /published/items/:item'>, @By() caller: Caller) {
    return this.answers.item(caller, params.item);
  }

  @Serve('GET /published/items/:item/pages')
  pages(@In() { params, query }: Input<'GET /published/items/:item/pages'>, @By() caller: Caller) {
    return this.answers.pages(caller, params.item, query);
  }
}
