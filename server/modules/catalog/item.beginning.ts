import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { may } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { mustRole } from '../../contract/relations.js';
import type { Values } from '../../contract/values.js';
import { AccessService } from '../access/access.service.js';
import { AuditService } from '../audit/audit.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { Database } from '../../platform/database/database.js';
import { carriedValues, type Source } from './carried.values.js';
import { CatalogService, initialOf } from './catalog.service.js';
import { ItemRepository } from './item.repository.js';
import { LinkRepository } from './link.repository.js';
import { LinkService } from './link.service.js';

type From = NonNullable<Input<'POST /collections/:collection/items'>['body']['from']>;

/** Begins a record from one that exists: an impression of that stone, a copy of that edition, a part of that whole. */
@Injectable()
export class ItemBeginning {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly catalog: CatalogService,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly linking: LinkService,
    private readonly links: LinkRepository,
    private readonly access: AccessService,
    private readonly audit: AuditService,
  ) {}

  async of(
    collectionPid: string,
    from: From,
    given: Values,
    caller: Caller,
  ): Promise<Answer<'POST /collections/:collection/items'>> {
    const pid = await this.db.transaction(async () => {
      const collection = await this.schema.byPid(collectionPid);
      const config = await this.schema.configOf(collection.id);
      const source = await this.source(from.item, caller);
      const carried = carriedValues(mustRole(from.kind).kind, source, config);
      // What does not fit here (a name of another library's own list) is left behind, not complained of.
      const { problems } = await this.valueRules.check(config, carried, 'draft', { libraryId: collection.libraryId });
      const wrong = new Set(problems.map((problem) => problem.path.split('.')[0]));
      const fitting = Object.fromEntries(Object.entries(carried).filter(([id]) => !wrong.has(id)));
      const said = { role: from.kind, item: from.item, ...(from.part ? { part: from.part } : {}) };
      const started = { ...initialOf(config), ...fitting, ...given };
      const { next, beside } = await this.linking.begin(config, started, said, caller);
      const [created] = await this.catalog.createMany(collection, [{ values: next, note: '' }], caller);
      await this.links.replaceDirect(
        created!.id,
        beside.map((link, ord) => ({ ...link, ord })),
      );
      await this.audit.record(
        caller,
        'item.create',
        { libraryId: created!.library_id, kind: 'item', pid: created!.pid, title: created!.title },
        { from: from.item, as: from.kind },
      );
      return created!.pid;
    });
    return this.catalog.get(pid, caller);
  }

  /** The head for those who work on it; for others what readers see, if it is everybody's to link to. */
  private async source(pid: string, caller: Caller): Promise<Source> {
    const row = await this.items.byPid(pid);
    const inside = may(caller.grants, 'item.read', { libraryId: row.library_id, collectionId: row.collection_id });
    if (!inside) {
      const open =
        row.published_revision !== null &&
        (await this.links.linkable([pid], 0, await this.access.openCollections())).has(pid);
      const readable = (await this.access.readableCollections(caller)).includes(row.collection_id);
      if (!open || !readable) throw new Problem('item.not-found', { item: pid });
    } else if (row.state === 'removed') throw new Problem('item.not-found', { item: pid });
    const config = await this.schema.configOf(row.collection_id);
    const { values } = await this.items.revision(row.id, inside ? row.head_revision : row.published_revision!);
    return { config, values, inside };
  }
}
