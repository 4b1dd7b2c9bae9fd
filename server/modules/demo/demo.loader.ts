import { Injectable } from '@nestjs/common';
import { systemCaller, type Caller } from '../../contract/caller.js';
import type { CollectionConfig } from '../../contract/collection.js';
import type { JobPayload } from '../../contract/jobs.js';
import { roleOf } from '../../contract/relations.js';
import type { Audience, Visibility } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AuthorityService } from '../authority/authority.service.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { ItemRepository } from '../catalog/item.repository.js';
import type { ItemRow } from '../catalog/item.row.js';
import { LinkService } from '../catalog/link.service.js';
import { type NewPage, PageService } from '../catalog/page.service.js';
import { WorkflowService } from '../catalog/workflow.service.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { MediaService } from '../media/media.service.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';
import { DemoAuthorities } from './demo.authorities.js';
import { type DemoCollection, type DemoPage, demoIndex, demoPath, type DemoWork, demoWorks } from './demo.content.js';
import { DemoShowcase } from './demo.showcase.js';
import { findTerm, type RecordFinder, type TermFinder, valuesOf } from './demo.values.js';
import { nameTable } from '../../contract/name.table.js';

const pageKinds = nameTable<NewPage['kind']>({
  cover: 'cover',
  text: 'text',
  blank: 'blank',
  missing: 'missing',
  image: 'plate',
});
const readyPollMs = 200;
/** Pages beyond which a work's pictures keep two cores busy for long. */
const longBook = 20;

/**
 * Brings the demo in through the same services that forms and uploads use. One work is one transaction: a crash
 * leaves whole works, and the next attempt goes on with those that are missing.
 */
