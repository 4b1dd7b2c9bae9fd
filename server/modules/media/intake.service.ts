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
    const prepared: Prepared[] = [];
    for (const one of arrived) prepared.push(await this.prepare(to, one));
    return this.db.transaction(async () => {
      const outcomes = await this.makeKnown(to, prepared, caller, wish);
      await also(outcomes);
      return outcomes;
    });
  }

  private async prepare(to: Destination, arrived: Arrived): Promise<Prepared> {
    const name = cleanName(arrived.name);
    try {
      if (arrived.problem) throw arrived.problem;
      const accepted = await this.look({ ...arrived, name });
      accepted.storageKey = originalKey(to.libraryPid, arrived.sha256);
      if (await this.files.holds(to.libraryId, arrived.sha256)) accepted.notes.push('same-bytes');
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
    const item = to.itemPid === null ? null : await this.items.lockOne(to.itemPid);
    if (item?.state === 'removed') throw new Problem('item.not-found');
    const rows: ({ fileId: number; wish: PageWish | undefined; accepted: Accepted } | null)[] = [];
    await this.room.lock(to.libraryId);
    let room = await this.room.left(to.libraryId, held(prepared));
    for (const [at, one] of prepared.entries()) {
      if ('refused' in one) {
        rows.push(null);
        continue;
      }
      const { accepted } = one;
      await this.files.lockBytes(accepted.storageKey);
      await this.stillKept(to.libraryId, accepted);
      if (accepted.size > room && !accepted.notes.includes('same-bytes')) {
        prepared[at] = { refused: new Problem('library.over-quota', { left: Math.max(0, room) }), name: accepted.name };
        rows.push(null);
        continue;
      }
      room -= accepted.size;
      const made = await this.files.insert({
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
      });
      await this.jobs.enqueue(
        'media.derive',
        { fileId: made.id },
        {
          libraryId: to.libraryId,
          collectionId: item?.collection_id ?? null,
          key: String(made.id),
          ...(item ? { subjectPid: item.pid } : {}),
          caller,
        },
      );
      rows.push({ fileId: made.id, wish: wish?.[at], accepted });
    }
    const kept = rows.filter((row) => row !== null);
    const pagePids = new Map<number, string[]>();
    if (item && wish && kept.length > 0) {
      const wanted = kept.flatMap((row) => pagesOf(row.fileId, row.accepted.inspection, row.wish));
      const made = await this.pages.append(item, wanted, caller);
      made.forEach((page, at) => {
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
      const row = rows[at]!;
      return {
        name: one.accepted.name,
        outcome: 'stored',
        file: this.files.view(views.get(row.fileId)!),
        pages: pagePids.get(row.fileId) ?? [],
        problem: null,
        notes: one.accepted.notes,
      };
    });
  }

  /** Between looking and now the last file of these bytes may have been removed, and its object swept. */
  private async stillKept(libraryId: number, accepted: Accepted): Promise<void> {
    if (!accepted.notes.includes('same-bytes')) return;
    if (await this.files.holds(libraryId, accepted.sha256)) return;
    accepted.notes = accepted.notes.filter((note) => note !== 'same-bytes');
    if (!(await this.storage.head(accepted.storageKey))) await accepted.keep(accepted.storageKey);
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
