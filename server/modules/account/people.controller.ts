import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { GrantService } from './grant.service.js';
import { PeopleService } from './people.service.js';
import { TakenService } from './taken.service.js';

@Controller()
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly grants: GrantService,
    private readonly taken: TakenService,
  ) {}

  @Serve('GET /libraries/:library/people')
  ofLibrary(@In() input: Input<'GET /libraries/:library/people'>) {
    return this.people.ofLibrary(input);
  }

  @Serve('POST /libraries/:library/people/:person/grants')
  give(@In() input: Input<'POST /libraries/:library/people/:person/grants'>, @By() caller: Caller) {
    return this.grants.give(caller, input);
  }

  @Serve('DELETE /libraries/:library/people/:person')
  takeAll(@In() input: Input<'DELETE /libraries/:library/people/:person'>, @By() caller: Caller) {
    return this.grants.takeAll(caller, input);
  }

  @Serve('PATCH /grants/:grant')
  change(@In() input: Input<'PATCH /grants/:grant'>, @By() caller: Caller) {
    return this.grants.change(caller, input);
  }

  @Serve('DELETE /grants/:grant')
  take(@In() input: Input<'DELETE /grants/:grant'>, @By() caller: Caller) {
    return this.grants.take(caller, input.params.grant);
  }

  @Serve('GET /libraries/:library/people/:person/open-work')
  openWork(@In() input: Input<'GET /libraries/:library/people/:person/open-work'>) {
    return this.taken.openWork(input);
  }

  @Serve('GET /libraries/:library/taken-roles')
  takenRoles(@In() input: Input<'GET /libraries/:library/taken-roles'>) {
    return this.taken.list(input);
  }

  @Serve('POST /libraries/:library/taken-roles/give-back')
  giveBack(@In() input: Input<'POST /libraries/:library/taken-roles/give-back'>, @By() caller: Caller) {
    return this.taken.giveBack(caller, input);
  }

  @Serve('GET /people')
  everybody(@In() input: Input<'GET /people'>) {
    return this.people.everybody(input);
  }

  @Serve('PATCH /people/:person')
  changeState(@In() input: Input<'PATCH /people/:person'>, @By() caller: Caller) {
    return this.people.change(caller, input);
  }
}
