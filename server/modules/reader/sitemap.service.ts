import { Injectable } from '@nestjs/common';
import { pathIn } from '../../contract/safe.href.js';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { anybodyIn, visibleItem } from '../access/visible.sql.js';
import { FieldViews } from '../catalog/field.views.js';
import { SchemaService } from '../schema/schema.service.js';

/**
 * With its three languages an address takes less than two kilobytes: a part stays under ten megabytes. Parts go by the
 * numbers of rows, so that each reads its own and none of those before it.
 */
const partSize = 5_000;
/** People and places that stand in one part each. */
const recordsSize = 2_500;
const partOf = (id: string, size: number): string => `((${id} - 1) / ${size})`;
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const languages = [
  ['zh-Hans', 'zh-CN'],
  ['zh-Hant', 'zh-TW'],
  ['en', 'en'],
] as const;
const fixed = ['/', '/titles', '/collections', '/libraries', '/about', '/docs'];

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
    const open = await this.access.openCollections();
    const parts = await this.database.query<{ part: number }>(
      `SELECT DISTINCT ${partOf('item.id', partSize)} AS part ${items} ORDER BY part`,
      [open, libraryId],
    );
    const records = await this.database.query<{ part: number }>(
      `SELECT ${partOf('id', recordsSize)} AS part FROM agent UNION SELECT ${partOf('id', recordsSize)} FROM place ORDER BY part`,
    );
    const names = ['0', ...parts.map(({ part }) => String(part + 1)), ...records.map(({ part }) => `records-${part}`)];
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
      const libraries =
        libraryId === null
          ? await this.database.query<{ slug: string }>(
              `SELECT slug FROM library WHERE id IN (SELECT library_id FROM collection WHERE id = ANY ($1)) ORDER BY id`,
              [await this.access.openCollections()],
            )
          : [];
      const withTitles = (path: string) => [path, `${path}/titles`];
      const paths = [
        ...libraries.flatMap(({ slug }) => withTitles(`/l/${slug}`)),
        ...collections.flatMap(({ pid }) => withTitles(`/c/${pid}`)),
      ];
      return this.set(
        origin,
        [...fixed, ...paths].map((path) => ({ path })),
      );
    }
    const rows = await this.database.query<{ pid: string; at: Date }>(
      `SELECT item.pid, item.published_at AS at ${items} AND item.id > $3 AND item.id <= $4 ORDER BY item.id`,
      [await this.access.openCollections(), libraryId, (number - 1) * partSize, number * partSize],
    );
    if (rows.length === 0) return null;
    return this.set(
      origin,
      rows.map(({ pid, at }) => ({ path: `/i/${pid}`, at: at.toISOString() })),
    );
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
         SELECT pid FROM agent WHERE merged_into IS NULL AND id > $3 AND id <= $4
         UNION ALL SELECT pid FROM place WHERE merged_into IS NULL AND id > $3 AND id <= $4)
       SELECT pid FROM record WHERE EXISTS (
         SELECT 1 FROM item_naming named JOIN item ON item.id = named.item_id
          WHERE named.ref = record.pid AND ${visibleItem(anybody)}
            AND (named.collection_id, named.field_id) IN (SELECT * FROM unnest($1::bigint[], $2::text[])))`,
      [places.map(({ id }) => id), places.map(({ field }) => field), part * recordsSize, (part + 1) * recordsSize],
    );
    return this.set(
      origin,
      rows.map(({ pid }) => ({ path: `/a/${pid}` })),
    );
  }

  /** Each page in each language, and each of them naming all: so that whoever searches is led to their own. */
  private set(origin: string, urls: { path: string; at?: string }[]): string {
    const lines = urls.map(({ path, at }) => {
      const places = languages.map(([tag, locale]): [string, string] => [tag, origin + pathIn(locale, path)]);
      const links = places
        .map(([tag, href]) => `<xhtml:link rel="alternate" hreflang="${tag}" href="${href}"/>`)
        .join('');
      const when = at ? `<lastmod>${at}</lastmod>` : '';
      return places.map(([, loc]) => `<url><loc>${loc}</loc>${when}${links}</url>`).join('\n');
    });
    const spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"';
    return `${head}<urlset ${spaces}>${lines.join('\n')}</urlset>\n`;
  }
}
