import { Injectable } from '@nestjs/common';
import { knownParts, mustRole } from '../../contract/relations.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { anybodyIn, type ReaderIn, readerIn, visibleItem } from '../access/visible.sql.js';
import type { StatedLink } from '../schema/value.service.js';

/** One item seen from another. */
export interface ItemLinkRow {
  kind: string;
  /** The asking item is the one that depends: the impression, the part, the copy. */
  forward: boolean;
  part: string;
  note: string;
  id: number;
  pid: string;
  title: string;
  /** The asking item's own field says so; null where it does not, or says it beside its values. */
  field_id: string | null;
}

/** A member of a whole, and how many the whole has. */
export interface MemberRow {
  whole_id: number;
  kind: string;
  part: string;
  note: string;
  id: number;
  pid: string;
  nth: number;
  total: number;
  /** It may have members of its own. */
  whole: boolean;
}

/** A link that an item says beside its values, by the ids of both ends. */
export interface DirectLink {
  kind: string;
  from: number;
  to: number;
  part: string;
  note: string;
  ord: number;
}

/** What an older revision says of links, and what readers had beside it. */
export interface OlderLinks {
  itemId: number;
  links: StatedLink[];
  beside: DirectLink[];
}

export interface Reader {
  labels: string[];
  collections: number[];
}

/** The links of an item, as a statement: for whoever asks for the item itself as well. */
export const linksOfItem = (item: string, limit: string, reader: ReaderIn): string => `
  SELECT link.kind, link.forward, max(link.part) AS part, max(link.note) AS note, other.id, other.pid, revision.title,
    max(link.own_field) AS field_id
  FROM (SELECT kind, from_item_id = ${item} AS forward, CASE WHEN from_item_id = ${item} THEN to_item_id ELSE from_item_id END AS other_id,
          part, note, ord, CASE WHEN item_id = ${item} THEN field_id END AS own_field
        FROM item_link_published WHERE from_item_id = ${item} OR to_item_id = ${item}) link
  JOIN item other ON other.id = link.other_id AND ${visibleItem(reader, 'other')}
  JOIN item_revision revision ON revision.item_id = other.id AND revision.number = other.published_revision
  GROUP BY link.kind, link.forward, other.id, revision.title
  ORDER BY link.kind, link.forward, min(link.ord), other.kin_day, other.id LIMIT ${limit}`;

/** How many members of each kind an item has, for the reader who asks. */
export const memberCountsOf = (item: string, kinds: string, reader: ReaderIn): string => `
  SELECT link.kind, count(DISTINCT member.id)::int AS count FROM item_link_published link
  JOIN item member ON member.id = link.from_item_id AND ${visibleItem(reader, 'member')}
  WHERE link.to_item_id = ${item} AND link.kind = ANY (${kinds}) GROUP BY link.kind ORDER BY link.kind`;

/** $1 are the reader's labels, $2 the collections that they may come across. */
const seen = (item: string) => visibleItem(readerIn('$1', '$2'), item);

const partOrder = knownParts.map(({ key }) => key);

/** Links as rows: what heads say, the copy that readers see, and the order in a family. */
@Injectable()
export class LinkRepository {
  constructor(private readonly db: Database) {}

  /** What the link fields of these heads say, instead of what they said before. */
  async project(heads: { itemId: number; links: StatedLink[] }[]): Promise<void> {
    this.db.requireTransaction('projecting links');
    await this.db.query(`DELETE FROM item_link WHERE item_id = ANY ($1) AND field_id IS NOT NULL`, [
      heads.map((head) => head.itemId),
    ]);
    await this.insert(heads.flatMap(({ itemId, links }) => links.map((link) => ({ ...link, itemId }))));
  }

  /** What an item says beside its values, instead of what it said before. */
  async replaceDirect(itemId: number, links: Omit<StatedLink, 'fieldId'>[]): Promise<void> {
    this.db.requireTransaction('writing links');
    await this.db.query(`DELETE FROM item_link WHERE item_id = $1 AND field_id IS NULL`, [itemId]);
    await this.insert(links.map((link) => ({ ...link, itemId, fieldId: null })));
  }

