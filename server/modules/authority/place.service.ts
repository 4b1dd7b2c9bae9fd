import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { type NameColumn, NamesService } from './names.service.js';
import { Ownership } from './ownership.js';
import { UsageService } from './usage.service.js';

type PlaceView = Answer<'GET /places/:place'>;

@Injectable()
export class PlaceService extends NamesService<PlaceView> {
  protected readonly table = 'place';
  protected readonly missing = 'place.not-found';
  protected readonly columns: readonly NameColumn[] = [
    { column: 'name', property: 'name', json: true },
    { column: 'modern_name', property: 'modernName', json: true },
    { column: 'latitude', property: 'latitude' },
    { column: 'longitude', property: 'longitude' },
    { column: 'variants', property: 'variants', json: true },
    { column: 'variant_kinds', property: 'variantKinds', json: true },
    { column: 'external', property: 'external', json: true },
  ];

  constructor(db: Database, audit: AuditService, owner: Ownership, usage: UsageService) {
    super(db, audit, owner, usage);
  }

  /** Who knows only today's name finds the old one by it. */
  protected override moreNames(view: Partial<PlaceView>): string[] {
    return Object.values(view.modernName ?? {});
  }
}
