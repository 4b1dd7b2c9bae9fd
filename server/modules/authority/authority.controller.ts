import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { AgentService } from './agent.service.js';
import { AuthorityService } from './authority.service.js';
import { Ownership } from './ownership.js';
import { PlaceService } from './place.service.js';
import { VocabularyService } from './vocabulary.service.js';

@Controller()
export class AuthorityController {
  constructor(
    private readonly authorities: AuthorityService,
    private readonly vocabularies: VocabularyService,
    private readonly agents: AgentService,
    private readonly places: PlaceService,
    private readonly owner: Ownership,
  ) {}

  @Serve('GET /authorities/suggestions')
  async suggest(@In() { query }: Input<'GET /authorities/suggestions'>, @By() caller: Caller) {
    const libraryId = await this.owner.readIn(caller, query.library);
    return { rows: await this.authorities.suggest({ ...query, libraryId, locale: caller.locale }) };
  }

  @Serve('GET /vocabularies')
  listVocabularies(@In() input: Input<'GET /vocabularies'>, @By() caller: Caller) {
    return this.vocabularies.list(caller, input.query);
  }

  @Serve('POST /vocabularies')
  createVocabulary(@In() input: Input<'POST /vocabularies'>, @By() caller: Caller) {
    return this.vocabularies.create(caller, input.body);
  }

  @Serve('PATCH /vocabularies/:vocabulary')
  renameVocabulary(@In() { params, body }: Input<'PATCH /vocabularies/:vocabulary'>, @By() caller: Caller) {
    return this.vocabularies.rename(caller, params.vocabulary, body);
  }

  @Serve('DELETE /vocabularies/:vocabulary')
  async removeVocabulary(@In() { params, query }: Input<'DELETE /vocabularies/:vocabulary'>, @By() caller: Caller) {
    await this.vocabularies.remove(caller, params.vocabulary, query.version);
    return { done: true as const };
  }

  @Serve('GET /vocabularies/:vocabulary/terms')
  terms(@In() input: Input<'GET /vocabularies/:vocabulary/terms'>, @By() caller: Caller) {
    return this.vocabularies.terms(caller, input.params.vocabulary);
  }

  @Serve('POST /vocabularies/:vocabulary/terms')
  addTerm(@In() input: Input<'POST /vocabularies/:vocabulary/terms'>, @By() caller: Caller) {
    return this.vocabularies.addTerm(caller, input.params.vocabulary, input.body);
  }

  @Serve('PATCH /terms/:term')
  changeTerm(@In() input: Input<'PATCH /terms/:term'>, @By() caller: Caller) {
    return this.vocabularies.changeTerm(caller, input.params.term, input.body);
  }

  @Serve('GET /agents')
  listAgents(@In() input: Input<'GET /agents'>, @By() caller: Caller) {
    return this.agents.list(caller, input.query);
  }

  @Serve('POST /agents')
  createAgent(@In() input: Input<'POST /agents'>, @By() caller: Caller) {
    return this.agents.create(caller, input.body);
  }

  @Serve('GET /agents/:agent')
  agent(@In() input: Input<'GET /agents/:agent'>, @By() caller: Caller) {
    return this.agents.get(caller, input.params.agent);
  }

  @Serve('PATCH /agents/:agent')
  changeAgent(@In() input: Input<'PATCH /agents/:agent'>, @By() caller: Caller) {
    return this.agents.change(caller, input.params.agent, input.body);
  }

  @Serve('GET /places')
  listPlaces(@In() input: Input<'GET /places'>, @By() caller: Caller) {
    return this.places.list(caller, input.query);
  }

  @Serve('POST /places')
  createPlace(@In() input: Input<'POST /places'>, @By() caller: Caller) {
    return this.places.create(caller, input.body);
  }

  @Serve('GET /places/:place')
  place(@In() input: Input<'GET /places/:place'>, @By() caller: Caller) {
    return this.places.get(caller, input.params.place);
  }

  @Serve('PATCH /places/:place')
  changePlace(@In() input: Input<'PATCH /places/:place'>, @By() caller: Caller) {
    return this.places.change(caller, input.params.place, input.body);
  }
}
