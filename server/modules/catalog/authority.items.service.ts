import { Injectable } from '@nestjs/common';
import type { AuthorityKind } from '../../contract/api/authority.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import type { ItemCard } from '../../contract/reader.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { FieldViews } from './field.views.js';
import { byField, conditionalNamings, namingCounts, namingPage } from './authority.items.sql.js';
import { PublishedService } from './published.service.js';

/** A record, and how items say that they mean it; see `OpenAuthorityService.refsOf`. */
export interface NamedAuthority {
  kind: AuthorityKind;
  libraryId: number | null;
  vocabulary: string | null;
  refs: readonly { ref: string; branch: string | null }[];
}

export interface NamingNarrow {
  relation: string | null;
  /** Public id. */
  collection: string | null;
  page: number;
  size: number;
}

/** How an item names a record: by what somebody did (撰, 刻), else by the field that says so, which then has a label. */
export interface NamingRelation {
  key: string;
  role: string | null;
  label: string;
  items: number;
}

export interface ItemsNaming {
  /** However it is narrowed. */
  all: number;
  total: number;
  relations: NamingRelation[];
  collections: { pid: string; name: string; items: number }[];
  /** Items by branch: a term's narrower terms. */
  branches: Map<string, number>;
  rows: { card: ItemCard; relations: string[] }[];
}

interface Count {
  of: 'all' | 'total' | 'relation' | 'collection' | 'branch';
  key: string | null;
  items: number;
}

/** A collection that may hold such items, with the fields that may say so. */
interface Holding {
  id: number;
  pid: string;
  name: LocalizedText;
  config: CollectionConfig;
  fields: FieldDefinition[];
}

/** A field of one item, by their ids. */
interface FieldOf {
  id: number;
  field: string;
}

/**
 * What a name in this field says where it tells no role: fields of one role say the same in every collection, and so do
 * those that are called the same.
 */
const meaningOf = ({ core, label }: FieldDefinition): string => core ?? localize(label, 'zh-CN');

const recordsAtOnce = 500;
const none: ItemsNaming = { all: 0, total: 0, relations: [], collections: [], branches: new Map(), rows: [] };

/** The published items that name a record of an authority, as far as this reader may see them and the field that names it. */
@Injectable()
export class AuthorityItemsService {
  constructor(
    private readonly db: Database,
    private readonly access: AccessService,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly fields: FieldViews,
    private readonly published: PublishedService,
  ) {}

  async of(caller: Caller, target: NamedAuthority, narrow: NamingNarrow): Promise<ItemsNaming> {
    const collections = await this.collections(caller, target);
    if (collections.length === 0) return none;
    const chosen = narrow.collection === null ? null : collections.find(({ pid }) => pid === narrow.collection);
    const naming = collections.flatMap(({ id, fields }) => fields.map((field) => ({ id, field })));
    const hidden = await this.hidden(caller, target, collections);
    const scope = [
      ...this.scope(caller, target, collections, naming, hidden),
      narrow.relation,
      // Somebody else's collection, or none at all: nothing is in it.
      chosen === undefined ? 0 : (chosen?.id ?? null),
    ];
    const rows = await this.db.query<Count>(namingCounts, scope);
    const of = (what: Count['of']) => rows.filter((row) => row.of === what);
    const total = of('total')[0]?.items ?? 0;
    const found =
      total === 0
        ? []
        : await this.db.query<{ pid: string; relations: string[] }>(namingPage, [
            ...scope,
            narrow.size,
            (narrow.page - 1) * narrow.size,
          ]);
    const cards = new Map(
      (
        await this.published.cards(
          caller,
          found.map(({ pid }) => pid),
        )
      ).map((card) => [card.pid, card]),
    );
    const labels = new Map(naming.map(({ field }) => [meaningOf(field), localize(field.label, caller.locale)]));
    const names = new Map(collections.map((one) => [String(one.id), one]));
    return {
      all: of('all')[0]?.items ?? 0,
      total,
      relations: of('relation')
        .map(({ key, items }) => ({ ...this.relation(key ?? '', labels), items }))
        .sort((a, b) => b.items - a.items || (a.key < b.key ? -1 : 1)),
      collections: of('collection')
        .flatMap(({ key, items }) => {
          const one = names.get(key ?? '');
          return one ? [{ pid: one.pid, name: localize(one.name, caller.locale), items }] : [];
        })
        .sort((a, b) => b.items - a.items),
      branches: new Map(of('branch').map(({ key, items }) => [key ?? '', items])),
      rows: found.flatMap(({ pid, relations }) => {
        const card = cards.get(pid);
        return card ? [{ card, relations }] : [];
      }),
    };
  }

