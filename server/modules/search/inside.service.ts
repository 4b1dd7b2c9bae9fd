import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import type { ItemMatches } from '../../contract/reader.js';
import { type Box, matchBoxes, matchRanges, parseQuery, snippets, wantedPhrases } from '../../contract/text/index.js';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { openPart, readerIn, visibleItem } from '../access/visible.sql.js';
import { unpackLines } from '../catalog/page.service.js';
import { marked } from './hit.views.js';
import { NameExpansion } from './name.expansion.js';

interface PageRow {
  pid: string;
  label: string;
  text: string;
  lines: Buffer | null;
}

/** $2 are the reader's labels, $3 the collections that they may come across. */
const reader = readerIn('$2', '$3');
const excerptLength = 60;
const mostPages = 500;
const mostWords = 50;

/** Where words stand in one item. Only text that this reader may read is looked at: here every match is shown. */
@Injectable()
export class InsideService {
  constructor(
    private readonly db: Database,
    private readonly access: AccessService,
    private readonly names: NameExpansion,
  ) {}

  /** `whole` is false where other names of what was asked for were not found in time. */
  async inside(
    caller: Caller,
    itemPid: string,
    q: string,
    exact: boolean,
  ): Promise<{ matches: ItemMatches; whole: boolean }> {
    const collections = await this.access.readableCollections(caller);
    const item = await this.db.one<{ id: number; library_id: number }>(
      `SELECT id, library_id FROM item WHERE pid = $1 AND ${visibleItem(reader)} AND ($4::bigint IS NULL OR library_id = $4)`,
      [itemPid, caller.labels, collections, caller.siteLibraryId],
    );
    if (!item) throw new Problem('item.not-found');
    const scope = { libraries: [item.library_id], labels: caller.labels, collections };
    const { query, whole } = await this.names.expand(parseQuery(q, { exact }), scope, caller.locale);
    if (wantedPhrases(query).length === 0) return { matches: { total: 0, words: [], pages: [] }, whole };
    const rows = await this.db.query<PageRow>(
      `SELECT p.pid, p.label, t.text, t.lines FROM page_published p JOIN page_text t ON t.id = p.text_id JOIN item i ON i.id = p.item_id
       WHERE p.item_id = $1 AND ${openPart(reader, 'text', 'i', 'p')} ORDER BY p.ord`,
      [item.id, caller.labels, collections],
    );
    const pages: ItemMatches['pages'] = [];
    const words = new Set<string>();
    let total = 0;
    for (const row of rows) {
      const ranges = matchRanges(row.text, query);
      if (ranges.length === 0) continue;
      total += ranges.length;
      // As they stand in the text; a match that runs over a line end is written in one there too.
      for (const { start, end } of ranges) if (words.size < mostWords) words.add(row.text.slice(start, end));
      if (pages.length >= mostPages) continue;
      const [excerpt] = snippets(row.text, query, { length: excerptLength, most: 1 });
      pages.push({
        page: row.pid,
        label: row.label,
        count: ranges.length,
        boxes: matchBoxes(linesOf(row.lines), query).map(({ box }) => corners(box)),
        ...(excerpt ? { excerpt: marked(excerpt.text, excerpt.ranges) } : {}),
      });
    }
    return { matches: { total, words: [...words], pages }, whole };
  }
}

const corners = ({ x, y, width, height }: Box): [number, number, number, number] => [x, y, width, height];

function linesOf(packed: Buffer | null): { text: string; box: Box }[] {
  return unpackLines(packed).flatMap(({ text, box }) => {
    if (!box) return [];
    const [x, y, width, height] = box;
    return [{ text, box: { x, y, width, height } }];
  });
}
