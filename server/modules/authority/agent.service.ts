import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { NameRepository } from './name.repository.js';
import { type NameColumn, NamesService } from './names.service.js';
import { Ownership } from './ownership.js';
import { UsageService } from './usage.service.js';

type AgentView = Answer<'GET /agents/:agent'>;

@Injectable()
export class AgentService extends NamesService<AgentView> {
  protected readonly table = 'agent';
  protected readonly missing = 'agent.not-found';
  protected readonly columns: readonly NameColumn[] = [
    { column: 'kind', property: 'kind' },
    { column: 'name', property: 'name' },
    { column: 'dynasty', property: 'dynasty' },
    { column: 'birth_year', property: 'birthYear' },
    { column: 'death_year', property: 'deathYear' },
    { column: 'variants', property: 'variants' },
    { column: 'variant_kinds', property: 'variantKinds' },
    { column: 'note', property: 'note' },
    { column: 'external', property: 'external' },
  ];

  constructor(
    db: Database,
    rows: NameRepository,
    audit: AuditService,
    owner: Ownership,
    usage: UsageService,
    changes: ChangeService,
  ) {
    super(db, rows, audit, owner, usage, changes);
  }
}
