import { Injectable } from '@nestjs/common';
import { systemCaller } from '../../contract/caller.js';
import type { CollectionPresentation } from '../../contract/collection.js';
import { shippedHome } from '../../contract/shipped.homes.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { ConfigService } from '../schema/config.service.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';
import { SiteService } from '../site/site.service.js';
import type { DemoCollection } from './demo.content.js';

/** The shipped home, led by these. */
const homeWith = (items: string[]) =>
  shippedHome('collection').map((block) =>
    block.kind === 'featured' ? { ...block, options: { items: items.map((item) => ({ item })) } } : block,
  );

/** Pieces of different kinds that lead the portal, the first one large. */
const leading = ['LT-JY-0001', 'LT-JS-0001', 'LT-SH-0001', 'ZJ-YT-0001', 'ZJ-XZ-0001'];

/** What librarians would do last: choose the pieces that stand in front. */
@Injectable()
export class DemoShowcase {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly config: ConfigService,
    private readonly site: SiteService,
  ) {}

  async dress(collections: { row: CollectionRow; given: DemoCollection }[]): Promise<void> {
    for (const { row, given } of collections) {
      const { presentation, presentationVersion } = await this.schema.configOf(row.id);
      // A second attempt at loading finds the first one's choice in force.
      if (presentation.home.some((block) => block.kind === 'featured')) continue;
      const items = await this.pids(given.featured, row.libraryId);
      await this.put(row, { ...presentation, home: homeWith(items) }, presentationVersion);
    }
    await this.site.savePortal({
      featured: await this.pids(leading),
      hot: [
        { 'zh-CN': '钱塘', en: 'Qiantang' },
        { 'zh-CN': '民国二十年', en: '1931' },
        { 'zh-CN': '墓志', en: 'epitaph' },
        { 'zh-CN': '西湖', en: 'West Lake' },
        { 'zh-CN': '道可道', en: 'Laozi' },
      ],
    });
  }

  private async put(row: CollectionRow, presentation: CollectionPresentation, version: number): Promise<void> {
    const caller = systemCaller('demo');
    const part = 'presentation';
    await this.db.transaction(async () => {
      const draft = await this.config.saveDraft(
        caller,
        { collection: row.pid, part },
        { baseVersion: version, revision: 0, document: presentation as unknown as Record<string, Json> },
      );
      await this.config.publish(caller, row.pid, { [part]: draft.revision }, '');
    });
  }

  /** In the order of the identifiers. */
  private async pids(identifiers: string[], libraryId?: number): Promise<string[]> {
    const rows = await this.db.query<{ pid: string }>(
      `SELECT pid FROM item WHERE identifier = ANY ($1) AND ($2::bigint IS NULL OR library_id = $2) AND published_revision IS NOT NULL
       ORDER BY array_position($1, identifier)`,
      [identifiers, libraryId ?? null],
    );
    return rows.map((row) => row.pid);
  }
}
