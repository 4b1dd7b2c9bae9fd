import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { anybodyIn, visibleItem } from '../access/visible.sql.js';
import { FieldViews } from '../catalog/field.views.js';
import { SchemaService } from '../schema/schema.service.js';

const partSize = 20_000;
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const fixed = ['/', '/collections', '/libraries', '/about', '/docs'];

/** Only what everybody may see, whoever asks. */
const anybody = anybodyIn('$1');
const items = `FROM item WHERE ${visibleItem(anybody)} AND ($2::bigint IS NULL OR item.library_id = $2)`;

@Injectable()
export class SitemapService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
    private readonly schema: SchemaService,
    private readonly fields: FieldViews,
  ) {}

  async index(origin: string, libraryId: number | null): Promise<string> {
    const row = await this.database.one<{ count: number }>(`SELECT count(*) AS count ${items}`, [
      await this.access.openCollections(),
      libraryId,
    ]);
    const records = await this.database.one<{ count: number }>(
      `SELECT (SELECT count(*) FROM agent) + (SELECT count(*) FROM place) AS count`,
    );
    const names = [
      ...Array.from({ length: 1 + Math.ceil((row?.count ?? 0) / partSize) }, (_, at) => String(at)),
      ...Array.from({ length: Math.ceil((records?.count ?? 0) / partSize) }, (_, at) => `records-${at}`),
    ];
    const entries = names.map((name) => `<sitemap><loc>${origin}/sitemap/${name}.xml</loc></sitemap>`);
    return `${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('\n')}</sitemapindex>\n`;
  }

  /** Part 0 is the pages that are not items. */
  async part(origin: string, libraryId: number | null, number: number): Promise<string | null> {
    if (number === 0) {
      const collections = await this.database.query<{ pid: string }>(
        `SELECT pid FROM collection WHERE id = ANY ($1) AND ($2::bigint IS NULL OR library_id = $2) ORDER BY id`,
        [await this.access.openCollections(), libraryId],
      );
      return this.set([...fixed, ...collections.map(({ pid }) => `/c/${pid}`)].map((path) => ({ loc: origin + path })));
    }
    const rows = await this.database.query<{ pid: string; at: Date }>(
      `SELECT item.pid, item.published_at AS at ${items} ORDER BY item.id LIMIT $3 OFFSET $4`,
      [await this.access.openCollections(), libraryId, partSize, (number - 1) * partSize],
    );
    if (rows.length === 0) return null;
    return this.set(rows.map(({ pid, at }) => ({ loc: `${origin}/i/${pid}`, at: at.toISOString() })));
  }

  /** People and places that something open to everybody names in a field that is open too. */
  async records(origin: string, libraryId: number | null, part: number): Promise<string> {
    const collections = await this.database.query<{ id: number }>(
      `SELECT id FROM collection WHERE id = ANY ($1) AND ($2::bigint IS NULL OR library_id = $2)`,
      [await this.access.openCollections(), libraryId],
    );
    const configs = await this.schema.configsOf(collections.map(({ id }) => id));
    const places = collections.flatMap(({ id }) =>
      // What a condition may hide is left to whoever reads the record itself.
      this.fields
        .openFields(configs.get(id)!)
        .filter(({ shownWhen }) => shownWhen === undefined)
        .map((field) => ({ id, field: field.id })),
    );
    const rows = await this.database.query<{ pid: string }>(
      `WITH record AS (
         SELECT pid FROM (SELECT 1 AS kind, id, pid FROM agent WHERE merged_into IS NULL
                          UNION ALL SELECT 2, id, pid FROM place WHERE merged_into IS NULL) AS every
          ORDER BY kind, id LIMIT $3 OFFSET $4)
       SELECT pid FROM record WHERE EXISTS (
         SELECT 1 FROM item_value_meaning(ARRAY[record.pid]) v JOIN item ON item.id = v.item_id
           JOIN unnest($1::bigint[], $2::text[]) AS place(collection_id, field_id)
             ON place.collection_id = v.collection_id AND place.field_id = v.field_id
           WHERE item.published_revision = item.head_revision AND ${visibleItem(anybody)})`,
      [places.map(({ id }) => id), places.map(({ field }) => field), partSize, part * partSize],
    );
    return this.set(rows.map(({ pid }) => ({ loc: `${origin}/a/${pid}` })));
  }

  private set(urls: { loc: string; at?: string }[]): string {
    const lines = urls.map(({ loc, at }) => `<url><loc>${loc}</loc>${at ? `<lastmod>${at}</lastmod>` : ''}</url>`);
    return `${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${lines.join('\n')}</urlset>\n`;
  }
}