  private async insert(
    links: (Omit<StatedLink, 'fieldId'> & { fieldId: string | null; itemId: number })[],
    table: 'item_link' | 'item_link_published' = 'item_link',
  ): Promise<void> {
    if (links.length === 0) return;
    const rows = links.map(({ itemId, fieldId, role, item, part, note, ord }) => {
      const { kind, forward } = mustRole(role);
      return { itemId, fieldId, kind: kind.key, forward, item, part: part ?? '', note: note ?? '', ord };
    });
    await this.db.query(
      `INSERT INTO ${table} (library_id, item_id, field_id, kind, from_item_id, to_item_id, part, note, ord)
       SELECT item.library_id, item.id, said."fieldId", said.kind, CASE WHEN said.forward THEN item.id ELSE other.id END,
         CASE WHEN said.forward THEN other.id ELSE item.id END, said.part, said.note, said.ord
       FROM jsonb_to_recordset($1) AS said ("itemId" bigint, "fieldId" text, kind text, forward boolean, item text, part text, note text, ord int)
       JOIN item ON item.id = said."itemId"
       JOIN item other ON other.pid = said.item AND other.id <> item.id
       -- What readers were shown once may be said again, even while the other library keeps it back.
       WHERE other.library_id = item.library_id OR other.first_published_at IS NOT NULL ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }

  /**
   * Those of these items that something of this library may be linked to, by public id: its own, and what anybody may
   * see in the collections that are open to all.
   */
  async linkable(pids: string[], libraryId: number, open: number[]): Promise<Set<string>> {
    const rows = await this.db.query<{ pid: string }>(
      `SELECT other.pid FROM item other WHERE other.pid = ANY ($1) AND (other.library_id = $2 OR ${visibleItem(anybodyIn('$3'), 'other')})`,
      [pids, libraryId, open],
    );
    return new Set(rows.map((row) => row.pid));
  }

  /** The head's links are what readers see from now on. */
  async release(itemIds: number[]): Promise<void> {
    await this.hide(itemIds);
    await this.db.query(`UPDATE item_place SET published_ord = ord WHERE item_id = ANY ($1)`, [itemIds]);
    await this.db.query(`DELETE FROM item_place WHERE item_id = ANY ($1) AND ord IS NULL`, [itemIds]);
    await this.db.query(
      `INSERT INTO item_link_published (library_id, item_id, from_item_id, to_item_id, kind, field_id, ord, part, note)
       SELECT library_id, item_id, from_item_id, to_item_id, kind, field_id, ord, part, note FROM item_link WHERE item_id = ANY ($1)`,
      [itemIds],
    );
  }

  /** What readers have that these items say beside their values. */
  async besideOf(itemIds: number[]): Promise<Map<number, DirectLink[]>> {
    const rows = await this.db.query<{ id: number; links: DirectLink[] }>(
      `SELECT item_id AS id, jsonb_agg(jsonb_build_object('kind', kind, 'from', from_item_id, 'to', to_item_id, 'part', part,
         'note', note, 'ord', ord) ORDER BY ord) AS links
       FROM item_link_published WHERE item_id = ANY ($1) AND field_id IS NULL GROUP BY item_id`,
      [itemIds],
    );
    return new Map(rows.map(({ id, links }) => [id, links]));
  }

  /** What the values of an older revision state, and what stood beside it then. */
  async releaseOlder(entries: OlderLinks[]): Promise<void> {
    await this.hide(entries.map(({ itemId }) => itemId));
    await this.db.query(
      `INSERT INTO item_link_published (library_id, item_id, from_item_id, to_item_id, kind, field_id, ord, part, note)
       SELECT item.library_id, item.id, said."from", said."to", said.kind, NULL, said.ord, said.part, said.note
       FROM jsonb_to_recordset($1) AS said (id bigint, "from" bigint, "to" bigint, kind text, ord int, part text, note text)
       JOIN item ON item.id = said.id JOIN item one ON one.id = said."from" JOIN item other ON other.id = said."to"
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(entries.flatMap(({ itemId, beside }) => beside.map((link) => ({ id: itemId, ...link }))))],
    );
    await this.insert(
      entries.flatMap(({ itemId, links }) => links.map((link) => ({ ...link, itemId }))),
      'item_link_published',
    );
  }

  async hide(itemIds: number[]): Promise<void> {
    this.db.requireTransaction('publishing links');
    await this.db.query(`DELETE FROM item_link_published WHERE item_id = ANY ($1)`, [itemIds]);
  }

  /** All links of an item that a reader sees, whichever end says so. */
  of(itemId: number, reader: Reader, limit: number): Promise<ItemLinkRow[]> {
    return this.db.query<ItemLinkRow>(keptPlan(linksOfItem('$3', '$4', readerIn('$1', '$2'))), [
      reader.labels,
      reader.collections,
      itemId,
      limit,
    ]);
  }

  /** Members of wholes in their order: a stretch of each kind, those that must not be missing, and how many there are. */
  membersOf(
    wholeIds: number[],
    kinds: string[],
    reader: Reader,
    stretch: { from: number; to: number; keep: number[] },
  ): Promise<MemberRow[]> {
    return this.db.query<MemberRow>(
      keptPlan(`SELECT * FROM (
         SELECT link.to_item_id AS whole_id, link.kind, link.part, link.note, member.id, member.pid,
           EXISTS (SELECT 1 FROM item_link_published below WHERE below.to_item_id = member.id AND below.kind = ANY ($5)) AS whole,
           count(*) OVER (PARTITION BY link.to_item_id, link.kind) AS total,
           row_number() OVER (PARTITION BY link.to_item_id, link.kind ORDER BY place.published_ord NULLS LAST,
             array_position($4::text[], link.part) NULLS LAST, link.ord NULLS LAST, member.kin_day NULLS LAST, member.id) AS nth
         FROM (SELECT to_item_id, from_item_id, kind, max(part) AS part, max(note) AS note,
                 -- The whole's own list is in its order; what members say of themselves has none.
                 min(ord) FILTER (WHERE item_id = to_item_id) AS ord
               FROM item_link_published WHERE to_item_id = ANY ($3) AND kind = ANY ($5) GROUP BY to_item_id, from_item_id, kind) link
         JOIN item member ON member.id = link.from_item_id AND ${seen('member')}
         LEFT JOIN item_place place ON place.item_id = link.to_item_id AND place.member_id = member.id) AS members
       WHERE nth BETWEEN $6 AND $7 OR id = ANY ($8) ORDER BY whole_id, kind, nth`),
      [reader.labels, reader.collections, wholeIds, partOrder, kinds, stretch.from, stretch.to, stretch.keep],
    );
  }

  /** Titles of items as a reader sees them; those not seen are not there. */
  async titles(pids: string[], reader: Reader): Promise<Map<string, string>> {
    if (pids.length === 0) return new Map();
    const rows = await this.db.query<{ pid: string; title: string }>(
      keptPlan(`SELECT item.pid, revision.title FROM item
       JOIN item_revision revision ON revision.item_id = item.id AND revision.number = item.published_revision
       WHERE item.pid = ANY ($3) AND ${seen('item')}`),
      [reader.labels, reader.collections, pids],
    );
    return new Map(rows.map((row) => [row.pid, row.title]));
  }

  /** Members in the order given; the rest follow as before. */
  async arrange(whole: { id: number; library_id: number }, kind: string, members: string[]): Promise<void> {
    this.db.requireTransaction('ordering a family');
    // What readers have stays until the next publication.
    await this.db.query(
      `UPDATE item_place SET ord = NULL WHERE item_id = $1 AND member_id IN (SELECT from_item_id FROM item_link WHERE to_item_id = $1 AND kind = $2)`,
      [whole.id, kind],
    );
    await this.db.query(
      `INSERT INTO item_place (library_id, item_id, member_id, ord)
       SELECT $1, $2, item.id, said.ord FROM unnest($3::text[]) WITH ORDINALITY AS said (pid, ord) JOIN item ON item.pid = said.pid
       WHERE EXISTS (SELECT 1 FROM item_link link WHERE link.to_item_id = $2 AND link.from_item_id = item.id AND link.kind = $4)
       ON CONFLICT (item_id, member_id) DO UPDATE SET ord = excluded.ord`,
      [whole.library_id, whole.id, members, kind],
    );
  }
}
