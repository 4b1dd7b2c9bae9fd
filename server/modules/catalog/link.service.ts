import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { shownFields } from '../../contract/condition.js';
import type { LinkTarget } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import { mustRole } from '../../contract/relations.js';
import type { Values } from '../../contract/values.js';
import { AccessService } from '../access/access.service.js';
import { AuditService } from '../audit/audit.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { Database } from '../../platform/database/database.js';
import { CatalogService } from './catalog.service.js';
import { stateAfterSave } from './item.writer.js';
import { ItemDetails } from './item.details.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { LinkRepository } from './link.repository.js';
import { ReleaseService } from './release.service.js';
import { Outbox } from './outbox.js';

/** What an item says of another. */
export interface LinkStatement extends LinkTarget {
  role: string;
}

/**
 * Typed links from one item to others, of its own library or anybody's that readers see. Said by one end, read from both.
 * A collection that has a field for a relation keeps its links there, with the values; others keep them beside.
 */
@Injectable()
export class LinkService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly links: LinkRepository,
    private readonly release: ReleaseService,
    private readonly catalog: CatalogService,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly details: ItemDetails,
    private readonly access: AccessService,
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
  ) {}

  async replace(
    pid: string,
    body: Input<'PUT /items/:item/links'>['body'],
    caller: Caller,
  ): Promise<Answer<'GET /items/:item'>> {
    await this.db.transaction(async () => {
      const item = await this.items.lockOne(pid, body.version);
      const said = body.links.map(({ kind, to, part, note }) => ({ role: kind, item: to, part, note }));
      await this.put(item, said, caller);
      await this.audit.record(
        caller,
        'item.links',
        { libraryId: item.library_id, kind: 'item', pid, title: item.title },
        { links: body.links.length },
      );
    });
    return this.details.of(await this.items.byPid(pid), caller);
  }

  /** The new head says exactly this. */
  async put(item: ItemRow, said: readonly LinkStatement[], caller: Caller): Promise<void> {
    this.db.requireTransaction('writing links');
    if (item.state === 'removed') throw new Problem('item.wrong-state', { state: item.state });
    await this.refuseStrange(item, said);
    const config = await this.schema.configOf(item.collection_id);
    const { values } = await this.items.revision(item.id, item.head_revision);
    const titled = await this.withTitles(said, caller);
    const { next, beside } = this.distribute(config, values, titled);
    if (next === values) await this.items.snapshotHead(item, stateAfterSave(item, caller), '', caller);
    else await this.catalog.write([{ row: item, values: next, note: '' }], caller);
    await this.links.replaceDirect(
      item.id,
      beside.map((link, ord) => ({ ...link, ord })),
    );
    if (item.published_revision !== null) await this.outbox.touch([item.id], 'change');
  }

  /** Values for a new record that says this, and what has to be said beside them. */
  async begin(config: CollectionConfig, values: Values, said: LinkStatement, caller: Caller) {
    return this.distribute(config, values, await this.withTitles([said], caller), true);
  }

  /** No part of any record's values; readers have it with the next publication of the whole. */
  async arrange(
    pid: string,
    { role, members }: Input<'PUT /items/:item/links/order'>['body'],
    caller: Caller,
  ): Promise<{ done: true }> {
    const { kind, forward } = mustRole(role);
    if (forward) throw new Problem('request.invalid', {}, [{ path: 'body.role', code: 'role' }]);
    await this.db.transaction(async () => {
      const item = await this.items.lockOne(pid);
      if (item.state === 'removed') throw new Problem('item.wrong-state', { state: item.state });
      await this.links.arrange(item, kind.key, members);
      await this.release.changedBeside(item, caller);
      await this.audit.record(
        caller,
        'item.order',
        { libraryId: item.library_id, kind: 'item', pid, title: item.title },
        { role, members: members.length },
      );
    });
    return { done: true };
  }

  /** Its own library's, or one that everybody sees; and what is said already may go on being said. */
  private async refuseStrange(item: ItemRow, said: readonly LinkStatement[]): Promise<void> {
    const before = await this.db.query<{ pid: string }>(
      `SELECT other.pid FROM item_link link JOIN item other ON other.id IN (link.from_item_id, link.to_item_id) WHERE link.item_id = $1`,
      [item.id],
    );
    const may = await this.links.linkable(
      said.map((one) => one.item),
      item.library_id,
      await this.access.openCollections(),
    );
    for (const { pid } of before) may.add(pid);
    const strange = said.find((one) => one.item === item.pid || !may.has(one.item));
    if (strange) throw new Problem('item.not-found', { item: strange.item });
  }

  /** A record keeps the title that readers know; what they do not know yet is not told through a link. */
  private async withTitles(said: readonly LinkStatement[], caller: Caller): Promise<LinkStatement[]> {
    const reader = { labels: ['public'], collections: await this.access.readableCollections(caller) };
    const titles = await this.links.titles(
      said.map((one) => one.item),
      reader,
    );
    return said.map((one) => {
      const title = one.title ?? titles.get(one.item);
      return title === undefined ? one : { ...one, title };
    });
  }

  private distribute(config: CollectionConfig, values: Values, said: readonly LinkStatement[], adding = false) {
    const fields = new Map<string, FieldDefinition>();
    for (const field of shownFields(config.schema.fields, values)) {
      const role = field.removed || field.internal ? undefined : this.valueRules.links.roleOf(field);
      if (role !== undefined && !fields.has(role)) fields.set(role, field);
    }
    const left = [...said];
    let next = values;
    for (const [role, field] of fields) {
      const mine = left.filter((one) => one.role === role);
      const stored = values[field.id] ?? [];
      // Mentions without an item stay: they are words, and nobody's to take away here.
      const kept = stored.filter((one) => {
        const target = this.valueRules.links.targetsOf(field, one);
        if (!target || adding) return true;
        const same = mine.find((other) => other.item === target.item);
        return same && (same.part ?? '') === (target.part ?? '') && (same.note ?? '') === (target.note ?? '');
      });
      const known = new Set(kept.map((one) => this.valueRules.links.targetsOf(field, one)?.item));
      const room = field.repeatable ? Infinity : Math.max(0, 1 - kept.length);
      const added = mine.filter((one) => !known.has(one.item)).slice(0, room);
      for (const one of mine) if (known.has(one.item) || added.includes(one)) left.splice(left.indexOf(one), 1);
      if (added.length === 0 && kept.length === stored.length) continue;
      const all = [...kept, ...added.map(({ role: _, ...target }) => this.valueRules.links.linkTo(field, target))];
      next = { ...next, [field.id]: inOrder(all, mine, (one) => this.valueRules.links.targetsOf(field, one)?.item) };
    }
    return { next, beside: left };
  }
}

/** As they were given; what is not among them comes last. */
function inOrder<T>(values: T[], said: readonly LinkStatement[], itemOf: (value: T) => string | undefined): T[] {
  const positions = new Map(said.map((one, at) => [one.item, at]));
  const at = (value: T) => positions.get(itemOf(value) ?? '') ?? said.length;
  return values.map((value, nth) => ({ value, nth })).sort((a, b) => at(a.value) - at(b.value) || a.nth - b.nth).map(({ value }) => value); // prettier-ignore
}
