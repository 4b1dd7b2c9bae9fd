import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Input } from '../../../contract/api/index.js';
import type { Caller } from '../../../contract/caller.js';
import { answerLines } from '../../../platform/http/answer.lines.js';
import { By, In, Serve } from '../../../platform/http/serve.js';
import { BranchService } from './branch.service.js';
import { ExportService } from './export.service.js';
import { ImportService } from './import.service.js';

@Controller()
export class ExchangeController {
  constructor(
    private readonly imports: ImportService,
    private readonly exports: ExportService,
    private readonly branches: BranchService,
  ) {}

  @Serve('GET /authorities/export')
  save(@In() { query }: Input<'GET /authorities/export'>, @By() caller: Caller) {
    return this.exports.save(caller, query);
  }

  @Serve('GET /authorities/imports')
  list(@In() { query }: Input<'GET /authorities/imports'>, @By() caller: Caller) {
    return this.imports.list(caller, query);
  }

  @Serve('POST /authorities/imports')
  begin(
    @In() { query }: Input<'POST /authorities/imports'>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @By() caller: Caller,
  ) {
    return this.imports.begin(caller, query, request, response);
  }

  @Serve('GET /authorities/imports/:import')
  get(@In() { params }: Input<'GET /authorities/imports/:import'>, @By() caller: Caller) {
    return this.imports.get(caller, params.import);
  }

  @Serve('GET /authorities/imports/:import/rows')
  rows(@In() { params, query }: Input<'GET /authorities/imports/:import/rows'>, @By() caller: Caller) {
    return this.imports.rows(caller, params.import, query);
  }

  @Serve('GET /authorities/imports/:import/problems')
  problems(
    @In() { params }: Input<'GET /authorities/imports/:import/problems'>,
    @Res() response: Response,
    @By() caller: Caller,
  ) {
    return answerLines(response, this.imports.problems(caller, params.import));
  }

  @Serve('POST /authorities/imports/:import/apply')
  apply(@In() { params, body }: Input<'POST /authorities/imports/:import/apply'>, @By() caller: Caller) {
    return this.imports.apply(caller, params.import, body.without);
  }

  @Serve('POST /authorities/imports/:import/stop')
  stop(@In() { params }: Input<'POST /authorities/imports/:import/stop'>, @By() caller: Caller) {
    return this.imports.stop(caller, params.import);
  }

  @Serve('POST /authorities/imports/:import/undo')
  undo(@In() { params }: Input<'POST /authorities/imports/:import/undo'>, @By() caller: Caller) {
    return this.imports.undo(caller, params.import);
  }

  @Serve('GET /vocabularies/:vocabulary/branch')
  branch(@In() { params, query }: Input<'GET /vocabularies/:vocabulary/branch'>, @By() caller: Caller) {
    return this.branches.branch(caller, params.vocabulary, query);
  }
}
