import { Injectable } from '@nestjs/common';
import type { UploadOutcome } from '../../contract/api/media.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { MediaInspection } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { Storage } from '../../platform/storage/storage.js';
import { Workshop } from '../../platform/storage/workshop.js';
import { AuditService } from '../audit/audit.service.js';
import { ItemRepository } from '../catalog/item.repository.js';
import { type NewPage, PageService } from '../catalog/page.service.js';
import { JobService } from '../job/job.service.js';
import { cleanName, rightName } from './file.name.js';
import { FileRepository, originalKey } from './file.repository.js';
import { LookGuard } from './look.guard.js';
import { MediaApart } from './media.apart.js';
import { RoomService } from './room.service.js';

/** Where a file is to belong. Without an item it belongs to the library itself: a logo, a picture of its home page. */
export interface Destination {
  libraryId: number;
  libraryPid: string;
  itemPid: string | null;
}

/** Bytes that have arrived whole and lie somewhere local. */
export interface Arrived {
  path: string;
  name: string;
  size: number;
  sha256: string;
  /** Its reservation of room, if it has one. */
  held?: string;
  /** What went wrong on the way already. */
  problem?: Problem;
  /** Makes the bytes an object under this key, without losing them where they are. */
  keep(key: string): Promise<void>;
}

/** Of one file: what its page is to be like, where it gets one. */
export type PageWish = Partial<Pick<NewPage, 'label' | 'kind' | 'lines' | 'textLanguage'>>;

interface Accepted extends Arrived {
  mediaType: string;
  handler: string;
  storageKey: string;
  inspection: MediaInspection;
  notes: UploadOutcome['notes'];
}

type Prepared = { accepted: Accepted } | { refused: Problem; name: string };

const mostPages = 2000;

