import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { localize } from '../../contract/localized.js';
import type { FamilyGroup, FamilyMember, FamilyView, FieldView } from '../../contract/reader.js';
import { familyKinds, partLabel, type RelationRole, rolesOfKind, roleOf } from '../../contract/relations.js';
import type { Json } from '../../contract/values.js';
import { AccessService } from '../access/access.service.js';
import { FieldViews } from './field.views.js';
import { type ItemLinkRow, LinkRepository, type MemberRow, type Reader } from './link.repository.js';
import { PublishedRepository, type WithLinks } from './published.repository.js';
import { type Drawn, mostLinks, PublishedService } from './published.service.js';
import { linksJsonLd } from './links.jsonld.js';

export interface ItemLink extends ItemLinkRow {
  role: RelationRole;
}

/** Parts of parts: deeper than this is a mistake and not a family. */
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
  seenAs?: RelationRole;
  groups: { role: RelationRole; total: number; members: Node[] }[];
}

/** The members of a family in their places, not drawn yet. */
export interface Outline {
  heads: Node[];
  nodes: Node[];
  pids: string[];
}

const nodeOf = (row: { id: number; pid: string; part?: string; note?: string }, seenAs?: RelationRole): Node => ({
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
    private readonly fields: FieldViews,
    private readonly access: AccessService,
  ) {}

  async of(caller: Caller, pid: string, stretch: Stretch): Promise<FamilyView | null> {
    const reader = await this.readerOf(caller);
    const start = await this.rows.byPid(stretch.only?.of ?? pid, reader.labels, reader.collections, mostLinks);
    const outline = start ? await this.outline(caller, start, stretch) : null;
    if (!outline) return null;
    const drawn = await this.published.drawn(caller, outline.pids);
    return this.view(caller, outline, new Map(drawn.map((one) => [one.card.pid, one])), pid, stretch);
  }

  /** Who belongs to a family, before any of them is drawn; null for an item that is alone in the world. */
  async outline(
    caller: Caller,
    start: WithLinks & { id: number; pid: string },
    stretch: Stretch,
  ): Promise<Outline | null> {
    const { links } = start;
    if (links.length < mostLinks && !this.roles(links).some(({ role }) => role.kind.family)) return null;
    const { heads, keep } = stretch.only ? { heads: [nodeOf(start)], keep: new Set<number>() } : headsOf(start);
    const nodes = [...(await this.descend(heads, keep, await this.readerOf(caller), stretch)).values()];
    // Alone in the world, or a page of a group that is not there.
    if (nodes.length < 2 && heads.every((head) => head.groups.length === 0)) return null;
    return { heads, nodes, pids: nodes.map((node) => node.pid) };
  }

  view(
    caller: Caller,
    { heads, nodes }: Outline,
    drawn: ReadonlyMap<string, Drawn>,
    current: string,
    stretch: Stretch,
  ): FamilyView | null {
    const members = heads.flatMap((head) => this.member(caller, head, drawn, current, stretch) ?? []);
    return members.length === 0 ? null : { heads: members, size: nodes.length, ...pagesOf(heads, stretch) };
  }

  /** The links of an item, families and all, for records in other systems. */
  async linksOf(caller: Caller, pid: string, limit: number): Promise<ItemLink[]> {
    const reader = await this.readerOf(caller);
    const [start] = await this.rows.byPids([pid], reader.labels, reader.collections);
    return start ? this.roles(await this.links.of(start.id, reader, limit)) : [];
  }

  /** Links by what they mean to the item that asks. */
  roles(rows: readonly ItemLinkRow[]): ItemLink[] {
    return rows.flatMap((row) => {
      const role = rolesOfKind(row.kind)?.[row.forward ? 0 : 1];
      return role ? [{ ...row, role }] : [];
    });
  }

  /** The links of an item, as schema.org says them, on its page and in its record. */
  jsonLd(own: Record<string, Json>, links: readonly ItemLink[], origin = ''): Record<string, Json> {
    return { ...own, ...linksJsonLd(own, links, origin) };
  }

  private async readerOf(caller: Caller): Promise<Reader> {
    return { labels: caller.labels, collections: await this.access.readableCollections(caller) };
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
      const wholes = new Set(rows.flatMap(({ id, whole }) => (whole ? [id] : [])));
      const next: Node[] = [];
      for (const node of frontier) {
        for (const group of groupsOf(node, rows)) {
          if (only && only.role !== group.role.role) continue;
          node.groups.push(group);
          for (const member of group.members) {
            if (drawn.has(member.id) || drawn.size >= mostDrawn) continue;
            drawn.set(member.id, member);
            if (!only && wholes.has(member.id)) next.push(member);
          }
        }
      }
      frontier = next;
    }
    return drawn;
  }

  private member(
    caller: Caller,
    node: Node,
    drawn: ReadonlyMap<string, Drawn>,
    current: string,
    stretch: Stretch,
  ): FamilyMember | undefined {
    const own = drawn.get(node.pid);
    if (!own) return undefined;
    const { only, rest } = stretch;
    const groups = node.groups.map(({ role, total, members }): FamilyGroup => ({
      role: role.role,
      label: localize(role.label, caller.locale),
      total,
      members: members.flatMap((member) => this.member(caller, member, drawn, current, stretch) ?? []),
      rest:
        !only && total > members.length ? `/i/${current}/family?of=${node.pid}&role=${role.role}&page=${rest}` : null,
    }));
    return {
      card: own.card,
      current: node.pid === current,
      part: node.part ? localize(partLabel(node.part), caller.locale) : '',
      note: node.note,
      facts: this.facts(caller, own, node),
      groups,
    };
  }

  /** What its relations ask of it; a head is asked what its first kind of members would: a stone, what impressions need. */
  private facts(caller: Caller, { row, config, values }: Drawn, node: Node): FieldView[] {
    const asked = node.seenAs
      ? node.seenAs.facts
      : node.groups.slice(0, 1).flatMap(({ role }) => roleOf(role.inverse)?.facts ?? []);
    const open = this.fields.publicFields(config, values);
    const fields = [...new Set(asked)].flatMap((role) => open.filter((field) => field.core === role));
    return fields.flatMap((field) => {
      const view = this.fields.field(config, field, values, caller.locale, row.collection_pid);
      const said = view.values.filter((value) => !value.blank).map(({ data: _, href: __, ...value }) => value);
      return said.length > 0 ? [{ ...view, values: said.slice(0, factsShown) }] : [];
    });
  }
}

/** Upwards, each item once: a circle has no top, and the first that was made stands for it. */
function headsOf({ id, pid, above }: WithLinks & { id: number; pid: string }): { heads: Node[]; keep: Set<number> } {
  const pids = new Map([[id, pid], ...above.map((whole) => [whole.id, whole.pid] as const)]);
  const belongs = new Set(above.map(({ member }) => member));
  const ids = [...pids.keys()].sort((a, b) => a - b);
  const free = ids.filter((one) => !belongs.has(one));
  const heads = (free.length > 0 ? free : ids.slice(0, 1)).slice(0, mostHeads);
  return { heads: heads.map((one) => nodeOf({ id: one, pid: pids.get(one)! })), keep: new Set(ids) };
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
