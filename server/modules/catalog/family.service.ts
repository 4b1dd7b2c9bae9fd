import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { localize } from '../../contract/localized.js';
import type { FamilyGroup, FamilyMember, FamilyView, FieldView, ItemCard } from '../../contract/reader.js';
import { familyKinds, partLabel, type Role, rolesOfKind, roleOf } from '../../contract/relations.js';
import type { Json } from '../../contract/values.js';
import { AccessService } from '../access/access.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { FieldViews } from './field.views.js';
import { LinkRepository, type MemberRow, type NearRow, type Reader } from './link.repository.js';
import { PublishedRepository, type PublishedRow } from './published.repository.js';
import { PublishedService } from './published.service.js';
import { relatedJsonLd } from './related.jsonld.js';

export interface Near extends NearRow {
  role: Role;
}

/** Wholes of wholes, and parts of parts: deeper than this is a mistake and not a family. */
const highest = 8;
const deepest = 5;
const mostHeads = 6;
const mostDrawn = 240;
const factsShown = 3;

export interface Stretch {
  /** How many of a group are drawn before the rest folds. */
  size: number;
  /** The page on which the rest of a group that folds begins. */
  rest: number;
  /** One group alone, page by page. */
  only?: { of: string; role: string; page: number };
}

interface Node {
  id: number;
  pid: string;
  part: string;
  note: string;
  /** How whoever it belongs to sees it; undefined for a head. */
  seenAs?: Role;
  groups: { role: Role; total: number; members: Node[] }[];
}

const nodeOf = (row: { id: number; pid: string; part?: string; note?: string }, seenAs?: Role): Node => ({
  id: row.id,
  pid: row.pid,
  part: row.part ?? '',
  note: row.note ?? '',
  ...(seenAs ? { seenAs } : {}),
  groups: [],
});

/**
 * The whole family of an item, from whichever member it is asked: up to what belongs to nothing else, and down again.
 * What this reader may not see is not there: it is neither drawn nor counted, and nothing is reached through it.
 */
@Injectable()
export class FamilyService {
  constructor(
    private readonly links: LinkRepository,
    private readonly published: PublishedService,
    private readonly rows: PublishedRepository,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly fields: FieldViews,
    private readonly access: AccessService,
  ) {}

  async of(caller: Caller, pid: string, stretch: Stretch): Promise<FamilyView | null> {
    const reader = await this.readerOf(caller);
    const [start] = await this.rows.byPids([stretch.only?.of ?? pid], reader.labels, reader.collections);
    if (!start) return null;
    const { heads, keep } = stretch.only
      ? { heads: [nodeOf(start)], keep: new Set<number>() }
      : await this.headsOf(start, reader);
    const drawn = await this.descend(heads, keep, reader, stretch);
    const all = [...drawn.values()];
    // Alone in the world, or a page of a group that is not there.
    if (all.length < 2 && heads.every((head) => head.groups.length === 0)) return null;
    const draw = await this.drawing(caller, all, pid, stretch);
    const members = heads.flatMap((head) => draw(head) ?? []);
    return members.length === 0 ? null : { heads: members, size: all.length, ...pagesOf(heads, stretch) };
  }

  /** What stands beside an item, families and all, for records in other systems. */
  async near(caller: Caller, pid: string, limit: number): Promise<Near[]> {
    const reader = await this.readerOf(caller);
    const [start] = await this.rows.byPids([pid], reader.labels, reader.collections);
    if (!start) return [];
    const found = await this.links.near(start.id, reader, limit);
    return found.flatMap((row) => {
      const role = rolesOfKind(row.kind)?.[row.forward ? 0 : 1];
      return role ? [{ ...row, role }] : [];
    });
  }

  /** How many kin of each kind the cards of a results page have besides. */
  async withCounts(caller: Caller, cards: ItemCard[]): Promise<ItemCard[]> {
    if (cards.length === 0) return cards;
    const reader = await this.readerOf(caller);
    const rows = await this.links.countsByPid(
      cards.map((card) => card.pid),
      familyKinds,
      reader,
    );
    return cards.map((card) => {
      const kin = rows.flatMap((row) => {
        const role = row.pid === card.pid ? rolesOfKind(row.kind)?.[1] : undefined;
        return role ? [{ role: role.role, label: localize(role.one, caller.locale), count: row.count }] : [];
      });
      return kin.length > 0 ? { ...card, kin } : card;
    });
  }

  /** What stands beside an item, as schema.org says it, on its page and in its record. */
  jsonLd(own: Record<string, Json>, near: readonly Near[], origin = ''): Record<string, Json> {
    return { ...own, ...relatedJsonLd(own, near, origin) };
  }

  private async readerOf(caller: Caller): Promise<Reader> {
    return { labels: caller.labels, collections: await this.access.readableCollections(caller) };
  }

