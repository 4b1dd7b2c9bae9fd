import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';

const partSize = 20_000;
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const fixed = ['/', '/collections', '/libraries', '/about', '/docs'];

/** Only what everybody may see, whoever asks. */
const open = `item.published_revision IS NOT NULL AND item.metadata_labels && '{public}'
  AND collection.state = 'open' AND collection.labels && '{public}'
  AND library.state = 'active' AND library.labels && '{public}' AND ($1::bigint IS NULL OR library.id = $1)`;
const from = `FROM item JOIN collection ON collection.id = item.collection_id JOIN library ON library.id = item.library_id`;

@Injectable()
export class SitemapService {
  constructor(private readonly database: Database) {}

  async index(origin: string, libraryId: number | null): Promise<string> {
    const row = await this.database.one<{ count: number }>(`SELECT count(*) AS count ${from} WHERE ${open}`, [
      libraryId,
    ]);
    const parts = 1 + Math.ceil((row?.count ?? 0) / partSize);
    const entries = Array.from(
      { length: parts },
      (_, at) => `<sitemap><loc>${origin}/sitemap/${at}.xml</loc></sitemap>`,
    );
    return `${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('\n')}</sitemapindex>\n`;
  }

  /** Part 0 is the pages that are not items. */
  async part(origin: string, libraryId: number | null, number: number): Promise<string | null> {
    if (number === 0) {
      const collections = await this.database.query<{ pid: string }>(
        `SELECT collection.pid FROM collection JOIN library ON library.id = collection.library_id
          WHERE collection.state = 'open' AND collection.labels && '{public}' AND library.state = 'active'
            AND library.labels && '{public}' AND ($1::bigint IS NULL OR library.id = $1) ORDER BY collection.id`,
        [libraryId],
      );
      return this.set([...fixed, ...collections.map(({ pid }) => `/c/${pid}`)].map((path) => ({ loc: origin + path })));
    }
    const rows = await this.database.query<{ pid: string; at: Date }>(
      `SELECT item.pid, item.published_at AS at ${from} WHERE ${open} ORDER BY item.id LIMIT $2 OFFSET $3`,
      [libraryId, partSize, (number - 1) * partSize],
    );
    if (rows.length === 0) return null;
    return this.set(rows.map(({ pid, at }) => ({ loc: `${origin}/i/${pid}`, at: at.toISOString() })));
  }

  private set(urls: { loc: string; at?: string }[]): string {
    const lines = urls.map(({ loc, at }) => `<url><loc>${loc}</loc>${at ? `<lastmod>${at}</lastmod>` : ''}</url>`);
    return `${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${lines.join('\n')}</urlset>\n`;
  }
}