@Injectable()
export class DemoLoader {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly authority: AuthorityService,
    private readonly names: DemoAuthorities,
    private readonly catalog: CatalogService,
    private readonly items: ItemRepository,
    private readonly pages: PageService,
    private readonly links: LinkService,
    private readonly workflow: WorkflowService,
    private readonly media: MediaService,
    private readonly showcase: DemoShowcase,
  ) {}

  @JobHandler('demo.load')
  async load(_: JobPayload<'demo.load'>, run: JobRun): Promise<{ works: number }> {
    const caller = systemCaller('demo');
    const { collections } = await demoIndex();
    const recordsFor = await this.names.load();
    const plan = await Promise.all(
      collections.map(async (given) => ({
        given,
        row: await this.collection(given.library, given.key),
        works: await demoWorks(given.key),
        recordOf: recordsFor(given.library),
      })),
    );
    const queue = plan
      .flatMap(({ given, row, works, recordOf }) =>
        works.map((work, at) => ({ row, work, recordOf, rank: rankOf(work, at, given) })),
      )
      .sort((a, b) => a.rank - b.rank);
    for (const [at, { row, work, recordOf }] of queue.entries()) {
      run.pause();
      await this.work(row, work, recordOf, caller, run);
      await run.progress(at + 1, queue.length);
    }
    for (const { row, works } of plan) await this.linkAll(row, works, caller);
    await this.showcase.dress(plan);
    for (const { row, works } of plan) await this.setPosters(row, works, caller, run);
    return { works: queue.length };
  }

  private async collection(librarySlug: string, slug: string): Promise<CollectionRow> {
    const row = await this.db.one<{ pid: string }>(
      `SELECT collection.pid FROM collection JOIN library ON library.id = collection.library_id WHERE library.slug = $1 AND collection.slug = $2`,
      [librarySlug, slug],
    );
    return this.schema.byPid(row!.pid);
  }

  private async work(
    collection: CollectionRow,
    work: DemoWork,
    recordOf: RecordFinder,
    caller: Caller,
    run: JobRun,
  ): Promise<void> {
    const known = await this.db.one(
      `SELECT 1 FROM item WHERE library_id = $1 AND identifier = $2 AND state <> 'removed'`,
      [collection.libraryId, work.identifier],
    );
    if (known) return;
    const config = await this.schema.configOf(collection.id);
    const { values, left } = valuesOf(config, work, await this.terms(config, collection), recordOf);
    if (left.length > 0) await run.log('info', 'demo.left-out', { work: work.identifier, fields: left });
    await this.db.transaction(async () => {
      const [item] = await this.catalog.createMany(
        collection,
        [{ values, note: '', visibility: visibilityOf(work) }],
        caller,
      );
      await this.addPages(collection, item!, work, caller);
      const ready = await this.items.lockOne(item!.pid);
      await this.workflow.publishRow(ready, '', caller);
      await this.db.query(
        `UPDATE item SET first_published_at = now() - make_interval(days => $2), published_at = now() - make_interval(days => $2) WHERE id = $1`,
        [item!.id, work.publishedOffsetDays],
      );
    });
  }

  private async addPages(collection: CollectionRow, item: ItemRow, work: DemoWork, caller: Caller): Promise<void> {
    const withFile = work.pages.filter((page) => page.file);
    const files = await this.store(
      collection,
      item,
      withFile.map((page) => page.file!),
      caller,
    );
    await this.store(
      collection,
      item,
      withFile.flatMap((page) => page.poster ?? []),
      caller,
    );
    const fileOf = new Map(withFile.map((page, at) => [page, files[at]!]));
    const pages = work.pages.map((page): NewPage => ({
      fileId: fileOf.get(page) ?? null,
      label: page.label,
      kind: pageKinds[page.kind] ?? 'other',
      ...linesOf(page),
    }));
    await this.pages.append(await this.items.lockOne(item.pid), pages, caller);
  }

  /** Files without pages of their own: which page shows which file is the material's to say. */
  private async store(collection: CollectionRow, item: ItemRow, names: string[], caller: Caller): Promise<number[]> {
    if (names.length === 0) return [];
    const paths = names.map((name) => ({ path: demoPath(collection.slug, ...name.split('/')), name: fileName(name) }));
    const outcomes = await this.media.storePaths(await this.media.destinationOf(item.pid), paths, caller, null);
    const refused = outcomes.find((outcome) => !outcome.file);
    if (refused) throw new Error(`${refused.name}: ${refused.problem?.code}`);
    const pids = outcomes.map((outcome) => outcome.file!.pid);
    const rows = await this.db.query<{ id: number; pid: string }>(`SELECT id, pid FROM file WHERE pid = ANY ($1)`, [
      pids,
    ]);
    const byPid = new Map(rows.map((row) => [row.pid, row.id]));
    return pids.map((pid) => byPid.get(pid)!);
  }

  /** Pictures of sounds, films and vessels: taken once the picture itself has been made ready. */
  private async setPosters(collection: CollectionRow, works: DemoWork[], caller: Caller, run: JobRun): Promise<void> {
    for (const work of works) {
      for (const page of work.pages) {
        if (!page.file || !page.poster) continue;
        for (;;) {
          run.pause();
          const poster = await this.fileOf(collection, work, page.poster);
          const file = await this.fileOf(collection, work, page.file);
          if (!poster || !file || poster.state === 'failed' || file.state === 'failed') break;
          if (poster.state === 'ready' && file.state === 'ready') {
            await this.setPoster(collection, work, file.pid, poster.pid, caller);
            break;
          }
          await new Promise((resolve) => setTimeout(resolve, readyPollMs));
        }
      }
    }
  }

  /** Readers have it with the next publication, which is at once; that it was published earlier stays true. */
  private async setPoster(
    collection: CollectionRow,
    work: DemoWork,
    file: string,
    poster: string,
    caller: Caller,
  ): Promise<void> {
    await this.media.setPoster(file, poster, caller);
    await this.db.transaction(async () => {
      const item = await this.db.one<{ pid: string }>(
        `SELECT pid FROM item WHERE library_id = $1 AND identifier = $2 AND state <> 'removed'`,
        [collection.libraryId, work.identifier],
      );
      const row = await this.items.lockOne(item!.pid);
      if (row.state !== 'draft' || row.published_at === null) return;
      await this.workflow.publishRow(row, '', caller);
      await this.db.query(`UPDATE item SET published_at = $2 WHERE id = $1`, [row.id, row.published_at]);
    });
  }

  private fileOf(collection: CollectionRow, work: DemoWork, name: string) {
    return this.db.one<{ pid: string; state: string }>(
      `SELECT file.pid, file.state FROM file JOIN item ON item.id = file.item_id
       WHERE item.library_id = $1 AND item.identifier = $2 AND file.name = $3 ORDER BY file.id LIMIT 1`,
      [collection.libraryId, work.identifier, fileName(name)],
    );
  }

  /** Terms of the record are found by code, or by what they are called. */
  private async terms(config: CollectionConfig, collection: CollectionRow): Promise<TermFinder> {
    const keys = [...new Set(config.schema.fields.flatMap((field) => vocabulariesOf(field)))];
    const found = new Map(
      await Promise.all(keys.map(async (key) => [key, await this.authority.terms(key, collection.libraryId)] as const)),
    );
    return (field, code, label) =>
      field.vocabulary ? findTerm(found.get(field.vocabulary)?.terms ?? [], code, label) : undefined;
  }

  /** Once all are there, whichever library they are in: said by the one, published with it, seen from both. */
  private async linkAll(collection: CollectionRow, works: DemoWork[], caller: Caller): Promise<void> {
    for (const work of works) {
      const wanted = (work.links ?? []).filter((link) => roleOf(link.kind));
      if (wanted.length === 0) continue;
      const rows = await this.db.query<{ identifier: string; pid: string; linked: boolean }>(
        `SELECT item.identifier, item.pid, EXISTS (SELECT 1 FROM item_link link WHERE link.item_id = item.id) AS linked
         FROM item WHERE (library_id = $1 AND identifier = $2 OR identifier = ANY ($3)) AND state <> 'removed'`,
        [collection.libraryId, work.identifier, wanted.map((link) => link.to)],
      );
      const found = new Map(rows.map((row) => [row.identifier, row]));
      const own = found.get(work.identifier);
      const said = wanted.flatMap(({ kind, to, part }) => {
        const item = found.get(to)?.pid;
        return item ? [{ role: kind, item, ...(part ? { part } : {}) }] : [];
      });
      if (!own || own.linked || said.length === 0) continue;
      await this.db.transaction(async () => {
        const item = await this.items.lockOne(own.pid);
        await this.links.put(item, said, caller);
        await this.workflow.publishRow(await this.items.lockOne(own.pid), '', caller);
        // When it was published is told by the material, not by the day of the loading.
        await this.db.query(`UPDATE item SET published_at = $2 WHERE id = $1`, [item.id, item.published_at]);
      });
    }
  }
}