  private relation(key: string, labels: ReadonlyMap<string, string>): Omit<NamingRelation, 'items'> {
    if (!key.startsWith(byField)) return { key, role: key, label: key };
    return { key, role: null, label: labels.get(key.slice(byField.length)) ?? '' };
  }

  private scope(
    caller: Caller,
    { refs, libraryId, vocabulary, kind }: NamedAuthority,
    collections: readonly Holding[],
    naming: readonly { id: number; field: FieldDefinition }[],
    hidden: readonly FieldOf[],
  ): unknown[] {
    return [
      refs.map(({ ref }) => ref),
      refs.map(({ branch }) => branch),
      naming.map(({ id }) => id),
      naming.map(({ field }) => field.id),
      naming.map(({ field }) => meaningOf(field)),
      caller.labels,
      collections.map(({ id }) => id),
      caller.siteLibraryId,
      libraryId,
      vocabulary,
      kind === 'agent',
      hidden.map(({ id }) => id),
      hidden.map(({ field }) => field),
    ];
  }

  /** Fields that name it, in records that by their own answers do not show them. Few fields ask for a condition. */
  private async hidden(caller: Caller, target: NamedAuthority, collections: readonly Holding[]): Promise<FieldOf[]> {
    const naming = collections.flatMap(({ id, fields }) =>
      fields.filter(({ shownWhen }) => shownWhen !== undefined).map((field) => ({ id, field })),
    );
    if (naming.length === 0) return [];
    const named = await this.db.query<FieldOf>(conditionalNamings, this.scope(caller, target, collections, naming, []));
    const configs = new Map(collections.map(({ id, config }) => [id, config]));
    const hidden: FieldOf[] = [];
    for (let at = 0; at < named.length; at += recordsAtOnce) {
      const some = named.slice(at, at + recordsAtOnce);
      const rows = await this.db.query<{ id: number; collectionId: number; libraryId: number; values: Values }>(
        `SELECT item.id, item.collection_id AS "collectionId", item.library_id AS "libraryId", r."values"
           FROM item JOIN item_revision r ON r.item_id = item.id AND r.number = item.published_revision
          WHERE item.id = ANY ($1) AND r.item_id = ANY ($1)`,
        [some.map(({ id }) => id)],
      );
      const records = rows.map((row) => ({ ...row, config: configs.get(row.collectionId)! }));
      const resolved = await this.valueRules.resolveAll(records);
      for (const [at, { id, config }] of records.entries()) {
        const shown = new Set(this.fields.publicFields(config, resolved[at]!).map((field) => field.id));
        hidden.push(...some.filter((one) => one.id === id && !shown.has(one.field)));
      }
    }
    return hidden;
  }

  /** Those that may hold such items, with the fields that may say so and that the public may see. */
  private async collections(caller: Caller, { refs, vocabulary }: NamedAuthority): Promise<Holding[]> {
    const readable = await this.access.readable(caller);
    const holding = await this.db.query<{ id: number }>(
      `SELECT c.id FROM unnest($1::bigint[]) AS c (id) WHERE
         EXISTS (SELECT 1 FROM item_naming n WHERE n.ref = ANY ($2) AND n.collection_id = c.id)`,
      [readable.map(({ id }) => id), refs.map(({ ref }) => ref)],
    );
    const ids = new Set(holding.map(({ id }) => id));
    const site = caller.siteLibraryId;
    const rows = readable.filter(({ id, libraryId }) => ids.has(id) && (site === null || libraryId === site));
    const configs = await this.schema.inForce(rows);
    return rows
      .map(({ id, pid, name }): Holding => {
        const config = configs.get(id)!;
        // A field that never names the vocabulary means another list when it says the same code.
        const fields = this.fields
          .openFields(config)
          // A name that stands in the text of a thing names nothing in its record.
          .filter((field) => !this.fields.isText(field))
          .filter((field) => vocabulary === null || JSON.stringify(field).includes(JSON.stringify(vocabulary)));
        return { id, pid, name, config, fields };
      })
      .sort((a, b) => a.id - b.id);
  }
}