  /** Upwards, each item once: a circle has no top, and the first that was made stands for it. */
  private async headsOf(start: PublishedRow, reader: Reader): Promise<{ heads: Node[]; keep: Set<number> }> {
    const pids = new Map([[start.id, start.pid]]);
    const belongs = new Set<number>();
    let frontier = [start.id];
    for (let level = 0; level < highest && frontier.length > 0; level++) {
      const wholes = await this.links.wholesOf(frontier, familyKinds, reader);
      frontier = [];
      for (const whole of wholes) {
        belongs.add(whole.member_id);
        if (pids.has(whole.id)) continue;
        pids.set(whole.id, whole.pid);
        frontier.push(whole.id);
      }
    }
    const ids = [...pids.keys()].sort((a, b) => a - b);
    const free = ids.filter((id) => !belongs.has(id));
    const heads = (free.length > 0 ? free : ids.slice(0, 1)).slice(0, mostHeads);
    return { heads: heads.map((id) => nodeOf({ id, pid: pids.get(id)! })), keep: new Set(ids) };
  }

  /** Downwards, level by level; an item that is met again is named and not gone into. */
  private async descend(heads: Node[], keep: Set<number>, reader: Reader, { size, only }: Stretch) {
    const drawn = new Map(heads.map((head) => [head.id, head]));
    let frontier = heads;
    for (let level = 0; level < deepest && frontier.length > 0 && drawn.size < mostDrawn; level++) {
      const page = only ? (only.page - 1) * size : 0;
      const rows = await this.links.membersOf(
        frontier.map((node) => node.id),
        familyKinds,
        reader,
        { from: page + 1, to: page + size, keep: only ? [] : [...keep] },
      );
      const next: Node[] = [];
      for (const node of frontier) {
        for (const group of groupsOf(node, rows)) {
          if (only && only.role !== group.role.role) continue;
          node.groups.push(group);
          for (const member of group.members) {
            if (drawn.has(member.id) || drawn.size >= mostDrawn) continue;
            drawn.set(member.id, member);
            if (!only) next.push(member);
          }
        }
      }
      frontier = next;
    }
    return drawn;
  }

  private async drawing(caller: Caller, nodes: Node[], current: string, { only, rest }: Stretch) {
    const pids = nodes.map((node) => node.pid);
    const reader = await this.readerOf(caller);
    const [cards, rows] = await Promise.all([
      this.published.cards(caller, pids),
      this.rows.byPids(pids, reader.labels, reader.collections),
    ]);
    const cardOf = new Map(cards.map((card) => [card.pid, card]));
    const rowOf = new Map(rows.map((row) => [row.pid, row]));
    const factsOf = new Map<string, FieldView[]>();
    for (const node of nodes) factsOf.set(node.pid, await this.facts(caller, rowOf.get(node.pid), node));
    const draw = (node: Node): FamilyMember | undefined => {
      const card = cardOf.get(node.pid);
      if (!card) return undefined;
      const groups = node.groups.map(({ role, total, members }): FamilyGroup => ({
        role: role.role,
        label: localize(role.label, caller.locale),
        total,
        members: members.flatMap((member) => draw(member) ?? []),
        rest:
          !only && total > members.length ? `/i/${current}/family?of=${node.pid}&role=${role.role}&page=${rest}` : null,
      }));
      return {
        card,
        current: node.pid === current,
        part: node.part ? localize(partLabel(node.part), caller.locale) : '',
        note: node.note,
        facts: factsOf.get(node.pid) ?? [],
        groups,
      };
    };
    return draw;
  }

  /** What its relations ask of it; a head is asked what its first kind of members would: a stone, what impressions need. */
  private async facts(caller: Caller, row: PublishedRow | undefined, node: Node): Promise<FieldView[]> {
    if (!row) return [];
    const asked = node.seenAs
      ? node.seenAs.facts
      : node.groups.slice(0, 1).flatMap(({ role }) => roleOf(role.inverse)?.facts ?? []);
    const config = await this.schema.configOf(row.collection_id);
    const values = await this.valueRules.resolve(config, row.values, { libraryId: row.library_id });
    const open = this.fields.publicFields(config, values);
    return [...new Set(asked)].flatMap((key) => {
      const field = open.find((one) => one.key === key);
      if (!field) return [];
      const view = this.fields.field(config, field, values, caller.locale, row.collection_pid);
      const said = view.values.filter((value) => !value.blank).map(({ data: _, href: __, ...value }) => value);
      return said.length > 0 ? [{ ...view, values: said.slice(0, factsShown) }] : [];
    });
  }
}

function groupsOf(node: Node, rows: MemberRow[]): Node['groups'] {
  const groups = new Map<string, Node['groups'][number]>();
  for (const row of rows) {
    if (row.whole_id !== node.id) continue;
    const role = rolesOfKind(row.kind)?.[1];
    if (!role) continue;
    const group: Node['groups'][number] = groups.get(row.kind) ?? { role, total: row.total, members: [] };
    group.members.push(nodeOf(row, role));
    groups.set(row.kind, group);
  }
  // In the order in which the platform knows them: parts before impressions would read as two families.
  return familyKinds.flatMap((kind) => groups.get(kind) ?? []);
}

function pagesOf(heads: Node[], { only, size }: Stretch): Pick<FamilyView, 'stretch'> {
  if (!only) return {};
  const group = heads.flatMap((head) => head.groups).find(({ role }) => role.role === only.role);
  return { stretch: { ...only, pages: Math.max(1, Math.ceil((group?.total ?? 0) / size)) } };
}