/** What leads comes first, every collection shows something early, and long books let the rest pass. */
function rankOf(work: DemoWork, at: number, collection: DemoCollection): number {
  const long = work.pages.length > longBook ? 10_000 : 0;
  return (collection.featured.includes(work.identifier) ? 0 : 1000) + long + at;
}

const fileName = (path: string): string => path.split('/').at(-1)!;

function vocabulariesOf(field: CollectionConfig['schema']['fields'][number]): string[] {
  const parts = (field.options['parts'] ?? []) as unknown as { vocabulary?: string }[];
  return [field.vocabulary, ...parts.map((part) => part.vocabulary)].filter((key) => key !== undefined);
}

function linesOf(page: DemoPage): Pick<NewPage, 'lines' | 'textLanguage'> {
  return page.text ? { lines: page.text.lines, textLanguage: 'zh-Hant' } : {};
}

function visibilityOf(work: DemoWork): Visibility {
  const names: Record<string, Audience> = {
    public: 'public',
    campus: 'campus',
    member: 'member',
    'on-site': 'onsite',
    onsite: 'onsite',
    staff: 'staff',
  };
  const audience = (given: string | string[] | undefined): Audience[] =>
    given === undefined ? ['public'] : [given].flat().flatMap((one) => names[one] ?? []);
  const { metadata, thumbnail, image, text, download, find } = work.visibility ?? {};
  return {
    metadata: audience(metadata),
    // As where it is chosen: a thumbnail goes with the image until somebody says otherwise.
    thumbnail: audience(thumbnail ?? image),
    image: audience(image),
    text: audience(text),
    // Nobody takes away what may not be looked at.
    download: audience(download ?? image),
    // Where restricted words may still be found, the record says where to read them.
    find: audience(find ?? 'staff'),
  };
}