/** The one way in for bytes: looked at, kept, and only then made known, with pages and jobs in one transaction. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly workshop: Workshop,
    private readonly plugins: PluginHost,
    private readonly apart: MediaApart,
    private readonly guard: LookGuard,
    private readonly room: RoomService,
    private readonly files: FileRepository,
    private readonly items: ItemRepository,
    private readonly pages: PageService,
    private readonly jobs: JobService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Takes files in, each on its own merits. `wish` is null where no pages are wanted. `also` runs inside the
   * transaction that makes them known.
   */
  async take(
    to: Destination,
    arrived: Arrived[],
    caller: Caller,
    wish: PageWish[] | null,
    also: (outcomes: UploadOutcome[]) => Promise<void> = () => Promise.resolve(),
  ): Promise<UploadOutcome[]> {
    const known = await this.files.kept(
      to.libraryId,
      arrived.map((one) => one.sha256),
    );
    const prepared: Prepared[] = [];
    for (const one of arrived) prepared.push(await this.prepare(to, one, known));
    return this.db.transaction(async () => {
      const outcomes = await this.makeKnown(to, prepared, caller, wish);
      await also(outcomes);
      return outcomes;
    });
  }

  private async prepare(to: Destination, arrived: Arrived, known: ReadonlySet<string>): Promise<Prepared> {
    const name = cleanName(arrived.name);
    try {
      if (arrived.problem) throw arrived.problem;
      const accepted = await this.look({ ...arrived, name });
      accepted.storageKey = originalKey(to.libraryPid, arrived.sha256);
      if (known.has(arrived.sha256)) accepted.notes.push('same-bytes');
      else await arrived.keep(accepted.storageKey);
      return { accepted };
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return { refused: error, name };
      throw error;
    }
  }

  private async look(arrived: Arrived): Promise<Accepted> {
    if (arrived.size === 0) throw new Problem('file.empty');
    const { mediaType, handler, inspection } = await this.guard.once(arrived.sha256, () =>
      this.workshop.inFolder((folder) => this.apart.look({ path: arrived.path, size: arrived.size, folder })),
    );
    const named = rightName(arrived.name, mediaType, this.plugins.mediaHandlers.get(handler)!);
    return {
      ...arrived,
      name: named.name,
      mediaType,
      handler,
      storageKey: '',
      inspection,
      notes: named.corrected ? ['extension-corrected'] : [],
    };
  }

  private async makeKnown(
    to: Destination,
    prepared: Prepared[],
    caller: Caller,
    wish: PageWish[] | null,
  ): Promise<UploadOutcome[]> {
    const room = await this.roomFor(to, prepared);
    // Held only now: what had to be added up or kept again is done.
    const item = to.itemPid === null ? null : await this.items.lockOne(to.itemPid);
    if (item?.state === 'removed') throw new Problem('item.not-found');
    this.refuseBeyond(prepared, room);
    const taken = prepared.flatMap((one, at) => ('accepted' in one ? [{ at, accepted: one.accepted }] : []));
    const made = await this.files.insert(
      taken.map(({ accepted }) => ({
        libraryId: to.libraryId,
        itemId: item?.id ?? null,
        sha256: accepted.sha256,
        size: accepted.size,
        mediaType: accepted.mediaType,
        handler: accepted.handler,
        name: accepted.name,
        storageKey: accepted.storageKey,
        technical: withPages(accepted.inspection),
        accountId: caller.accountId,
      })),
    );
    await this.jobs.enqueueAll(
      'media.derive',
      made.map((fileId) => ({ key: String(fileId), payload: { fileId } })),
      {
        libraryId: to.libraryId,
        collectionId: item?.collection_id ?? null,
        ...(item ? { subjectPid: item.pid } : {}),
        caller,
      },
    );
    const kept = taken.map(({ at, accepted }, nth) => ({ at, fileId: made[nth]!, wish: wish?.[at], accepted }));
    const fileAt = new Map(kept.map((row) => [row.at, row.fileId]));
    const pagePids = new Map<number, string[]>();
    if (item && wish && kept.length > 0) {
      const wanted = kept.flatMap((row) => pagesOf(row.fileId, row.accepted.inspection, row.wish));
      const pages = await this.pages.append(item, wanted, caller);
      pages.forEach((page, at) => {
        const fileId = wanted[at]!.fileId!;
        pagePids.set(fileId, [...(pagePids.get(fileId) ?? []), page.pid]);
      });
    }
    if (kept.length > 0) await this.record(to, item, kept.length, caller);
    const views = new Map((await this.files.byIds(kept.map((row) => row.fileId))).map((row) => [row.id, row]));
    return prepared.map((one, at): UploadOutcome => {
      if ('refused' in one) {
        const problem = { code: one.refused.code, params: one.refused.params as Record<string, Json> };
        return { name: one.name, outcome: 'refused', file: null, pages: [], problem, notes: [] };
      }
      const fileId = fileAt.get(at)!;
      return {
        name: one.accepted.name,
        outcome: 'stored',
        file: this.files.view(views.get(fileId)!),
        pages: pagePids.get(fileId) ?? [],
        problem: null,
        notes: one.accepted.notes,
      };
    });
  }

  /** How many bytes still fit. Until the transaction ends nobody else decides that, and none of these bytes is removed. */
  private async roomFor(to: Destination, prepared: Prepared[]): Promise<number> {
    await this.room.lock(to.libraryId);
    const accepted = prepared.flatMap((one) => ('accepted' in one ? [one.accepted] : []));
    await this.files.lockBytes(accepted.map((one) => one.storageKey));
    await this.stillKept(to.libraryId, accepted);
    return accepted.every(isKept) ? Infinity : this.room.left(to.libraryId, held(prepared));
  }

  private refuseBeyond(prepared: Prepared[], room: number): void {
    let left = room;
    for (const [at, one] of prepared.entries()) {
      if ('refused' in one || isKept(one.accepted)) continue;
      const { size, name } = one.accepted;
      if (size <= left) left -= size;
      else prepared[at] = { refused: new Problem('library.over-quota', { left: Math.max(0, left) }), name };
    }
  }

  /** Between looking and now the last file of these bytes may have been removed, and its object swept. */
  private async stillKept(libraryId: number, accepted: Accepted[]): Promise<void> {
    const trusting = accepted.filter(isKept);
    const known = await this.files.kept(
      libraryId,
      trusting.map((one) => one.sha256),
    );
    for (const one of trusting.filter(({ sha256 }) => !known.has(sha256))) {
      one.notes = one.notes.filter((note) => note !== 'same-bytes');
      if (!(await this.storage.head(one.storageKey))) await one.keep(one.storageKey);
    }
  }

  private async record(
    to: Destination,
    item: { pid: string; title: string } | null,
    files: number,
    caller: Caller,
  ): Promise<void> {
    await this.audit.record(
      caller,
      'file.upload',
      {
        libraryId: to.libraryId,
        kind: item ? 'item' : 'library',
        pid: item?.pid ?? to.libraryPid,
        title: item?.title ?? '',
      },
      { files },
    );
  }
}

/** Its bytes are there already, and take no more room. */
const isKept = ({ notes }: Accepted): boolean => notes.includes('same-bytes');

const held = (prepared: Prepared[]): string[] => [
  ...new Set(prepared.flatMap((one) => ('accepted' in one && one.accepted.held ? [one.accepted.held] : []))),
];

function withPages(inspection: MediaInspection): Record<string, Json> {
  const pages = inspection.pages ?? 1;
  return pages > 1 ? { ...inspection.technical, pages } : inspection.technical;
}

/** A file of many pages becomes as many pages, each pointing to its own. */
function pagesOf(fileId: number, inspection: MediaInspection, wish: PageWish = {}): NewPage[] {
  const page = { fileId, label: wish.label ?? '', kind: wish.kind ?? ('text' as const) };
  const count = Math.min(inspection.pages ?? 1, mostPages);
  if (count > 1) return Array.from({ length: count }, (_, at) => ({ ...page, source: { page: at + 1 } }));
  return [
    {
      ...page,
      ...(wish.lines ? { lines: wish.lines } : {}),
      ...(wish.textLanguage ? { textLanguage: wish.textLanguage } : {}),
    },
  ];
}
