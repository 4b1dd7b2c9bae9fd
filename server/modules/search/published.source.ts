import { Injectable } from '@nestjs/common';
import type { MaterialKind } from '../../contract/collection.js';
import { groupBy } from '../../contract/group-by.js';
import type { LocalizedText } from '../../contract/localized.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';

export interface SourcePage {
  item_id: number;
  page_id: number;
  ord: number;
  text: string;
  text_labels: string[] | null;
}

export interface PublishedSource {
  id: number;
  pid: string;
  doc_version: number;
  library_id: number;
  library_pid: string;
  library_name: LocalizedText;
  collection_id: number;
  collection_pid: string;
  kind: MaterialKind;
  /** Null for what readers no longer see. */
  values: Values | null;
  title: string;
  metadata_labels: string[];
  text_labels: string[];
  find_labels: string[];
  first_published_at: Date | null;
  pages: SourcePage[];
}

/** What search documents are made from: rows as they are committed now. */
@Injectable()
export class PublishedSources {
  constructor(private readonly db: Database) {}

  async load(itemIds: number[]): Promise<PublishedSource[]> {
    if (itemIds.length === 0) return [];
    const rows = await this.db.query<Omit<PublishedSource, 'pages'>>(
      `SELECT i.id, i.pid, i.doc_version, i.library_id, l.pid AS library_pid, l.name AS library_name, i.collection_id, c.pid AS collection_pid, c.kind,
              r."values", coalesce(r.title, i.title) AS title, i.metadata_labels, i.text_labels, i.find_labels, i.first_published_at
       FROM item i JOIN collection c ON c.id = i.collection_id JOIN library l ON l.id = i.library_id
       LEFT JOIN item_revision r ON r.item_id = i.id AND r.number = i.published_revision AND r.item_id = ANY ($1)
       WHERE i.id = ANY ($1)`,
      [itemIds],
    );
    const pages = await this.db.query<SourcePage>(
      `SELECT p.item_id, p.page_id, p.ord, t.text, p.text_labels
       FROM page_published p JOIN page_text t ON t.id = p.text_id WHERE p.item_id = ANY ($1) ORDER BY p.item_id, p.ord`,
      [itemIds],
    );
    const byItem = groupBy(pages, (page) => page.item_id);
    return rows.map((row) => ({ ...row, pages: byItem.get(row.id) ?? [] }));
  }
}
