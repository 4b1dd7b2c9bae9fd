import { Controller } from '@nestjs/common';
import type { Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { By, In, Serve } from '../../platform/http/serve.js';
import { LibraryEditor } from './library.editor.js';
import { LibraryService } from './library.service.js';

@Controller()
export class LibraryController {
  constructor(
    private readonly libraries: LibraryService,
    private readonly editor: LibraryEditor,
  ) {}

  @Serve('GET /libraries')
  visible(@By() caller: Caller) {
    return this.libraries.visible(caller);
  }

  @Serve('GET /libraries/:library')
  card(@In() input: Input<'GET /libraries/:library'>, @By() caller: Caller) {
    return this.libraries.card(caller, input.params.library);
  }

  @Serve('GET /platform/libraries')
  managed(@By() caller: Caller) {
    return this.libraries.managed(caller);
  }

  @Serve('POST /libraries')
  create(@In() input: Input<'POST /libraries'>, @By() caller: Caller) {
    return this.editor.create(caller, input);
  }

  @Serve('GET /libraries/:library/settings')
  settings(@In() input: Input<'GET /libraries/:library/settings'>) {
    return this.libraries.settings(input);
  }

  @Serve('PATCH /libraries/:library')
  change(@In() input: Input<'PATCH /libraries/:library'>, @By() caller: Caller) {
    return this.editor.change(caller, input);
  }
}
